// What the page of topics brings, and which links and headers a message has: with a relay that knows
// topics, with one of before, and without any.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RelayTopics } from '#shared/contract/relayProtocol.ts'
import { tellTopics } from '#main/features/funnels/relay/relayTopics.service.ts'
import { compileMessage } from '#main/mail/messageContent.ts'
import { buildMime } from '#main/mail/mimeMessage.ts'
import { RelayError } from '#main/relay/relayClient.ts'
import { unsubscribePage } from '#main/relay/relayLinks.ts'
import { readRelayKeys } from '#main/relay/relayKeys.ts'
import { sealToken } from '#main/relay/relayTokens.ts'
import { createFunnelMail, eventId, type FunnelMail } from '../../support/funnelMail.ts'
import { until } from '../../support/mailApp.ts'

let mail: FunnelMail
let offers = ''
let tips = ''
beforeEach(async () => {
  mail = await createFunnelMail()
  offers = (await crm().topics.create({ name: 'Promotions' })).key
  tips = (await crm().topics.create({ name: 'Conseils' })).key
})
afterEach(() => mail.app.close())

const crm = () => mail.app.client.crm
const zoe = 'zoe@exemple.example'
const refusals = async () =>
  (await mail.app.client.email.suppressions.list({})).items.map(
    ({ value, reason }) => `${value} ${reason}`,
  )
async function left(): Promise<string[]> {
  const [lead] = (await crm().leads.list({})).items
  const { items } = await crm().topics.ofLead({ id: lead?.id ?? 0 })
  return items.filter(({ leftAt }) => leftAt !== null).map(({ name }) => name)
}
async function token(content?: string): Promise<string> {
  const [row] = mail.app.services.database.query<{ reference: string }>(
    'SELECT reference FROM outbox ORDER BY id LIMIT 1',
  )
  const keys = await readRelayKeys(mail.app.host.secrets)
  return sealToken(keys, 'unsubscribe', content ?? row?.reference ?? '')
}
const prefer = async (
  leaves: string[],
  more: { all?: boolean; token?: string; id?: string } = {},
) =>
  mail.applyEvent({
    ...{ id: more.id ?? eventId(), at: mail.app.host.clock.now(), kind: 'preferences' },
    ...{ token: more.token ?? (await token()), leaves, all: more.all ?? false },
  })

describe('what is left on the page', () => {
  beforeEach(async () => {
    await mail.email()
    await mail.app.stopEngine()
    await mail.form(zoe).then(mail.apply)
  })

  it('is left alone, once, and noted with the message it came by', async () => {
    const id = eventId()
    await prefer([tips, offers], { id })
    await prefer([tips, offers], { id })
    expect(await left()).toEqual(['Conseils', 'Promotions'])
    expect(await refusals()).toEqual([])
    const [lead] = (await crm().leads.list({})).items
    const lines = (await crm().leads.consents({ id: lead?.id ?? 0 })).items
    expect(lines.filter(({ purpose }) => purpose === 'topic')).toHaveLength(2)
    expect(mail.app.services.database.count('SELECT count(withdrawn_at) AS n FROM outbox')).toBe(1)
  })

  it('is everything where that was ticked, and where nobody knows the topic any more', async () => {
    await prefer([offers], { all: true })
    expect(await refusals()).toEqual([`${zoe} unsubscribed`])
    await mail.app.services.database.write([], (transaction) =>
      transaction.sql('DELETE FROM suppressions'),
    )
    await prefer(['zzzzzzzz'])
    expect(await refusals()).toEqual([`${zoe} unsubscribed`])
  })

  it('keeps counting of a topic that was deleted: what is about it leaves the person out', async () => {
    const [topic] = (await crm().topics.list()).items.filter(({ key }) => key === offers)
    await crm().topics.delete({ id: topic?.id ?? 0 })
    await prefer([offers])
    expect([await left(), await refusals()]).toEqual([['Promotions'], []])
  })

  it('is lifted by no form and no confirmation, older or newer', async () => {
    await prefer([offers])
    mail.app.host.clock.advance(60_000)
    await mail.form(zoe).then(mail.apply)
    expect(await left()).toEqual(['Promotions'])
  })

  it('counts for the address where the message is on no record any more', async () => {
    await prefer([offers], { token: await token(`unknownreference ${zoe}`) })
    expect(await left()).toEqual(['Promotions'])
  })

  it('is nobody’s with a token that was not made here', async () => {
    await prefer([offers], { token: 'a'.repeat(60) })
    expect([await left(), await refusals()]).toEqual([[], []])
  })
})

it('an automatic e-mail about a topic is not sent to who left it while it waited', async () => {
  const { campaignId } = await mail.email()
  await mail.app.stopEngine()
  await mail.app.services.database.write([], (transaction) =>
    transaction.sql('UPDATE campaigns SET topic = ? WHERE id = ?', [offers, campaignId]),
  )
  await mail.form(zoe).then(mail.apply)
  await prefer([offers])
  mail.app.startEngine()
  await until(() => mail.app.rows()[0]?.state === 'suppressed', 'the message to be held back')
  expect(mail.app.rows()[0]?.reason).toBe('topic')
})

