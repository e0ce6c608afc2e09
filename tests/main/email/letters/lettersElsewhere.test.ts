// Letters where something else happens to their person or to the data: drafts, merges, erasures, answers,
// a backup put back, a copy of the folder.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyPiece } from '../../../../src-main/features/email/mailboxes/effects/applyPiece.ts'
import { memorySecrets, type SecretStore } from '#main/platform/secrets/secrets.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import { startSink, type Sink } from '../../../support/smtp.ts'
import { errorReasonOf } from '../../../support/testApp.ts'

let place: string
let secrets: SecretStore
let sink: Sink
let app: MailApp
const start = async (name = 'data') => {
  mkdirSync(join(place, name), { recursive: true })
  return createMailApp({
    dataFolder: join(place, name),
    memoryFolder: join(place, 'memory'),
    secrets,
  })
}
beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'webox-letters-'))
  secrets = memorySecrets()
  sink = await startSink(place, { kind: 'polite', keep: true })
  app = await start()
})
afterEach(async () => {
  await app.close()
  await sink.stop()
  rmSync(place, { recursive: true, force: true })
})

const letters = () => app.client.email.letters
const words = { subject: 'Votre devis', text: 'Le devis est prêt.' }
const addPerson = async (email = 'zoe@people.example') =>
  (await app.client.crm.leads.create({ email, firstName: 'Zoé' })).id
const stateOf = (id: number) => app.rows().find((row) => row.id === id)?.state
const isSent = (id: number) => until(() => stateOf(id) === 'sent', 'the letter to leave')
const draft = { key: crypto.randomUUID(), accountId: null, to: null, ...words }

describe('a draft', () => {
  it('is there again whenever its person is written to, until it leaves or is thrown away', async () => {
    await app.addAccount(sink.port)
    const id = await addPerson()
    expect(await letters().keepDraft({ id, draft })).toEqual({ isKept: true })
    await letters().keepDraft({ id, draft: { ...draft, text: 'Autrement.' } })
    await app.reopen()
    app.startEngine()
    expect((await letters().sheet({ id })).draft).toEqual({ ...draft, text: 'Autrement.' })
    await letters().send({ id, ...words, key: draft.key })
    expect((await letters().sheet({ id })).draft).toBeNull()
    // A window that was still open keeps nothing of what has left.
    expect(await letters().keepDraft({ id, draft })).toEqual({ isKept: false })
    expect((await letters().sheet({ id })).draft).toBeNull()
    const other = { ...draft, key: crypto.randomUUID() }
    await letters().keepDraft({ id, draft: other })
    await letters().discardDraft({ key: other.key })
    expect((await letters().sheet({ id })).draft).toBeNull()
    expect(await errorReasonOf(letters().keepDraft({ id: 999, draft: other }))).toBe('unknown_id')
  })
})

describe('two entries that become one', () => {
  it('take letters and draft along, and give them back', async () => {
    await app.addAccount(sink.port)
    const [keep, gone] = [await addPerson(), await addPerson('zoe@home.example')]
    const { id: letter } = await letters().send({ id: gone, ...words })
    await isSent(letter)
    await letters().keepDraft({ id: gone, draft })
    const { mergeId } = await app.client.crm.leads.merge({ keep, others: [gone] })
    expect((await letters().sheet({ id: keep })).draft?.text).toBe(words.text)
    expect((await letters().get({ id: letter })).leadId).toBe(keep)
    await app.client.crm.leads.undoMerge({ id: mergeId })
    expect((await letters().sheet({ id: gone })).draft?.text).toBe(words.text)
    expect((await letters().get({ id: letter })).leadId).toBe(gone)
  })
})

