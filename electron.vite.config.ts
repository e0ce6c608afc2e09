// Three bundles from one config. The main process has an entry a host and an entry a worker thread.
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { fileURLToPath } from 'node:url'
import { resourceCheck } from './build/resourceCheck.js'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const shared = {
  '#shared': at('src-shared'),
  '#main': at('src-main'),
  '#resources': at('resources'),
}

export default defineConfig({
  main: {
    resolve: { alias: shared },
    plugins: [resourceCheck()],
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          electron: at('src-main/hosts/electron/main.ts'),
          local: at('src-main/hosts/local/main.ts'),
          'outbox.worker': at('src-main/features/email/outbox/outbox.worker.ts'),
          'mailbox.worker': at('src-main/features/email/mailboxes/reading/mailbox.worker.ts'),
          'update.worker': at('src-main/database/update.worker.ts'),
          'check.worker': at('src-main/database/damage/check.worker.ts'),
          'comparison.worker': at('src-main/features/backups/comparison.worker.ts'),
          'backup.worker': at('src-main/features/backups/backup.worker.ts'),
          'report.worker': at('src-main/features/analytics/report/report.worker.ts'),
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
    plugins: [vue()],
    build: {
      minify: true,
      // Names what each file imports: build/firstLoad.js adds up what the first page needs.
      manifest: true,
      outDir: at('out/renderer'),
      rollupOptions: { input: at('src-renderer/index.html') },
    },
  },
})
