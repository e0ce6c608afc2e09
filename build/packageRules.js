// The one table of which packages may be named where: the second half of importRules.js, judged with
// it.

const renderer = ['src-renderer/']
/**
 * Packages (`scope/*`, node: modules) that only some places may name, or name as types; everybody
 * else goes through those places.
 */
export const packages = [
  {
    names: ['electron'],
    only: ['src-main/hosts/electron/', 'src-preload/'],
    because: 'everything else runs without Electron',
  },
  {
    names: ['electron-updater'],
    only: ['src-main/hosts/electron/', 'src-main/desktop/updates/'],
    because: 'updates belong to the desktop host',
  },
  {
    names: ['better-sqlite3'],
    only: ['src-main/database/sqliteConnection.ts'],
    because: 'every connection gets the same asserted settings there',
  },
  {
    names: ['typeorm'],
    only: ['src-main/database/', 'src-main/features/', 'src-main/core/'],
    because: 'only tables, repositories and the database speak of it',
  },
  {
    names: ['nodemailer'],
    only: ['src-main/mail/'],
    because: 'sending has one implementation, behind src-main/mail',
  },
  {
    names: ['postal-mime'],
    only: ['src-main/mail/incoming/'],
    because: 'what strangers wrote is read, and bounded, in one place',
  },
  {
    names: ['imapflow'],
    only: ['src-main/mail/imap/'],
    because: 'mailboxes are reached, and their servers bounded, in one place',
  },
  {
    names: ['oauth4webapi'],
    only: ['src-main/mail/signIn/'],
    because: 'tokens are asked for, and what came of it is judged, in one place',
  },
  {
    names: ['mjml'],
    only: ['src-main/mail/'],
    because: 'mail is drawn in one place, and MJML never meets what a person wrote unescaped',
  },
  {
    names: ['pdfmake'],
    only: ['src-main/platform/print/report.worker.ts'],
    because: 'one thread sets reports, and lets the PDF library read its fonts and nothing else',
  },
  {
    names: ['ai', '@ai-sdk/*'],
    only: ['src-main/ai/'],
    because: "which library speaks to the models is nobody else's matter",
  },
  {
    names: ['@orpc/*'],
    only: [
      'src-shared/contract/',
      'src-main/app/',
      'src-main/core/',
      'src-main/platform/apiError.ts',
      'src-main/hosts/',
      'src-renderer/api/',
    ],
    because: 'the RPC library stays behind the contract, the app and the two ends of the wire',
  },
  {
    names: ['node:http', 'node:https', 'node:http2', 'http', 'https', 'http2'],
    only: [
      'src-main/hosts/local/',
      'src-main/ai/',
      'src-main/mail/lookup/',
      'src-main/mail/signIn/loopbackPage.ts',
      'src-relay/',
    ],
    because:
      'the local host, the relay and the page after a sign-in serve HTTP; models and the search for a server ask for it',
  },
  {
    names: ['echarts'],
    only: ['src-renderer/ui/'],
    typesIn: ['src-renderer/features/*/*.chart.ts', 'src-renderer/features/*/*/*.chart.ts'],
    because: 'charts are drawn by one component of the ui; a *.chart.ts only makes its options',
  },
  {
    names: [
      'vue',
      'vue-router',
      'vue-i18n',
      'pinia',
      '@pinia/*',
      'naive-ui',
      '@vicons/*',
      '@tiptap/*',
      '@vueuse/*',
      '@vue-flow/*',
      'dompurify',
    ],
    only: renderer,
    because: 'the interface lives in src-renderer',
  },
  {
    names: ['naive-ui'],
    only: [
      ...['ui', 'shell', 'features', 'blockEditor', 'leadFilter', 'styles'].map(
        (name) => `src-renderer/${name}/`,
      ),
      'src-renderer/App.vue',
      'src-renderer/main.ts',
    ],
    because: 'neither api nor stores show anything',
  },
  {
    names: ['node:*'],
    only: ['src-main/', 'src-relay/'],
    because: 'Node exists in the main process and the relay only',
  },
]

/**
 * What a folder may import from packages at all; folders that are not named take any declared
 * dependency.
 */
export const packageLists = [
  {
    folder: 'src-shared/contract',
    may: ['zod', '@orpc/contract'],
    because: 'the contract runs anywhere',
  },
  { folder: 'src-shared', may: ['zod'], because: 'what both sides share runs anywhere' },
  {
    folder: 'src-main/database/migrations',
    may: ['typeorm'],
    typesOnly: true,
    because: 'a migration is frozen SQL',
  },
  {
    folder: 'src-relay',
    may: ['zod', 'node:*'],
    because: 'the relay is one file that runs on a bare Node',
  },
  { folder: 'src-preload', may: ['electron'], because: 'the preload is sandboxed, and alone' },
]
