// Nobody imports what the layer table forbids; and the checker is shown to notice when somebody
// does.
import { describe, expect, it } from 'vitest'
import { eslintImportRules } from '../../build/importJudge.js'
import { featureGraph, findCycle, importBreaches } from './importBreaches.ts'
import { filesUnder, sourceRoots } from './sourceFiles.ts'

const files = filesUnder(sourceRoots)
const breachesOf = (path: string, text: string) => importBreaches([{ path, text }])

describe('the sources', () => {
  it('are found', () => {
    expect(files.length).toBeGreaterThan(30)
  })

  it('import nothing the table forbids', () => {
    expect(importBreaches(files)).toEqual([])
  })

  it.each(['src-main', 'src-renderer'])('have no cycle of features in %s', (side) => {
    expect(findCycle(featureGraph(files, side))).toBeNull()
  })
})

describe('the checker', () => {
  const mainFeature = 'src-main/features/email/campaigns/campaigns.service.ts'
  const forbidden: [string, string][] = [
    [mainFeature, `import { app } from 'electron'`],
    [mainFeature, `import nodemailer from 'nodemailer'`],
    [mainFeature, `import { createServer } from 'node:http'`],
    [mainFeature, `import { os } from '@orpc/server'`],
    [mainFeature, `import Database from 'better-sqlite3'`],
    [mainFeature, `import { startHttpServer } from '#main/hosts/local/httpServer.ts'`],
    [mainFeature, `import { createApp } from '#main/app/createApp.ts'`],
    [mainFeature, `import { findLead } from '#main/features/crm/leads/leads.repository.ts'`],
    [mainFeature, `import { findLead } from '../../crm/leads/leads.repository.ts'`],
    [mainFeature, `export { findLead } from '../../crm/leads/leads.repository.ts'`],
    [mainFeature, `const crm = await import('../../crm/leads/leads.repository.ts')`],
    [mainFeature, `type Lead = import('../../crm/leads/leads.table.ts').LeadRow`],
    [mainFeature, `const name = 'x'; await import(name)`],
    [mainFeature, `import { ref } from 'vue'`],
    ['src-main/mail/smtpSession.ts', `import demo from '#resources/demo/demoData.json'`],
    ['src-renderer/main.ts', `import demo from '../resources/demo/demoData.json'`],
    [
      'src-main/database/keyset.ts',
      `import { crmFeature } from '#main/features/crm/crm.feature.ts'`,
    ],
    [
      'src-main/database/migrations/0003-x.ts',
      `import { leadsTable } from '#main/features/crm/leads/leads.table.ts'`,
    ],
    ['src-main/database/migrations/0003-x.ts', `import { statements } from './0002-email.ts'`],
    ['src-main/database/migrations/0003-x.ts', `import { QueryRunner } from 'typeorm'`],
    ['src-main/mail/smtpSession.ts', `import type { Database } from '#main/database/database.ts'`],
    ['src-main/platform/clock.ts', `import { x } from '#main/database/columns.ts'`],
    ['src-main/app/createApp.ts', `import { main } from '#main/hosts/electron/main.ts'`],
    ['src-main/hosts/local/main.ts', `import { x } from '#main/hosts/electron/appWindow.ts'`],
    [
      'src-main/hosts/local/main.ts',
      `import { x } from '#main/features/crm/leads/leads.service.ts'`,
    ],
    ['src-main/desktop/updates/updatePolicy.ts', `import { app } from 'electron'`],
    ['src-preload/preload.ts', `import { appContract } from '../src-shared/contract/index.ts'`],
    ['src-shared/rules/leadScore.ts', `import { crm } from '../contract/crm.contract.ts'`],
    ['src-shared/contract/crm.contract.ts', `import { readFile } from 'node:fs/promises'`],
    [
      'src-renderer/features/crm/CrmPage.vue',
      `<script setup lang="ts">import { x } from '../email/email.queries.ts'</script>`,
    ],
    [
      'src-renderer/features/crm/CrmPage.vue',
      `<script setup lang="ts">import { x } from '../../shell/router.ts'</script>`,
    ],
    [
      'src-renderer/features/crm/CrmPage.vue',
      `<script setup lang="ts">import * as echarts from 'echarts'</script>`,
    ],
    ['src-renderer/features/crm/stages.chart.ts', `import * as echarts from 'echarts'`],
    [
      'src-renderer/features/crm/CrmPage.vue',
      `<script setup lang="ts">import { createORPCClient } from '@orpc/client'</script>`,
    ],
    [
      'src-renderer/features/crm/crm.queries.ts',
      `import { x } from '#main/features/crm/leads/leads.service.ts'`,
    ],
    [
      'src-renderer/ui/EmptyState.vue',
      `<script setup lang="ts">import { x } from '../api/apiClient.ts'</script>`,
    ],
    ['src-renderer/stores/drafts.store.ts', `import { x } from '../api/apiClient.ts'`],
    ['src-renderer/api/apiClient.ts', `import { NButton } from 'naive-ui'`],
    ['src-renderer/main.ts', `import { readFileSync } from 'node:fs'`],
    ['src-relay/formIntake.ts', `import { x } from '#main/platform/clock.ts'`],
    ['src-relay/formIntake.ts', `import Database from 'better-sqlite3'`],
    ['src-relay/formIntake.ts', `import { oc } from '@orpc/contract'`],
    ['src-main/relay/relayClient.ts', `import { x } from '../../src-relay/publicKeys.ts'`],
    ['src-main/relay/relayClient.ts', `import { x } from '#main/features/crm/crm.feature.ts'`],
    ['src-main/relay/relayClient.ts', `import { request } from 'node:https'`],
    ['src-main/mail/smtpSession.ts', `import { x } from '#main/relay/relayClient.ts'`],
    ['src-main/app/createApp.ts', `import { x } from '../../tests/support/testHost.ts'`],
  ]
  it.each(forbidden)('refuses in %s: %s', (path, text) => {
    expect(breachesOf(path, text)).toHaveLength(1)
  })

  const allowed: [string, string][] = [
    [mainFeature, `import { leadFilterSql } from '#main/features/crm/crm.feature.ts'`],
    [mainFeature, `import { procedures } from '#main/core/procedures.ts'`],
    [mainFeature, `import { openConnection } from '#main/database/sqliteConnection.ts'`],
    [mainFeature, `import { EntitySchema } from 'typeorm'`],
    [mainFeature, `import demo from '#resources/demo/demoData.json' with { type: 'json' }`],
    [mainFeature, `import { pullOnce } from '#main/relay/relayPull.ts'`],
    ['src-relay/relayServer.ts', `import { createServer } from 'node:http'`],
    ['src-relay/formIntake.ts', `import { formInputs } from '#shared/rules/relayPages.ts'`],
    [
      'src-main/app/router.ts',
      `import { crmProcedures } from '#main/features/crm/crm.procedures.ts'`,
    ],
    ['src-main/platform/apiError.ts', `import { ORPCError } from '@orpc/server'`],
    ['src-main/database/sqliteConnection.ts', `import Database from 'better-sqlite3'`],
    ['src-main/database/migrations/0003-x.ts', `import type { QueryRunner } from 'typeorm'`],
    ['src-main/database/migrations/index.ts', `import { Leads0001 } from './0001-leads.ts'`],
    [
      'src-preload/preload.ts',
      `import { contextBridge } from 'electron'\nimport { connectChannel } from '../src-shared/hostBridge.ts'`,
    ],
    ['src-renderer/features/crm/stages.chart.ts', `import type { EChartsOption } from 'echarts'`],
    [
      'src-renderer/App.vue',
      `<script setup lang="ts">import AppShell from './shell/AppShell.vue'</script>`,
    ],
  ]
  it.each(allowed)('allows in %s: %s', (path, text) => {
    expect(breachesOf(path, text)).toEqual([])
  })

  it('grants an exception to the one file that has it', () => {
    const text = `import { leadFilterSql } from '#main/features/crm/leads/leadFilter.ts'`
    expect(breachesOf('src-main/features/email/campaigns/recipients.ts', text)).toEqual([])
    expect(breachesOf('src-main/features/email/campaigns/audience.ts', text)).toHaveLength(1)
  })

  it('names both sides and the reason', () => {
    expect(breachesOf(mainFeature, `import { app } from 'electron'`)).toEqual([
      `${mainFeature} may not import electron because everything else runs without Electron`,
    ])
  })

  it('finds a cycle of features', () => {
    const crm = {
      path: 'src-main/features/crm/crm.feature.ts',
      text: `import { x } from '#main/features/email/email.feature.ts'`,
    }
    const email = {
      path: 'src-main/features/email/email.feature.ts',
      text: `import { y } from '../crm/crm.feature.ts'`,
    }
    expect(findCycle(featureGraph([email], 'src-main'))).toBeNull()
    expect(findCycle(featureGraph([crm, email], 'src-main'))).toEqual([
      'src-main/features/crm',
      'src-main/features/email',
      'src-main/features/crm',
    ])
  })
})

