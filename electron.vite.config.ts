// Three bundles from one config. The main process has an entry a host and an entry a worker thread.
// What a package holds is these bundles: only what is in `leftOutside` is not in them.
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { fileURLToPath } from 'node:url'
import { bundledPackages } from './build/bundling/bundledPackages.js'
import { libraryFiles } from './build/bundling/libraryFiles.js'
import { resourceCheck } from './build/resourceCheck.js'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const shared = {
  '#shared': at('src-shared'),
  '#main': at('src-main'),
  '#resources': at('resources'),
}

/**
 * Native, or never loaded here: a reader of configuration files asks for TypeScript where it finds
 * one written in it. (Electron is left out by the bundler's own rule.)
 */
const leftOutside = ['better-sqlite3', 'typescript']

export default defineConfig({
  main: {
    resolve: {
      alias: [
        ...Object.entries(shared).map(([find, replacement]) => ({ find, replacement })),
        // Its edition for Node declares a `require` of its own, which a bundle has already; they
        // differ in threads that are not used here.
        { find: /^fflate$/, replacement: 'fflate/browser' },
      ],
    },
    plugins: [resourceCheck(), libraryFiles(), bundledPackages('main')],
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rollupOptions: {
        external: leftOutside,
        input: {
          electron: at('src-main/hosts/electron/main.ts'),
          local: at('src-main/hosts/local/main.ts'),
          'outbox.worker': at('src-main/features/email/outbox/outbox.worker.ts'),
          'ledgerJoin.worker': at('src-main/features/email/outbox/copies/ledgerJoin.worker.ts'),
          'mailbox.worker': at('src-main/features/email/mailboxes/reading/mailbox.worker.ts'),
          'update.worker': at('src-main/database/update.worker.ts'),
          'salvage.worker': at('src-main/database/rescue/salvage.worker.ts'),
          'check.worker': at('src-main/database/damage/check.worker.ts'),
          'comparison.worker': at('src-main/features/backups/comparison.worker.ts'),
          'backup.worker': at('src-main/features/backups/backup.worker.ts'),
          'report.worker': at('src-main/platform/print/report.worker.ts'),
          'import.worker': at('src-main/features/crm/import/import.worker.ts'),
          'bulkEdit.worker': at('src-main/features/crm/changes/bulkEdit.worker.ts'),
          'wideReads.worker': at('src-main/features/crm/reading/wideReads.worker.ts'),
          'campaignCheck.worker': at('src-main/features/email/check/campaignCheck.worker.ts'),
          'duplicates.worker': at('src-main/features/crm/duplicates/duplicates.worker.ts'),
          'scoring.worker': at('src-main/features/crm/scoring/scoring.worker.ts'),
          'scoreRules.worker': at('src-main/features/crm/scoring/scoreRules.worker.ts'),
          'leadExport.worker': at('src-main/features/crm/export/leadExport.worker.ts'),
          'importReader.worker': at('src-main/features/crm/import/importReader.worker.ts'),
          'mailLayout.worker': at('src-main/mail/mailLayout.worker.ts'),
          'webox.worker': at('src-main/features/webox/webox.worker.ts'),
        },
      },
    },
  },
  preload: {
    resolve: { alias: shared },
    plugins: [bundledPackages('preload')],
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: at('src-preload/preload.ts'),
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    resolve: { alias: { '#shared': at('src-shared') } },
    plugins: [vue(), bundledPackages('renderer')],
    build: {
      minify: true,
      // Names what each file imports: build/firstLoad.js adds up what the first page needs.
      manifest: true,
      outDir: at('out/renderer'),
      rollupOptions: { input: at('src-renderer/index.html') },
    },
  },
})