describe('the links of a message', () => {
  const content = {
    ...{ subject: 'S', preheader: '', html: '<p>Bonjour</p>', text: null, fromName: 'Atelier' },
    ...{ fromEmail: 'moi@atelier.example', replyTo: null },
    identity: { language: 'fr' as const, name: 'Atelier', address: '' },
  }
  const reference = 'abcdefghijklmnop'
  function made(page: string | null, topic: { key: string; name: string } | null) {
    const rendered = compileMessage(content).render({}, reference, { page, topic })
    const parts = {
      ...rendered,
      from: { name: content.fromName, address: content.fromEmail },
      ...{ to: zoe, replyTo: null, messageId: 'm@atelier.example', date: new Date(0) },
    }
    const [head = ''] = Buffer.concat(buildMime(parts)).toString('utf8').split('\r\n\r\n')
    const header = (name: string) =>
      new RegExp(`^${name}: (.*)$`, 'm').exec(head.replace(/\r\n[ \t]/g, ' '))?.[1]?.trim()
    return { html: rendered.html, text: rendered.text, header }
  }
  const access = (hasTopics: boolean) => ({
    ...{ url: 'https://r.example', tokenKey: new Uint8Array(32), hasTopics, signing: null },
  })

  it('lead to the page of topics, and one click leaves that of the message', () => {
    const page = unsubscribePage(access(true), reference, zoe, 'aaaaaaaa')
    expect(page).toMatch(/^https:\/\/r\.example\/p\/v1_[\w-]+\/aaaaaaaa$/)
    expect(unsubscribePage(access(true), reference, zoe, null)).toMatch(/\/p\/v1_[\w-]+$/)
    const { html, header } = made(page, { key: 'aaaaaaaa', name: 'Promotions' })
    expect(html).toContain(`href="${page}"`)
    expect(header('List-Unsubscribe')).toBe(
      `<${page}>, <mailto:moi@atelier.example?subject=unsubscribe%20${reference}%20aaaaaaaa>`,
    )
    expect(header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
    expect(header('List-ID')).toBe('"Atelier - Promotions" <aaaaaaaa.moi.atelier.example>')
  })

  it('refuse everything by a relay of before, as they always did', () => {
    const page = unsubscribePage(access(false), reference, zoe, 'aaaaaaaa')
    expect(page).toMatch(/^https:\/\/r\.example\/u\/v1_[\w-]+$/)
  })

  it('without a relay name both: the topic alone, and everything', () => {
    const { html, text, header } = made(null, { key: 'aaaaaaaa', name: 'R&D <x>' })
    const all = `mailto:moi@atelier.example?subject=unsubscribe%20${reference}`
    expect(html).toContain(`href="${all}%20aaaaaaaa"`)
    expect(html).toContain('R&#38;D &#60;x&#62;')
    expect(html).toContain(`href="${all}"`)
    expect(text).toContain(`${all}%20aaaaaaaa\n`)
    expect(text).toContain(`${all}\n`)
    expect(header('List-Unsubscribe')).toBe(`<${all}%20aaaaaaaa>`)
  })

  it('are as before in a message about no topic', () => {
    const { html, header } = made(null, null)
    expect(header('List-Unsubscribe')).toBe(
      `<mailto:moi@atelier.example?subject=unsubscribe%20${reference}>`,
    )
    expect(header('List-ID')).toBe('"Atelier" <moi.atelier.example>')
    expect(html.match(/<a /g)).toHaveLength(1)
  })
})

describe('telling the relay', () => {
  it('says names and language, and lets what waits have the new links', async () => {
    const told: unknown[] = []
    let changes = 0
    const { services } = mail.app
    const relay = {
      ...services.relay,
      tellTopics: async (topics: unknown) => {
        told.push(topics)
        return true
      },
    }
    const outbox = { relayChanged: async () => void (changes += 1) }
    await tellTopics({ ...services, relay, outbox: Object.assign(services.outbox, outbox) })
    expect(told).toEqual([
      {
        ...{ language: 'fr', business: '' },
        topics: [
          { key: tips, name: 'Conseils' },
          { key: offers, name: 'Promotions' },
        ],
      },
    ])
    expect(changes).toBe(1)
  })

  it('says as many as a page shows, those in use before others', async () => {
    await mail.app.services.database.write([], (transaction) =>
      transaction.sql(`INSERT INTO mail_topics (key, name, created_at, updated_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)
        SELECT 'aaaaaa' || char(97 + i / 10) || char(97 + i % 10), 'A ' || i, 1, 1 FROM n`),
    )
    await mail.app.addCampaign(null, { topic: tips })
    const told: string[][] = []
    const { services } = mail.app
    const relay = {
      ...services.relay,
      tellTopics: async ({ topics }: RelayTopics) => {
        told.push(topics.map(({ name }) => name))
        return false
      },
    }
    await tellTopics({ ...services, relay })
    expect(told[0]).toHaveLength(30)
    expect(told[0]).toContain('Conseils')
    expect(told[0]).not.toContain('Promotions')
  })

  it('stops no pull where it fails, and says so once', async () => {
    const lines: string[] = []
    const { services } = mail.app
    const host = {
      ...services.host,
      log: (level: string, message: string) => void lines.push(`${level} ${message}`),
    }
    const telling = (answer: () => Promise<boolean>) =>
      tellTopics({ ...services, host, relay: { ...services.relay, tellTopics: answer } })
    const failing = (reason: RelayError['reason']) =>
      telling(() => Promise.reject(new RelayError(reason, `no: ${reason}`)))
    await failing('protocol')
    await failing('protocol')
    const old = 'info The relay is of a version that knows no topics: update it.'
    expect(lines).toEqual([old])
    await failing('body')
    await failing('body')
    const refused = 'warn The relay could not be told the topics.'
    expect(lines).toEqual([old, refused])
    // It worked meanwhile: a failure is news again.
    await telling(() => Promise.resolve(false))
    await failing('body')
    expect(lines).toEqual([old, refused, refused])
  })
})
