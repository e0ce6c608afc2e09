// The dry run: what it finds, of whom, and that it changes nothing.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openReader } from '#main/database/sqliteConnection.ts'
import { drawMessages, type DrawTask } from '#main/features/email/check/drawnMessages.ts'
import { linkFinding } from '#main/features/email/check/checkedHtml.ts'
import { spamWordings } from '#shared/rules/sending/spamWording.ts'
import { createMailApp, type MailApp } from '../../../support/mailApp.ts'
import { fileOf, pngPicture, webpPicture } from '../../../support/pictures.ts'

let app: MailApp
beforeEach(async () => {
  app = await createMailApp({ engine: false })
})
afterEach(() => app.close())

const check = (id: number) => app.client.email.campaigns.check({ id })
async function findingsOf(html: string, more: Partial<Parameters<MailApp['addCampaign']>[1]> = {}) {
  const id = await app.addCampaign(null, { html, subject: 'Bonjour', ...more })
  return (await check(id)).findings
}
const named = (found: Awaited<ReturnType<typeof findingsOf>>, finding: string) =>
  found.find((one) => one.finding === finding)

describe('a dry run', () => {
  it('draws every message, finds nothing in a clean one, and changes nothing', async () => {
    await app.addLeads(1_203)
    await app.client.crm.leads.create({ firstName: 'Sans adresse' })
    await app.client.email.suppressions.add({ entries: 'person7@people.example' })
    const id = await app.addCampaign(null, {
      subject: 'Bonjour',
      html: '<p>Bonjour {{ first_name | à vous }}</p>',
    })
    const before = await app.client.email.campaigns.get({ id })
    expect(await check(id)).toMatchObject({
      audience: { matching: 1_204, withoutEmail: 1, suppressed: 1, recipients: 1_202 },
      ...{ drawn: 1_202, findings: [], canBeSent: true, finishedAt: null },
    })
    expect(await app.client.email.campaigns.get({ id })).toEqual(before)
    expect(app.rows()).toEqual([])
  })

  it('counts who a field is empty for, and names the first five', async () => {
    await app.addLeads(3)
    for (let index = 0; index < 8; index += 1)
      await app.client.crm.leads.create({ email: `sans${index}@people.example` })
    const found = await findingsOf('<p>Bonjour {{ first_name }}</p>')
    expect(named(found, 'field_empty')).toMatchObject({
      level: 'warning',
      messages: 8,
      detail: ['first_name'],
    })
    expect(named(found, 'field_empty')?.people.map(({ email }) => email)).toEqual(
      [0, 1, 2, 3, 4].map((index) => `sans${index}@people.example`),
    )
    expect(await findingsOf('<p>Bonjour {{ first_name | à vous }}</p>')).toEqual([])
  })

  it('names pictures that Outlook does not show', async () => {
    await app.addLeads(1)
    const id = await app.addCampaign(null, { html: '<p>a</p>', subject: 'Bonjour' })
    const file = fileOf(webpPicture(), 'logo.webp')
    const { address } = await app.client.email.campaigns.files.add({ id, kind: 'picture', file })
    expect(named((await check(id)).findings, 'picture_webp')).toBeUndefined()
    const html = `<p>a</p><img src="${address}" alt="Logo">`
    await app.client.email.campaigns.update({ id, html })
    expect(named((await check(id)).findings, 'picture_webp')).toMatchObject({
      ...{ level: 'warning', messages: null, detail: ['logo.webp'] },
    })
  })

  it('sees braces that stand in what is known of a person', async () => {
    await app.client.crm.leads.create({ email: 'a@people.example', firstName: '{{FIRSTNAME}}' })
    await app.client.crm.leads.create({ email: 'b@people.example', firstName: 'Zoé' })
    const found = named(await findingsOf('<p>Bonjour {{ first_name | vous }}</p>'), 'braces_left')
    expect(found).toMatchObject({ messages: 1, people: [{ email: 'a@people.example' }] })
  })

  it('stops a message with places, nobody to go to, or nothing in it', async () => {
    const found = await findingsOf('<p>[[date de fin]]</p>', { subject: '' })
    expect(
      found
        .filter(({ level }) => level === 'blocking')
        .map(({ finding, detail }) => [finding, detail]),
    ).toEqual([
      ['incomplete', ['subject']],
      ['places_left', ['date de fin']],
      ['no_recipients', []],
    ])
  })

  it('judges links by how they are written', () => {
    const judged = Object.entries({
      'https://atelier.fr/soldes?a=1&b=2': null,
      'mailto:moi@atelier.fr': null,
      'tel:+33612345678': null,
      '#': 'link_empty',
      '': 'link_empty',
      '#plus-bas': null,
      'http://atelier.fr': 'link_insecure',
      'http://localhost:8080/x': 'link_local',
      'https://192.168.1.20/': 'link_local',
      'https://imprimante.local': 'link_local',
      'atelier.fr/soldes': 'link_broken',
      'https://atelier': 'link_broken',
      'https:///soldes': 'link_broken',
      // A browser and a mail program write the space as %20.
      'https://atelier.fr/mes soldes': null,
      'https://ate lier.fr': 'link_broken',
      'mailto:': 'link_broken',
      'mailto:?': 'link_broken',
      // To hand on to a friend, whoever that is.
      'mailto:?subject=Soldes&body=https%3A%2F%2Fatelier.fr': null,
    })
    expect(judged.map(([href]) => [href, linkFinding(href)])).toEqual(judged)
  })

  it('tells of links and pictures of the message, once', async () => {
    await app.addLeads(3)
    const html =
      '<a href="#">Voir</a><a href="http://atelier.fr">Site</a><a href="atelier.fr">Site</a>' +
      `<img src="cid:${'a'.repeat(64)}@webox" alt=""><img src="https://atelier.fr/logo.png">` +
      '<img src="data:image/png;base64,AAAA" alt="">'
    const found = await findingsOf(html)
    expect(found.map(({ finding, messages }) => [finding, messages])).toEqual(
      [
        'link_broken',
        'picture_missing',
        'link_empty',
        'picture_inline',
        'link_insecure',
        'picture_without_alt',
      ].map((finding) => [finding, null]),
    )
  })

  it('follows links that are made of what is known of each person', async () => {
    await app.client.crm.leads.create({ email: 'a@people.example', company: 'Atelier' })
    await app.client.crm.leads.create({ email: 'b@people.example' })
    const found = await findingsOf('<a href="https://{{ company | atelier }}">Site</a>')
    expect(named(found, 'link_broken')).toMatchObject({ level: 'blocking', messages: 2 })
  })

  it('is not held up by the wrong address of one person', async () => {
    await app.client.crm.leads.create({ email: 'a@people.example', company: 'atelier.fr' })
    await app.client.crm.leads.create({ email: 'b@people.example', company: 'Atelier' })
    const link = '<a href="https://{{ company }}">Site</a>'
    const html = `${link}${link}<img src="https://{{ company }}/logo.png" alt="">`
    const id = await app.addCampaign(null, { html, subject: 'Bonjour' })
    const { findings, canBeSent } = await check(id)
    expect(canBeSent).toBe(true)
    for (const finding of ['link_broken', 'picture_missing'])
      expect(named(findings, finding)).toMatchObject({
        ...{ level: 'warning', messages: 1, people: [{ email: 'b@people.example' }] },
      })
    await app.client.email.campaigns.update({ id, html: `${html}<a href="atelier">Site</a>` })
    expect((await check(id)).canBeSent).toBe(false)
  })

  it('weighs messages with their files', async () => {
    await app.addLeads(2)
    const id = await app.addCampaign(null, {
      subject: 'Bonjour',
      html: `<p>${'mot '.repeat(30_000)}</p>`,
    })
    const picture = await app.client.email.campaigns.files.add({
      id,
      kind: 'picture',
      file: fileOf(pngPicture(), 'a.png'),
    })
    await app.client.email.campaigns.files.add({
      id,
      kind: 'attachment',
      file: fileOf(Buffer.alloc(9 << 20), 'a.bin'),
    })
    const { findings, messageBytes, allBytes, canBeSent } = await check(id)
    expect(findings.map(({ finding }) => finding)).toEqual(['message_heavy', 'html_clipped'])
    expect([messageBytes > 12 << 20, allBytes === 2 * messageBytes, canBeSent]).toEqual([
      true,
      true,
      true,
    ])
    expect(picture.isUsed).toBe(false)
  })

  it('knows the sender that a provider will not let write', async () => {
    await app.addLeads(1)
    const accountId = await app.addAccount(465, {
      ...{ host: 'ssl0.ovh.net', security: 'tls', fromEmail: 'boutique@gmail.com' },
    })
    const id = await app.addCampaign(accountId, {
      subject: 'Bonjour',
      html: '<p>a</p>',
      fromEmail: null,
    })
    const { findings, finishedAt } = await check(id)
    expect(findings.map(({ finding }) => finding)).toEqual(['sender_foreign', 'business_unknown'])
    expect(finishedAt).not.toBeNull()
  })

  it('hints at wordings of junk mail, and at nothing else', () => {
    expect(spamWordings('GAGNEZ DE L’ARGENT', 'Cliquez ici !!! Urgent, urgent')).toEqual([
      ...['GAGNEZ DE L’ARGENT', 'Cliquez ici', 'urgent', '!!!'],
    ])
    expect(spamWordings('Les soldes de l’atelier', 'Une résurgente, sans engagement.')).toEqual([])
  })

  it('stops at the next few people when whoever asked has gone', async () => {
    await app.addLeads(1_700)
    const connection = openReader(app.services.database.path)
    try {
      let looks = 0
      const task = {
        databasePath: app.services.database.path,
        content: {
          ...{ subject: 'Bonjour', preheader: '', html: '<p>a</p>', text: null, fromName: '' },
          ...{ fromEmail: 'a@atelier.fr', replyTo: null },
          identity: { language: 'fr', name: 'Atelier', address: '' },
        },
        ...{
          recipients: {},
          topic: null,
          page: null,
          now: 0,
          hashes: [],
          fileBytes: 0,
          blockWords: {},
        },
      } satisfies DrawTask
      expect(drawMessages(connection, task, () => ++looks > 2).drawn).toBe(1_000)
      expect(drawMessages(connection, task, () => false).drawn).toBe(1_700)
    } finally {
      connection.close()
    }
  })
})
