// The one table of who may import whom. ESLint's rules and tests/architecture are both made from
// it; docs/architecture.md explains it.
//
// main:      hosts → app → features → (database | mail | ai | relay) → platform → src-shared
// renderer:  shell → features → (blockEditor | leadFilter) → (api | ui | stores) → src-shared
//
// Features of the main process read the texts in resources/, which import nothing.
// Main and renderer meet only in src-shared. src-relay is a server of its own and meets both there.

const shared = 'src-shared/'
/** Texts and starter templates, as JSON. */
const resources = 'resources/'
const lowerMain = ['src-main/platform/', shared]
const belowHosts = [
  'src-main/app/',
  'src-main/core/',
  'src-main/features/*/*.feature.ts',
  'src-main/database/openDatabase.ts',
  'src-main/desktop/',
  ...lowerMain,
]
const aHost = 'a host starts the app, sees features by their doors only, and knows no other host'
const look = ['src-renderer/styles/', 'src-renderer/i18n/']

/**
 * A row a folder. `*` stands for one name; the most specific row decides. A file may always import
 * its own folder, and otherwise only what begins with one of `may` (.ts: that file alone).
 */
export const folders = [
  {
    folder: 'src-shared/contract',
    may: ['src-shared/blocks/', 'src-shared/leadFields/', 'src-shared/rules/'],
    because: 'the contract is made of schemas, of definitions of blocks and pure rules only',
  },
  {
    folder: 'src-shared/blocks',
    may: ['src-shared/leadFields/', 'src-shared/rules/'],
    because: 'a kind of block is defined once, below the contract that is made of it',
  },
  {
    folder: 'src-shared/rules',
    may: ['src-shared/leadFields/'],
    because: 'rules are pure functions that run anywhere',
  },
  {
    folder: 'src-shared/leadFields',
    may: ['src-shared/leadFields/leadStatus.ts'],
    because: 'what a lead field is depends on nobody who uses it',
  },
  {
    folder: 'src-shared/failures',
    may: ['src-shared/contract/common.ts', 'src-shared/contract/crm/imports.ts'],
    because: 'a sentence for each reason, and for nothing else',
  },
  { folder: 'src-shared', may: [], because: 'what both sides share depends on neither' },
  { folder: 'resources', may: [], because: 'texts are read, and read nothing' },

  {
    folder: 'src-main/platform',
    may: [shared],
    because: 'the platform is what everything else stands on',
  },
  {
    folder: 'src-main/database/migrations',
    may: [],
    because: 'a migration is frozen: what it imported could change under it',
  },
  {
    folder: 'src-main/database',
    may: ['src-main/database/migrations/index.ts', ...lowerMain],
    because: 'the database knows no feature, no mail and no host',
  },
  {
    folder: 'src-main/mail',
    may: lowerMain,
    because: 'mail talks to the outside and knows no feature, no database and no host',
  },
  {
    folder: 'src-main/ai',
    may: lowerMain,
    because: 'AI talks to the outside and knows no feature, no database and no host',
  },
  {
    folder: 'src-main/desktop',
    may: lowerMain,
    because: 'what a desktop decides and says is tested without Electron, and knows no feature',
  },
  {
    folder: 'src-main/relay',
    may: [
      'src-main/database/columnKinds.ts',
      'src-main/database/database.ts',
      'src-main/database/rowReader.ts',
      ...lowerMain,
    ],
    because:
      'the way to the relay knows no feature and no host; what an event means is told by the feature',
  },
  {
    folder: 'src-main/features/*',
    may: [
      'src-main/features/*/*.feature.ts',
      'src-main/core/',
      'src-main/database/',
      'src-main/mail/',
      'src-main/ai/',
      'src-main/relay/',
      ...lowerMain,
      resources,
    ],
    because: 'a feature uses layers below it, and of another only what its *.feature.ts exports',
  },
  {
    folder: 'src-main/core',
    may: ['src-main/database/', 'src-main/relay/', ...lowerMain],
    because: 'the core is what every feature is given, and knows none of them',
  },
  {
    folder: 'src-main/app',
    may: [
      'src-main/core/',
      'src-main/features/*/*.feature.ts',
      'src-main/features/*/*.procedures.ts',
      'src-main/database/',
      'src-main/mail/',
      'src-main/ai/',
      ...lowerMain,
    ],
    because: 'the app puts parts together: features by their doors and procedures, and no host',
  },
  { folder: 'src-main/hosts/electron', may: belowHosts, because: aHost },
  { folder: 'src-main/hosts/local', may: belowHosts, because: aHost },

  {
    folder: 'src-relay',
    may: [shared],
    because: 'the relay runs on another machine and knows only what is said over the wire',
  },

  {
    folder: 'src-preload',
    may: ['src-shared/hostBridge.ts'],
    because: 'the preload hands over one port and nothing else',
  },

  {
    folder: 'src-renderer/styles',
    may: ['src-shared/leadFields/', 'src-shared/rules/'],
    because: 'tokens and styles depend on nothing but the words of the domain',
  },
  {
    folder: 'src-renderer/i18n',
    may: ['src-renderer/stores/', shared],
    because: 'texts and formats know preferences and the reasons of failures, and no view',
  },
  {
    folder: 'src-renderer/stores',
    may: ['src-renderer/styles/', shared],
    because: 'stores keep how the window looks; data comes from queries',
  },
  {
    folder: 'src-renderer/ui',
    may: [...look, shared],
    because: 'ui components know no feature and fetch nothing',
  },
  {
    folder: 'src-renderer/api',
    may: ['src-renderer/i18n/', 'src-renderer/stores/', shared],
    because: 'the way to the backend knows no view',
  },
  {
    folder: 'src-renderer/blockEditor',
    may: ['src-renderer/api/', 'src-renderer/ui/', ...look, shared],
    because: 'the editor of blocks knows no kind of block and no feature: they are told to it',
  },
  {
    folder: 'src-renderer/leadFilter',
    may: ['src-renderer/api/', 'src-renderer/ui/', ...look, shared],
    because: 'whoever asks which people are meant draws the same tree, and none of them owns it',
  },
  {
    folder: 'src-renderer/features/*',
    may: [
      'src-renderer/features/*/*.feature.ts',
      'src-renderer/blockEditor/',
      'src-renderer/leadFilter/',
      'src-renderer/api/',
      'src-renderer/ui/',
      'src-renderer/stores/',
      ...look,
      shared,
    ],
    because:
      'a feature uses api, ui and stores, and of another feature only what its *.feature.ts exports',
  },
  {
    folder: 'src-renderer/shell',
    may: [
      'src-renderer/features/*/*.feature.ts',
      'src-renderer/api/',
      'src-renderer/ui/',
      'src-renderer/stores/',
      ...look,
      shared,
    ],
    because: 'the shell frames features and sees only their doors',
  },
  {
    folder: 'src-renderer',
    may: [shared],
    because: 'the interface reaches the main process through the contract only',
  },
]

