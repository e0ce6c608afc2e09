// What each account of a campaign signs is the whole message: with its files, for as long as something of
// it may leave, and with the blocks that are for some people only.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import type { MailTree } from '#shared/contract/mailTree.ts'
import { day } from '#shared/rules/sending/sendingRates.ts'
import { removeUnusedFiles } from '#main/features/email/files/unusedFiles.service.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import { startSink, type Sink } from '../../../support/smtp.ts'

let app: MailApp
let sinks: Sink[] = []
beforeEach(async () => void (app = await createMailApp()))
afterEach(async () => {
  await app.close()
  for (const sink of sinks) await sink.stop()
  sinks = []
})

const campaigns = () => app.client.email.campaigns
const sent = () => app.rows().filter(({ state }) => state === 'sent').length
/** A campaign over two accounts, each on a server of its own, that send so many a day. */
async function spread(maxPerDay: number, more: Parameters<MailApp['addCampaign']>[1] = {}) {
  const ids: number[] = []
  for (const name of ['a', 'b']) {
    const sink = await startSink(app.host.dataFolder, { kind: 'polite', keep: true })
    sinks.push(sink)
    ids.push(await app.addAccount(sink.port, { fromEmail: `${name}@shop.example`, maxPerDay }))
  }
  const [own = 0, further = 0] = ids
  const furtherAccountIds = [further]
  return app.addCampaign(own, { fromEmail: 'a@shop.example', furtherAccountIds, ...more })
}
/** By server: what of these words each of its messages says. */
const said = (...words: string[]) =>
  Promise.all(
    sinks.map(async (sink) =>
      (await sink.messages()).map(({ raw }) => {
        const read = raw.split(/\r?\n\r?\n/).map((part) => `${part}${fromBase64(part)}`)
        return words.filter((word) => read.join('\n').includes(word))
      }),
    ),
  )
const fromBase64 = (part: string) =>
  Buffer.from(part.replace(/\s/g, ''), 'base64').toString('latin1')

it('keeps the files of what each account signs until it has left, and no longer', async () => {
  await app.addLeads(4)
  const id = await spread(1)
  const file = new File([Buffer.from('texte')], 'offre.txt', { type: 'text/plain' })
  await campaigns().files.add({ id, kind: 'attachment', file })
  await campaigns().send({ id })
  await until(() => sent() === 2, 'the first day')
  await app.stopEngine()
  await removeUnusedFiles(app.services)
  app.startEngine()
  app.host.clock.advance(day + 1_000)
  await until(() => sent() === 4, 'the second day')
  const whole = ['offre.txt']
  expect(await said('offre.txt')).toEqual([
    [whole, whole],
    [whole, whole],
  ])
  await campaigns().delete({ id })
  app.host.clock.advance(40 * day)
  await app.stopEngine()
  await removeUnusedFiles(app.services)
  expect(app.services.database.count('SELECT count(*) AS n FROM message_files')).toBe(0)
})

const shown: MailTree = {
  ...{ language: 'fr', theme: defaultMailTheme },
  blocks: [
    { key: 'aaaa', kind: 'text', text: 'POURTOUS', look: 'plain' },
    ...['POUROUI', 'POURNON'].map((text, index) => ({
      ...{ key: `bbb${index}`, kind: 'text' as const, text, look: 'plain' as const },
      when: { all: [{ field: 'email', op: index === 0 ? 'isFilled' : 'isEmpty' } as const] },
    })),
  ],
}

it('shows people their blocks through whichever account', async () => {
  await app.addLeads(4)
  const id = await spread(2, { blocks: shown })
  await campaigns().send({ id })
  await until(() => sent() === 4, 'all')
  const whole = ['POURTOUS', 'POUROUI']
  expect(await said('POURTOUS', 'POUROUI', 'POURNON')).toEqual([
    [whole, whole],
    [whole, whole],
  ])
})

it('shows them in both versions of a test', async () => {
  await app.addLeads(20)
  const id = await spread(10, { blocks: shown })
  const { test } = await app.client.email.tests.plan({ id, share: 50 })
  await campaigns().update({ id: test?.variantId ?? 0, subject: 'LAUTRE' })
  await campaigns().send({ id })
  await until(
    () =>
      app.rows().length === 20 &&
      app.rows().every(({ state }) => state !== 'queued' && state !== 'claimed'),
    'the test',
  )
  await app.client.email.tests.decide({ id, variant: 'B' })
  await until(() => sent() === 20, 'all')
  const all = (await said('POURTOUS', 'POUROUI', 'POURNON')).flat()
  expect(all).toEqual(Array.from({ length: 20 }, () => ['POURTOUS', 'POUROUI']))
})
