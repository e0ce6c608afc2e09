// What a message says of the person it goes to: in blocks, in free HTML and in the text part, with
// fields of ours and of other programs; and what holds a campaign.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MailTree } from '#shared/contract/mailTree.ts'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { MailLink } from '#shared/blocks/mail/mailFields.ts'
import { mailText } from '#shared/blocks/mail/mailText.ts'
import { fieldsOfMessage } from '#shared/rules/mergeFields/messageFields.ts'
import { placesOfMessage } from '#shared/rules/placesToFill.ts'
import { textFromHtml } from '#main/mail/htmlBody.ts'
import { cleanHtml } from '#main/mail/cleaning/htmlCleaning.ts'
import { layOutMail } from '#main/mail/mailLayout.ts'
import { compileMessage, type MessageContent } from '#main/mail/messageContent.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'

const content: MessageContent = {
  subject: 'Nouvelles',
  preheader: '',
  html: '',
  text: null,
  fromName: 'Atelier',
  fromEmail: 'atelier@business.example',
  replyTo: null,
  identity: { language: 'fr', name: 'Atelier & fils', address: '1 rue du Bois\n75000 Paris' },
}
const zoe = { first_name: 'Zoé', email: 'zoe+promo@people.example', company: 'A & B' }
const page = 'https://relais.example/u/token'
const sent = (change: Partial<MessageContent>, values: object = zoe) =>
  compileMessage({ ...content, ...change }).render(values, 'ref', { page })