describe('somebody who is erased', () => {
  it('leaves no word of a letter, sent, waiting or begun, and nothing more leaves', async () => {
    await app.addAccount(sink.port)
    for (const email of ['zoe@people.example', 'max@people.example']) {
      const id = await addPerson(email)
      const { id: letter } = await letters().send({ id, subject: 'Secret', text: 'Mot secret.' })
      await isSent(letter)
      await app.stopEngine()
      await letters().send({ id, subject: 'Secret', text: 'Mot secret qui attend.' })
      await letters().keepDraft({
        id,
        draft: { ...draft, key: crypto.randomUUID(), text: 'secret' },
      })
      const told = JSON.stringify(await app.client.crm.personalData.get({ id }))
      expect(told.match(/secret/gi)?.length).toBeGreaterThanOrEqual(5)
      await app.client.crm.personalData.erase({ id })
      app.startEngine()
    }
    await until(() => app.rows().every(({ state }) => state !== 'queued'), 'what waited to end')
    const { database } = app.services
    for (const sql of [
      `SELECT count(*) AS n FROM message_versions WHERE content LIKE '%ecret%'`,
      'SELECT count(*) AS n FROM letter_drafts',
    ])
      expect(database.count(sql)).toBe(0)
    expect(sink.arrived()).toHaveLength(2)
  })
})

describe('an answer to a letter', () => {
  it('is heard by its Message-ID, and lets a letter that waits go', async () => {
    await app.addAccount(sink.port)
    const id = await addPerson()
    const sent = await letters().send({ id, ...words })
    await isSent(sent.id)
    await app.stopEngine()
    const { id: waiting } = await letters().send({ id, ...words })
    const now = app.host.clock.now()
    const place = { path: 'INBOX', uidValidity: '1', lastUid: 1 }
    const answer = {
      ...{ uid: 1, key: 'answer@people.example', kind: 'reply' as const, bounces: [] },
      ...{ person: 'zoe@people.example', about: [sent.messageId], references: [], asked: null },
      askedTopic: null,
      ...{ subject: 'Re: Votre devis', words: 'Merci.', receivedAt: now },
    }
    await app.services.database.write([], (transaction) =>
      applyPiece(transaction, 1, { place, read: 1, found: [answer] }, now),
    )
    expect((await letters().get({ id: sent.id })).state).toBe('replied')
    expect(stateOf(waiting)).toBe('queued')
    app.startEngine()
    await isSent(waiting)
    const { items } = await app.client.crm.leads.timeline({ id, limit: 20 })
    expect(items.filter(({ kind }) => kind === 'email' || kind === 'message')).toHaveLength(3)
  })
})

describe('data that was put back or copied', () => {
  it('does not send a letter again that has left', async () => {
    await app.addAccount(sink.port)
    const id = await addPerson()
    await app.stopEngine()
    const { id: letter } = await letters().send({ id, ...words })
    const file = join(app.host.dataFolder, 'main.db')
    await app.reopen(() => cpSync(file, join(place, 'kept.db')))
    app.startEngine()
    await isSent(letter)
    await app.reopen(() => {
      for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
      cpSync(join(place, 'kept.db'), file)
    })
    expect(stateOf(letter)).toBe('queued')
    app.startEngine()
    await until(() => stateOf(letter) !== 'queued', 'the ledger to be asked')
    expect(stateOf(letter)).toBe('sent')
    expect(sink.arrived()).toHaveLength(1)
  })

  it('in another folder leaves what waits to the user, who says what becomes of it', async () => {
    await app.addAccount(sink.port)
    const id = await addPerson()
    await app.stopEngine()
    const { id: one } = await letters().send({ id, ...words })
    const { id: other } = await letters().send({ id, ...words, subject: 'Second' })
    await app.reopen(() => cpSync(join(place, 'data'), join(place, 'copy'), { recursive: true }))
    const original = app
    app = await start('copy')
    await until(() => stateOf(one) === 'uncertain', 'the copy to be known')
    expect((await letters().decide({ id: one, decision: 'leave' })).reason).toBe('left')
    expect(await errorReasonOf(letters().decide({ id: one, decision: 'leave' }))).toBe(
      'letter_left',
    )
    const again = await letters().decide({ id: other, decision: 'send_again' })
    await isSent(again.id)
    expect(stateOf(other)).toBe('expired')
    expect(sink.arrived()).toHaveLength(1)
    expect((await letters().get({ id: again.id })).subject).toBe('Second')
    await original.close()
  })
})
