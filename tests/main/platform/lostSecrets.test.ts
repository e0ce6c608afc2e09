// Passwords that cannot be read any more: the application opens, sends on from accounts that need
// none, and says which are to be entered again.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOutboxJob } from '#main/features/email/outbox/outbox.job.ts'
import { openKeyFileSecrets } from '#main/platform/secrets/keyFileSecrets.ts'
import { createMailApp, quickTiming, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let folder: string
let app: TestApp | null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webox-lost-'))
  app = null
})
afterEach(async () => {
  await app?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<TestApp> {
  app = await createTestApp({
    dataFolder: folder,
    secrets: await openKeyFileSecrets(folder),
    sending: 'on',
  })
  return app
}
async function close(): Promise<void> {
  await app?.stop()
  app = null
}
const account = {
  name: 'Boutique',
  host: 'smtp.exemple.example',
  port: 587,
  security: 'starttls' as const,
  user: 'boutique',
  password: 'secret',
  fromEmail: 'boutique@exemple.example',
}
const secretsFile = () => join(folder, 'secrets.json')
const installKey = () => readFileSync(join(folder, 'install.key'), 'utf8')

describe('the application', () => {
  it.each<[string, () => void]>([
    [
      'a file of passwords cut in the middle',
      () => writeFileSync(secretsFile(), readFileSync(secretsFile()).subarray(0, 94)),
    ],
    ['an empty one', () => writeFileSync(secretsFile(), '')],
    ['a lost key', () => rmSync(join(folder, 'secrets.key'))],
    ['a damaged key', () => writeFileSync(join(folder, 'secrets.key'), 'x')],
  ])(
    'opens with %s, names what is to be entered again, and keeps its identity',
    async (_n, lose) => {
      const { client } = await open()
      const { id } = await client.email.accounts.create(account)
      await client.assistant.provider.set({ kind: 'mistral', model: 'm', apiKey: 'k' })
      await client.email.accounts.create({
        ...account,
        name: 'Sans',
        user: null,
        password: null,
        host: '127.0.0.1',
        security: 'none',
      })
      await until(async () => (await client.email.outbox.status()).engine === 'running')
      expect((await client.system.troubles()).passwords).toEqual([])
      await close()
      const before = installKey()
      lose()
      const again = await open()
      await until(async () => (await again.client.email.outbox.status()).engine === 'running')
      expect((await again.client.system.troubles()).passwords).toEqual([
        { kind: 'account', id, name: 'Boutique' },
        { kind: 'assistant' },
      ])
      expect(installKey()).toBe(before)
      await again.client.email.accounts.update({ id, password: 'entered again' })
      await again.client.assistant.provider.set({ kind: 'mistral', model: 'm', apiKey: 'k2' })
      expect((await again.client.system.troubles()).passwords).toEqual([])
    },
  )

  it('opens without its install key, sends nothing, and sends again once the key is back', async () => {
    const { client } = await open()
    await until(async () => (await client.email.outbox.status()).engine === 'running')
    await close()
    const key = installKey()
    rmSync(join(folder, 'install.key'))
    writeFileSync(secretsFile(), '')
    const again = await open()
    await until(async () => (await again.client.email.outbox.status()).engine === 'key_lost')
    expect((await again.client.crm.leads.list({})).total).toBe(0)
    await close()
    writeFileSync(join(folder, 'install.key'), key)
    const restored = await open()
    await until(async () => (await restored.client.email.outbox.status()).engine === 'running')
  })
})

describe('the sending thread', () => {
  let mail: MailApp
  let sink: Sink
  afterEach(async () => {
    await mail.close()
    await sink.stop()
  })

  it('lives on where passwords cannot be read at all: the account waits, and says why', async () => {
    mail = await createMailApp({ engine: false })
    sink = await startSink(mail.host.dataFolder, {
      kind: 'polite',
      encryption: 'starttls',
      login: { user: 'shop', password: 'pass' },
    })
    await mail.addLeads(3)
    const id = await mail.addCampaign(
      await mail.addAccount(sink.port, { security: 'starttls', user: 'shop', password: 'pass' }),
    )
    const broken = {
      ...mail.host.secrets,
      get: () => Promise.reject(new SyntaxError('at position 94')),
    }
    const services = { ...mail.services, host: { ...mail.host, secrets: broken } }
    const stop = await createOutboxJob({ ...quickTiming }).start(services)
    await mail.client.email.campaigns.send({ id })
    await until(
      async () => (await mail.client.email.outbox.status()).blockedAccounts[0]?.reason === 'login',
    )
    expect((await mail.client.email.outbox.status()).engine).toBe('running')
    expect(sink.arrived()).toEqual([])
    await stop()
  })
})