const count = (text: string, part: string) => text.split(part).length - 1
const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/mergeFields/${name}`, import.meta.url), 'utf8')

describe('free HTML of other programs', () => {
  it('names what is understood and what holds it, and keeps every byte', () => {
    const html = fixture('liquid-default.html')
    expect(cleanHtml(html)).toEqual({ html, removed: [] })
    const message = { subject: '', preheader: '', html, text: null, blocks: null }
    expect(fieldsOfMessage(message).map(({ written, field }) => [written, field])).toEqual([
      ['{{ contact.FIRSTNAME }}', 'first_name'],
      ['*|FNAME|*', 'first_name'],
      ['{{ unsubscribe }}', 'unsubscribe'],
    ])
    expect(placesOfMessage(message).left).toEqual([])
    expect(sent({ html }).html).toContain(
      `<p>Bonjour Zoé, Zoé, Zoé, <a href="${page}">désinscription</a></p>`,
    )
    expect(sent({ html }, {}).html).toContain('<p>Bonjour vous, , , <a')
  })

  it('is sent with its shapes for Outlook, and held for what nobody here knows', () => {
    const { html } = cleanHtml(fixture('custom.html'))
    const { left, doubtful } = placesOfMessage({
      ...{ subject: '', preheader: '', html, text: null, blocks: null },
    })
    expect(left.map(({ name }) => name)).toEqual(['*|IFNOT:ARCHIVE_PAGE|*', '{{ params.x }}'])
    expect(doubtful).toEqual([])
    const rendered = sent({ html }).html
    for (const kept of [
      '<!doctype html>',
      '<!--[if gte mso 9]><v:rect',
      '<v:roundrect href',
      '<style>@import',
    ])
      expect(rendered).toContain(kept)
    expect(rendered).toContain('?e=zoe%2Bpromo%40people.example&n=Zo%C3%A9&utm_source=news')
    expect(rendered.replace(/<style[\s\S]*?<\/style>/g, '')).not.toMatch(
      /\{\{|\*\||%FIRST|\{PRENOM|\{\$/,
    )
  })

  it('keeps a fallback in the quotes of its attribute, and lets nobody in through other fields', () => {
    for (const html of [
      '<a href="https://a.example/?n={{ first_name | default: "client" }}">x</a>',
      "<a href='https://a.example/?n={{ contact.FIRSTNAME|default:'toi' }}'>x</a>",
      '<a href="https://a.example/?n={{ personalization_token("contact.firstname", "toi") }}">x</a>',
    ])
      expect(cleanHtml(html)).toEqual({ html, removed: [] })
    expect(cleanHtml('<a href="*|FNAME|*:alert(1)">x</a>').html).toBe('<a>x</a>')
    expect(cleanHtml('<p title=*|FNAME|*>x</p>').html).toBe('<p>x</p>')
  })
})

describe('the link that refuses', () => {
  const footer = 'Ne plus recevoir ces messages'
  it.each([
    '{{ unsubscribe }}',
    '*|UNSUB|*',
    '{{unsubscribe_link}}',
    '[[UNSUB_LINK_FR]]',
    '%UNSUBSCRIBELINK%',
    'http://*|UNSUB|*',
  ])('stands once where %s places it, in both bodies', (field) => {
    const { html, text, unsubscribe } = sent({ html: `<p>a <a href="${field}">stop</a></p>` })
    expect(html).toContain(`<a href="${page}">stop</a>`)
    expect([count(html, page), count(text, page)]).toEqual([1, 1])
    expect(html).not.toContain(footer)
    expect(html).toContain('Ce message vous est envoyé par Atelier &#38; fils.')
    expect(text).toMatch(/stop \[?https/)
    expect(unsubscribe).not.toBeNull()
  })

  it.each([
    '<p>Bonjour</p>',
    '<a href="{{ unsubscribe }}"></a>',
    '<div style="display:none"><a href="{{ unsubscribe }}">stop</a></div>',
    '<!--[if mso]><a href="{{ unsubscribe }}">stop</a><![endif]--><p>a</p>',
    '<!-- <a href="{{ unsubscribe }}">stop</a> --><p>a</p>',
    '<img src="{{ unsubscribe }}"><p>a</p>',
    '<a href="https://a.example/?u={{ unsubscribe }}">stop</a>',
  ])('is added where nobody would find it in %s', (html) => {
    expect(sent({ html }).html).toContain(footer)
  })

  it('is a link of its own in words, and comes with a text part that has none', () => {
    const { html, text } = sent({ html: '<p>{% unsubscribe %}</p>', text: 'Bonjour' })
    expect(html).toContain(`<p><a href="${page}">${footer}</a></p>`)
    expect(count(html, footer)).toBe(1)
    expect(text).toContain(page)
    expect(sent({ html: '<p>a</p>', text: 'Stop : {{ unsubscribe }}' }).text).toMatch(
      /^Stop : https:\/\/relais\.example\/u\/token\n\n-- \n/,
    )
    expect(count(sent({ html: '<p>a</p>', text: 'Stop : *|UNSUB|*' }).text, page)).toBe(1)
  })

  it('cannot stand in a subject', () => {
    const message = { subject: '{{ unsubscribe }}', preheader: '*|UNSUB|*', html: '', text: null }
    expect(placesOfMessage({ ...message, blocks: null }).left).toHaveLength(2)
  })
})

it('What a message says of itself: who writes, from where, the year, its subject', () => {
  const { html, subject } = compileMessage({
    ...content,
    subject: 'Année {{ year }}\r\nBcc: x@y.example',
    html: '<html><head><title>*|MC:SUBJECT|*</title></head><body><p>© *|CURRENT_YEAR|* *|LIST:COMPANY|*, *|LIST:ADDRESS|**|MC_PREVIEW_TEXT|*</p></body></html>',
    preheader: 'Vu d’abord',
  }).render(zoe, 'ref', { now: Date.UTC(2031, 5, 1) })
  expect(subject).toBe('Année 2031 Bcc: x@y.example')
  expect(html).toContain('<title>Année 2031 Bcc: x@y.example</title>')
  expect(html).toContain('<p>© 2031 Atelier &#38; fils, 1 rue du Bois<br>75000 Paris</p>')
  expect(count(html, 'Vu d’abord')).toBe(1)
})

it('A sender may be named like the business, and like nobody else', () => {
  const named = (fromName: string) => compileMessage({ ...content, fromName }).content.fromName
  expect(named('*|LIST:COMPANY|*')).toBe('Atelier & fils')
  expect(named('Zoé, {{ business_name }}\r\nBcc: x')).toBe('Zoé, Atelier & fils Bcc: x')
  const message = { ...{ subject: '', preheader: '', html: '', text: null, blocks: null } }
  expect(placesOfMessage({ ...message, fromName: '{{ first_name }} [[nom]]' }).left).toEqual([
    { name: 'nom', part: 'fromName', blockKey: null },
    { name: '{{ first_name }}', part: 'fromName', blockKey: null },
  ])
})

describe('blocks', () => {
  const tree = (...blocks: MailBlock[]): MailTree => ({
    language: 'fr',
    theme: { accent: '#2457c5', background: '#ffffff', font: 'sans', corners: 'round' },
    blocks,
  })
  const text = (words: string): MailBlock => ({
    key: 'text1',
    kind: 'text',
    text: words,
    look: 'plain',
  })
  async function drawn(...blocks: MailBlock[]) {
    const { html, text: plain } = await layOutMail(tree(...blocks))
    return sent({ html, text: plain }, { ...zoe, first_name: '' })
  }

  it('say a fallback without its quotes, and lead to addresses with fields in them', async () => {
    const { html, text: plain } = await drawn(
      text('Bonjour {{ first_name | default: "client" }} et {{ first_name | "ami" }}'),
      text(
        '[Voir](https://a.example/?e={{ email }}&n={{ first_name | default: "à vous" }}) *|EMAIL|*',
      ),
      { key: 'but1', kind: 'button', label: 'Ouvrir', link: 'https://a.example/?e={{ email }}' },
      { key: 'but2', kind: 'button', label: 'Stop', link: '{{ unsubscribe }}' },
    )
    expect(html).toContain('Bonjour client et ami')
    expect(html).toContain(
      'href="https://a.example/?e=zoe%2Bpromo%40people.example&amp;n=%C3%A0%20vous"',
    )
    expect(html).toContain('href="https://a.example/?e=zoe%2Bpromo%40people.example"')
    expect(html).toContain('zoe+promo@people.example')
    expect(count(html, page)).toBe(1)
    expect(plain).toContain('Bonjour client et ami')
    expect(plain).toContain(
      'Voir (https://a.example/?e=zoe%2Bpromo%40people.example&n=%C3%A0%20vous) zoe+promo@',
    )
    expect(plain).toContain('Ouvrir\u00a0: https://a.example/?e=zoe%2Bpromo%40people.example')
    expect(count(plain, page)).toBe(1)
  })

  it('keep stars that are no markup, and links with brackets in their address', async () => {
    const { html, text: plain } = await drawn(
      text(
        '10 * 15 * 20 cm, 2*3*4, *en italique*, **en gras**, [Lyon](https://fr.example/Lyon_(homonymie)).',
      ),
    )
    expect(html).toContain(
      '10 * 15 * 20 cm, 2*3*4, <em>en italique</em>, <strong>en gras</strong>, <a href="https://fr.example/Lyon_(homonymie)"',
    )
    expect(html).toContain('>Lyon</a>.')
    expect(plain).toContain(
      '10 * 15 * 20 cm, 2*3*4, en italique, en gras, Lyon (https://fr.example/Lyon_(homonymie)).',
    )
  })

  it('say a linked picture and where it leads', () => {
    const image = {
      key: 'img1',
      kind: 'image',
      url: 'https://a.example/i.png',
      alt: 'La boutique',
    } as const
    expect(mailText(tree({ ...image, link: 'https://a.example' }))).toBe(
      'La boutique\u00a0: https://a.example',
    )
    expect(mailText(tree({ ...image, link: '' }))).toBe('La boutique')
  })

  it('take a link with a field, and none that a field would lead elsewhere', () => {
    for (const link of [
      'https://a.example/?e={{ email }}',
      'https://a.example/{{ first_name | default: "x" }}',
      '*|UNSUB|*',
      'mailto:a@b.example?subject={{ first_name }}',
    ])
      expect(MailLink.safeParse(link).success).toBe(true)
    for (const link of [
      '{{ company }}',
      '{{ company }}://a.example',
      'javascript:{{ unsubscribe }}',
      'http://a.example',
    ])
      expect(MailLink.safeParse(link).success).toBe(false)
  })

  it('say in which block a field stands', () => {
    const message = {
      subject: '',
      preheader: '',
      html: '',
      text: null,
      blocks: tree(text('*|FNAME|* {{ ville }}')),
    }
    expect(fieldsOfMessage(message)).toEqual([
      {
        written: '*|FNAME|*',
        field: 'first_name',
        part: 'body',
        blockKey: 'text1',
        isDoubtful: false,
      },
      { written: '{{ ville }}', field: null, part: 'body', blockKey: 'text1', isDoubtful: false },
    ])
  })
})

describe('a text made from HTML', () => {
  it.each([
    ['<table><tr><td>Gauche</td><td>Droite</td></tr></table>', 'Gauche  Droite'],
    [
      '<table><tr><th>Article</th><th>Prix</th></tr><tr><td>Thé</td><td>12 €</td></tr></table>',
      'Article  Prix\nThé  12 €',
    ],
    ['<table><tr><td><p>Gauche</p></td><td><p>Droite</p></td></tr></table>', 'Gauche\n\nDroite'],
    ['<table><tr><td>A</td><td>&nbsp;</td><td></td><td>B</td></tr></table>', 'A   B'],
    [
      '<a href="https://a.example"><img src="https://a.example/i.png" alt="La boutique"></a>',
      'La boutique [https://a.example]',
    ],
    ['<p>Voir <img src="x" alt="une photo"> ici <img src="y" alt=""></p>', 'Voir une photo ici'],
    ['<a href="https://a.example/Lyon_(x)">Lyon</a>', 'Lyon [https://a.example/Lyon_(x)]'],
    ['<p>10 * 15 * 20 cm</p>', '10 * 15 * 20 cm'],
  ])('of %s is %s', (html, text) => {
    expect(textFromHtml(html).replaceAll('\u00a0', ' ')).toBe(text)
  })

  it('has its addresses encoded', () => {
    expect(
      sent({
        html: '<p><a href="https://a.example/?e={{ email }}&amp;n={{ company }}">x</a> {{ company }}</p>',
      }).text,
    ).toContain('x [https://a.example/?e=zoe%2Bpromo%40people.example&n=A%20%26%20B] A & B')
  })
})

describe('a campaign', () => {
  let mail: MailApp
  const campaigns = () => mail.client.email.campaigns
  beforeAll(async () => {
    mail = await createMailApp()
    await mail.client.crm.leads.create({ firstName: 'Zoé', email: 'zoe+promo@people.example' })
  })
  afterAll(() => mail.close())

  it('is held by a field that nobody knows, which is named and shown where it stands', async () => {
    const saved = await campaigns().create({
      name: 'a',
      subject: 'Bonjour *|FNAME|*',
      html: '<p>Bonjour {{ prénom2 }}, 20 % et {promo}</p><style>@media print{p{color:red}}</style>',
    })
    const fields = [
      { written: '*|FNAME|*', field: 'first_name', part: 'subject', blockKey: null },
      { written: '{{ prénom2 }}', field: null, part: 'body', blockKey: null },
    ]
    expect(saved.fields).toEqual(fields)
    const { id } = saved
    await expect(campaigns().send({ id })).rejects.toMatchObject({
      data: { reason: 'places_left', field: 'html', detail: '{{ prénom2 }}' },
    })
    await expect(
      campaigns().schedule({
        id,
        scheduledAt: new Date(mail.host.clock.now() + 9e6).toISOString(),
      }),
    ).rejects.toMatchObject({ data: { reason: 'places_left' } })
    expect((await campaigns().get({ id })).status).toBe('draft')
    const preview = await campaigns().preview({ id })
    expect(preview).toMatchObject({
      subject: 'Bonjour Zoé',
      unknownFields: ['{{ prénom2 }}'],
      fields,
    })
    expect(preview.html).toContain('<p>Bonjour {{ prénom2 }}, 20 % et {promo}</p>')
    expect(await campaigns().testSend({ id, to: 'moi@business.example' })).toMatchObject({
      places: ['{{ prénom2 }}'],
    })
  })

  it('does not go out under a name with fields in it', async () => {
    const named = { name: 'n', subject: 's', html: '<p>x</p>', fromName: '{{ prénom }}' }
    const { id } = await campaigns().create(named)
    await expect(campaigns().send({ id })).rejects.toMatchObject({
      data: { reason: 'places_left', field: 'fromName', detail: '{{ prénom }}' },
    })
    expect((await campaigns().preview({ id })).html).not.toContain('par {{')
  })

  it('is sent with the fields of another program filled in', async () => {
    const { id, fields } = await campaigns().create({
      name: 'b',
      subject: '*|FNAME|*, pour toi',
      preheader: '{{ contact.PRENOM | default: "toi" }}',
      html: '<p>Bonjour *|FNAME|* (%EMAIL%)</p><p><a href="https://a.example/?e=*|EMAIL|*">voir</a> <a href="*|UNSUB|*">stop</a></p>',
    })
    expect(fields.every(({ field }) => field !== null)).toBe(true)
    await campaigns().send({ id })
    await until(async () => (await campaigns().get({ id })).status === 'completed', 'the campaign')
    const { items } = await mail.client.email.sandbox.list({})
    const message = items.find(({ subject }) => subject === 'Zoé, pour toi')
    expect(message).toBeDefined()
    const { html, text } = await mail.client.email.sandbox.get({ id: message?.id ?? 0 })
    expect(html).toContain('<p>Bonjour Zoé (zoe+promo@people.example)</p>')
    expect(html).toContain('href="https://a.example/?e=zoe%2Bpromo%40people.example"')
    expect(count(html, 'mailto:')).toBe(1)
    expect(text).toContain('voir [https://a.example/?e=zoe%2Bpromo%40people.example]')
    expect(count(text, 'mailto:')).toBe(1)
    expect(html + text).not.toMatch(/\*\||\{\{|%EMAIL%/)
  })

  it('that was planned before is paused for it when its moment comes', async () => {
    const { id } = await campaigns().create({ name: 'c', subject: '{% if x %}', html: '<p>x</p>' })
    await mail.services.database.write([], (transaction) =>
      transaction.sql(`UPDATE campaigns SET status = 'scheduled', scheduled_at = ? WHERE id = ?`, [
        mail.host.clock.now() + 60_000,
        id,
      ]),
    )
    mail.host.clock.advance(61_000)
    await until(async () => (await campaigns().get({ id })).status === 'paused', 'the pause')
    expect((await campaigns().get({ id })).pauseReason).toBe('places_left')
  })
})
