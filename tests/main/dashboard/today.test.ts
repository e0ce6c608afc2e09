// Each line of "today", made the way it comes about: servers that refuse, a relay that is gone, a
// time that was missed; and where it leads.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Todo, todoKinds } from '#shared/contract/dashboard.contract.ts'
import { features as doors } from '../../../src-renderer/shell/features.ts'
import { todoTarget } from '../../../src-renderer/features/dashboard/todo.ts'
import { openRelay, type OpenedRelay } from '../../support/relayOpened.ts'
import { createMailApp, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'

let app: MailApp
const ends: (() => Promise<unknown>)[] = []
beforeEach(async () => void (app = await createMailApp()))
afterEach(async () => {
  await app.close()
  for (const end of ends.splice(0)) await end()
})

const day = 24 * 60 * 60_000
const today = async () => (await app.client.dashboard.today({})).items
const only = async (kind: Todo['kind']) => (await today()).filter((item) => item.kind === kind)
async function sinkWith(behaviour: Parameters<typeof startSink>[1]): Promise<Sink> {
  const sink = await startSink(app.host.dataFolder, behaviour)
  ends.push(() => sink.stop())
  return sink
}
async function sent(accountId: number | null, people = 1): Promise<number> {
  await app.addLeads(people)
  const id = await app.addCampaign(accountId)
  await app.client.email.campaigns.send({ id })
  return id
}

describe('a line of today', () => {
  it('names the messages nobody knows the fate of, until the user has decided', async () => {
    const sink = await sinkWith({ kind: 'scripted', rules: [{ at: 'dot', answer: 'drop' }] })
    const id = await sent(await app.addAccount(sink.port), 2)
    await until(async () => (await only('uncertain'))[0]?.count === 2, 'two uncertain messages')
    await app.client.email.campaigns.decideUncertain({ id, decision: 'leave' })
    expect(await only('uncertain')).toEqual([])
  })

  it('names an account whose server refuses the login, until it lets it in', async () => {
    const sink = await sinkWith({
      kind: 'scripted',
      rules: [{ at: 'mail', answer: '535 5.7.8 Bad credentials' }],
    })
    const account = await app.addAccount(sink.port, { name: 'Boutique' })
    await sent(account)
    await until(
      async () => (await only('account_blocked')).length === 1,
      'the account to be blocked',
    )
    expect(await only('account_blocked')).toEqual([
      { kind: 'account_blocked', count: 1, isMore: false, id: account, name: 'Boutique' },
    ])
    await sink.stop()
    const polite = await sinkWith({ kind: 'polite' })
    await app.client.email.accounts.update({ id: account, port: polite.port })
    await app.client.email.accounts.verify({ id: account })
    expect(await only('account_blocked')).toEqual([])
  })

  it('names an account whose server is not there', async () => {
    const sink = await sinkWith({ kind: 'polite' })
    const account = await app.addAccount(sink.port, { name: 'Boutique' })
    await sink.stop()
    await sent(account)
    await until(
      async () => (await only('account_blocked'))[0]?.id === account,
      'the account to be blocked',
    )
  })

  it('names a relay that no longer answers, in its own words, until it does', async () => {
    const relay: OpenedRelay = await openRelay({ publish: false })
    // A relay has one desktop: this application takes the place of the one the relay was opened
    // with.
    await app.host.secrets.set('relay-pairing', (await relay.secrets.get('relay-pairing')) ?? '')
    await app.host.secrets.set('relay-keys', (await relay.secrets.get('relay-keys')) ?? '')
    await app.client.funnels.relay.pull()
    expect(await only('relay_error')).toEqual([])
    await relay.close()
    await expect(app.client.funnels.relay.pull()).rejects.toThrow()
    const [line] = await only('relay_error')
    expect(line).toMatchObject({ count: 0, isMore: false, id: null })
    expect(line?.name).not.toBe('')
  })

  it('names a campaign that missed its time while the application was closed', async () => {
    await app.addLeads(1)
    const id = await app.addCampaign(null, { name: 'Soldes' })
    await app.client.email.campaigns.schedule({
      id,
      scheduledAt: new Date(app.host.clock.now() + 60_000).toISOString(),
    })
    await app.reopen(() => app.host.clock.advance(3 * day))
    app.startEngine()
    await until(async () => (await only('campaign_missed')).length === 1, 'the campaign to be held')
    expect(await only('campaign_missed')).toMatchObject([{ id, name: 'Soldes' }])
    expect(await only('campaign_paused')).toEqual([])
    await app.client.email.campaigns.resume({ id })
    expect(await only('campaign_missed')).toEqual([])
  })

  it('names a campaign that is paused, and no more once it goes on; many are one line', async () => {
    await app.stopEngine()
    const ids: number[] = []
    for (let number = 0; number < 7; number += 1) {
      ids.push(await sent(null))
      await app.services.database.write([], (transaction) => transaction.sql('DELETE FROM leads'))
      await app.client.email.campaigns.pause({ id: ids[number] ?? 0 })
      expect(await only('campaign_paused')).toHaveLength(number < 5 ? number + 1 : 1)
    }
    expect(await only('campaign_paused')).toEqual([
      { kind: 'campaign_paused', count: 5, isMore: true, id: null, name: null },
    ])
    for (const id of ids) await app.client.email.campaigns.resume({ id })
    expect(await only('campaign_paused')).toEqual([])
  })

  it('names a campaign that servers refuse', async () => {
    const sink = await sinkWith({
      kind: 'scripted',
      rules: [{ at: 'dot', answer: '554 5.7.1 Message refused by policy' }],
    })
    const id = await sent(await app.addAccount(sink.port), 30)
    await until(
      async () => (await only('campaign_paused'))[0]?.id === id,
      'the campaign to be paused',
    )
  })

  it('names leads that are quiet, drafts that wait and who was silent for years, counted to a bound', async () => {
    await app.services.database.write([], (transaction) =>
      transaction.sql(`WITH RECURSIVE some(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM some WHERE n < 1100)
        INSERT INTO leads (email, status, score, estimated_value_cents, tags, sort_name, created_at, updated_at) SELECT 'p' || n || '@people.example', 'qualified', 0, 0, '[]', '', 0, 0 FROM some`),
    )
    await app.addCampaign(null)
    expect(await today()).toMatchObject([
      { kind: 'quiet_leads', count: 1_000, isMore: true },
      { kind: 'campaign_draft', count: 1, isMore: false },
      { kind: 'retention_due', count: 1_000, isMore: true },
    ])
  })
})

describe('where a line leads', () => {
  const paths = doors.flatMap(({ routes }) => routes.map(({ path }) => path))
  const isRoute = (target: string) =>
    paths.some((path) =>
      new RegExp(
        `^${path
          .replace(/\(([^)]*)\)/g, '')
          .replace(/:\w+\?/g, '[^/]*')
          .replace(/:\w+/g, '[^/]+')}/?$`,
      ).test(target.split('?')[0] ?? ''),
    )

  it.each(todoKinds)('%s: a page there is, and the one where it is settled', (kind) => {
    const target = todoTarget(
      { kind, count: 1, isMore: false, id: null, name: null },
      '2026-11-08T09:00:00.000Z',
    )
    expect(isRoute(target), target).toBe(true)
    const places: Record<Todo['kind'], string> = {
      tasks_due: '/crm/tasks',
      uncertain: '/email/outbox',
      account_blocked: '/email/accounts',
      relay_error: '/funnels/relay',
      confirmations_waiting: '/funnels/relay',
      campaign_missed: '/email',
      campaign_paused: '/email',
      quiet_leads: '/crm',
      campaign_draft: '/email',
      retention_due: '/crm/retention',
    }
    expect(target.split('?')[0]).toBe(places[kind])
  })

  it('is the campaign itself where one is meant', () => {
    for (const kind of ['campaign_missed', 'campaign_paused'] as const)
      expect(todoTarget({ kind, count: 1, isMore: false, id: 7, name: 'Soldes' }, '')).toBe(
        '/email/campaigns/7',
      )
  })
})