describe("ESLint's half of the table", () => {
  // As ESLint does: of the entries that match a file, the last one decides.
  const restricted = (path: string, specifier: string) =>
    eslintImportRules()
      .filter(({ files: [glob = ''] }) =>
        new RegExp(
          `^${glob.replace(/[.]/g, '\\.').replace('**/*\\.{ts,vue}', '.+').replace(/\*/g, '[^/]+')}$`,
        ).test(path),
      )
      .at(-1)
      ?.rules['no-restricted-imports']?.[1].patterns.some(({ regex }) =>
        new RegExp(regex).test(specifier),
      )

  it.each([
    ['src-main/features/email/x.ts', 'electron'],
    ['src-main/features/email/x.ts', '@orpc/server'],
    ['src-main/features/email/x.ts', '#main/features/crm/leads/leads.repository.ts'],
    ['src-main/features/email/x.ts', '#main/app/createApp.ts'],
    ['src-main/database/x.ts', '#main/features/crm/crm.feature.ts'],
    ['src-main/database/openDatabase.ts', 'better-sqlite3'],
    ['src-renderer/features/crm/X.vue', '#main/app/router.ts'],
    ['src-renderer/features/crm/X.vue', 'echarts/core'],
    ['src-shared/contract/x.ts', 'node:fs'],
  ])('refuses in %s: %s', (path, specifier) => {
    expect(restricted(path, specifier)).toBe(true)
  })

  it('agrees with the exact half on every import that is there', () => {
    const refusedWrongly = files.flatMap((file) =>
      [...file.text.matchAll(/ from '([^'.][^']*)'/g)]
        .map((match) => match[1] ?? '')
        .filter(
          (specifier) =>
            importBreaches([{ path: file.path, text: `import type { x } from '${specifier}'` }])
              .length === 0,
        )
        .filter((specifier) => restricted(file.path, specifier) === true)
        .map((specifier) => `${file.path}: ${specifier}`),
    )
    expect(refusedWrongly).toEqual([])
  })
})
