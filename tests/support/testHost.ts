// A host for tests: a folder of its own, a clock that only moves when told, secrets that vanish.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Host } from '#main/platform/host.ts'
import { silentLog, type Log } from '#main/platform/log.ts'
import { memorySecrets, type SecretStore } from '#main/platform/secrets/secrets.ts'

export type TestClock = {
  now(): number
  advance(milliseconds: number): void
  set(moment: number): void
}

export function createTestClock(start = Date.parse('2026-11-22T09:00:00Z')): TestClock {
  let moment = start
  return {
    now: () => moment,
    advance: (milliseconds) => void (moment += milliseconds),
    set: (value) => void (moment = value),
  }
}

export type TestHost = Host & { clock: TestClock; remove(): Promise<void> }

export async function createTestHost(
  options: {
    log?: Log
    clock?: TestClock
    dataFolder?: string
    memoryFolder?: string | null
    secrets?: SecretStore
    systemLanguage?: string
  } = {},
): Promise<TestHost> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'webox-test-')))
  return {
    kind: 'test',
    version: '0.0.0-test',
    dataFolder,
    memoryFolder:
      options.memoryFolder === undefined ? `${dataFolder}-outside` : options.memoryFolder,
    secrets: options.secrets ?? memorySecrets(),
    clock: options.clock ?? createTestClock(),
    log: options.log ?? silentLog,
    systemLanguage: options.systemLanguage ?? 'fr-FR',
    async remove() {
      for (const folder of [dataFolder, `${dataFolder}-outside`])
        await rm(folder, { recursive: true, force: true })
    },
  }
}