/**
 * The floors, the ground first: every folder of the table stands on one, and nothing imports from
 * its own floor or a higher one, types included. Only features look at one another, by their doors,
 * and without cycles.
 */
export const floors = [
  ['resources', 'src-shared/leadFields', 'src-shared'],
  ['src-shared/rules'],
  ['src-shared/blocks'],
  ['src-shared/contract'],
  ['src-shared/failures'],
  ['src-relay', 'src-preload', 'src-main/platform', 'src-main/database/migrations'],
  ['src-main/database', 'src-main/mail', 'src-main/ai', 'src-main/desktop'],
  ['src-main/relay'],
  ['src-main/core'],
  ['src-main/features/*'],
  ['src-main/app'],
  ['src-main/hosts/electron', 'src-main/hosts/local'],
  ['src-renderer/styles'],
  ['src-renderer/stores'],
  ['src-renderer/i18n'],
  ['src-renderer/ui', 'src-renderer/api'],
  ['src-renderer/blockEditor', 'src-renderer/leadFilter'],
  ['src-renderer/features/*'],
  ['src-renderer/shell'],
  ['src-renderer'],
]

/**
 * What single files may import besides, each for a reason that was measured or cannot be had
 * otherwise.
 */
export const exceptions = [
  {
    file: 'src-main/features/email/campaigns/customMerge.ts',
    may: [
      'src-main/features/crm/customFields/customFields.repository.ts',
      'src-main/features/crm/filters/filterMeaning.ts',
    ],
    because:
      'the sending thread starts six times faster without what the door of the CRM brings along',
  },
  {
    file: 'src-main/features/email/campaigns/shownBlocks.ts',
    may: ['src-main/features/crm/filters/filterMeaning.ts'],
    because:
      'the sending thread starts six times faster without what the door of the CRM brings along',
  },
  {
    file: 'src-main/features/email/campaigns/recipients.ts',
    may: [
      'src-main/features/crm/leads/leadFilter.ts',
      'src-main/features/crm/consents/suppressions.repository.ts',
      'src-main/features/crm/topics/leftTopic.ts',
    ],
    because:
      'the sending thread starts six times faster without what the door of the CRM brings along',
  },
]
