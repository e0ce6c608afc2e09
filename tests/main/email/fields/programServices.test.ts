// What leads to a page of the program a message was made in goes, with the words around it; the way to
// refuse stays and is ours, the last lines say nothing twice, and honest text stays as it is.
import { describe, expect, it } from 'vitest'
import { cleanHtml, cleanText } from '#main/mail/cleaning/htmlCleaning.ts'
import { serviceEdits } from '#main/mail/cleaning/programServices.ts'
import { compileMessage, type MessageContent } from '#main/mail/messageContent.ts'
import { fieldsOfMessage } from '#shared/rules/mergeFields/messageFields.ts'
import { placesOfMessage } from '#shared/rules/placesToFill.ts'

const classic = `<table><tr><td class="mcnTextContent">
<a href="*|ARCHIVE|*" target="_blank">View this email in your browser</a>
</td></tr><tr><td><p>Bonjour *|FNAME|*</p></td></tr><tr><td>
<em>Copyright © *|CURRENT_YEAR|* *|LIST:COMPANY|*, All rights reserved.</em><br>
*|IFNOT:ARCHIVE_PAGE|* *|LIST:DESCRIPTION|*<br>
<br>
<strong>Our mailing address is:</strong><br>
*|HTML:LIST_ADDRESS_HTML|* *|END:IF|*<br>
<br>
Want to change how you receive these emails?<br>
You can <a href="*|UPDATE_PROFILE|*">update your preferences</a> or <a href="*|UNSUB|*">unsubscribe from this list</a>.<br>
<br>
*|IF:REWARDS|* *|HTML:REWARDS|* *|END:IF|*
</td></tr></table>`

const french = `<p>Bonjour</p><p>Vous souhaitez changer la façon dont vous recevez ces e-mails ?<br>
Vous pouvez <a href="*%7CUPDATE_PROFILE%7C*">mettre à jour vos préférences</a> ou <a href="*%7CUNSUB%7C*">vous désinscrire de cette liste</a>.</p>
<p>*|LIST:ADDRESS_LINE|*</p><p>*|REWARDS|*</p>`

const content: MessageContent = {
  ...{ subject: 's', preheader: '', html: '', text: null, fromName: 'Atelier', replyTo: null },
  fromEmail: 'atelier@business.example',
  identity: { language: 'fr', name: 'Atelier', address: '1 rue du Bois' },
}
const page = 'https://relais.example/u/token'
const sent = (html: string, text: string | null = null) =>
  compileMessage({ ...content, html, text }).render({ first_name: 'Zoé' }, 'ref', { page })
const leftIn = (html: string) =>
  placesOfMessage({ subject: '', preheader: '', html, text: null, blocks: null }).left
const count = (text: string, part: string) => text.split(part).length - 1

describe('the footer of Mailchimp', () => {
  it('goes out with one way to refuse, which is ours, and one address', () => {
    const { html, removed } = cleanHtml(classic)
    expect(leftIn(html)).toEqual([])
    expect(removed.map(({ reason }) => reason)).toEqual(removed.map(() => 'service'))
    expect(removed.map(({ written, lines }) => [written, lines])).toEqual([
      ['<a href="*|ARCHIVE|*" target="_blank">View this email in your browser</a>', [2]],
      ['*|IFNOT:ARCHIVE_PAGE|*', [5]],
      ['*|LIST:DESCRIPTION|*', [5]],
      ['*|END:IF|*', [8]],
      ['<a href="*|UPDATE_PROFILE|*">update your preferences</a> or', [11]],
      ['*|IF:REWARDS|* *|HTML:REWARDS|* *|END:IF|*', [13]],
    ])
    expect(html).toContain('You can <a href="*|UNSUB|*">unsubscribe from this list</a>.')
    const { html: out, text } = sent(html)
    expect(out).not.toMatch(/\*\||preferences|rewards|in your browser/i)
    expect(count(out, page)).toBe(1)
    expect(out).not.toContain('Ne plus recevoir')
    for (const body of [out, text]) expect(count(body, '1 rue du Bois')).toBe(1)
    expect(out).toMatch(/Copyright © 20\d\d Atelier, All rights reserved/)
    expect(cleanHtml(html)).toEqual({ html, removed: [] })
  })

  it('is read in French, with its marks as browsers encode them', () => {
    const { html, removed } = cleanHtml(french)
    expect(removed.map(({ written }) => written)).toEqual([
      '<a href="*%7CUPDATE_PROFILE%7C*">mettre à jour vos préférences</a> ou',
      '*|REWARDS|*',
    ])
    expect(leftIn(html)).toEqual([])
    const { html: out } = sent(html)
    expect(out).toContain(`Vous pouvez <a href="${page}">vous désinscrire de cette liste</a>.`)
    expect(count(out, page)).toBe(1)
    expect(count(out, '1 rue du Bois')).toBe(1)
  })

  it.each([
    [
      '<p>a</p><p>Email not displaying correctly?<br><a href="*|ARCHIVE|*">View it in your browser</a>.</p>',
      '<p>a</p><p></p>',
    ],
    [
      '<p>Want to change how you receive these emails? You can <a href="*|UPDATE_PROFILE|*">update your preferences</a>.</p>',
      '<p></p>',
    ],
    [
      '<p><a href="*|UNSUB|*">Unsubscribe</a> | <a href="*|UPDATE_PROFILE|*">Preferences</a></p>',
      '<p><a href="*|UNSUB|*">Unsubscribe</a></p>',
    ],
    [
      '<p><a href="*|FORWARD|*">Forward</a> &middot; <a href="*|UNSUB|*">Unsubscribe</a> · <a href="*|ARCHIVE|*">Browser</a></p>',
      '<p><a href="*|UNSUB|*">Unsubscribe</a></p>',
    ],
  ])('leaves no half sentence: %s', (source, kept) => {
    expect(cleanHtml(source).html).toBe(kept)
  })

  it.each([
    '<p>Want to change how you receive these emails? Write to us.</p>',
    '<p>You can <a href="https://a.example">update your preferences</a> or <a href="*|UNSUB|*">unsubscribe</a>.</p>',
    '<p>*|IF:CITY|* a *|END:IF|* *|ARCHIVE|* *|MERGE9|*</p>',
    '<p>*|IFNOT:ARCHIVE_PAGE|* never closed</p>',
    '<p>a *|* b | c ** 10 | 12</p>',
  ])('is not seen in %s', (html) => {
    expect(cleanHtml(html)).toEqual({ html, removed: [] })
  })

  it('goes from a text part by its lines', () => {
    const text = `Bonjour *|FNAME|*,
voir : https://a.example

==========
*|IFNOT:ARCHIVE_PAGE|* *|LIST:DESCRIPTION|*

Unsubscribe *|EMAIL|* from this list:
*|UNSUB|*

Forward this email to a friend:
*|FORWARD|*

Update your profile:
*|UPDATE_PROFILE|* *|END:IF|*
`
    const cleaned = cleanText(text)
    expect(cleaned.text.trimEnd().replace(/[ \n]*\n[ \n]*/g, '\n')).toBe(
      'Bonjour *|FNAME|*,\nvoir : https://a.example\n==========\nUnsubscribe *|EMAIL|* from this list:\n*|UNSUB|*',
    )
    expect(cleaned.removed.map(({ written }) => written)).toEqual([
      '*|IFNOT:ARCHIVE_PAGE|*',
      '*|LIST:DESCRIPTION|*',
      'Forward this email to a friend: *|FORWARD|*',
      'Update your profile: *|UPDATE_PROFILE|* *|END:IF|*',
    ])
    expect(cleanText(cleaned.text)).toEqual({ text: cleaned.text, removed: [] })
    expect(cleanText('Profil :\nhttps://a.example').removed).toEqual([])
  })
})

describe('a line of a text part', () => {
  it.each([
    ['Voir dans votre navigateur : *|ARCHIVE|*', ''],
    ['Update your profile: https://*|UPDATE_PROFILE|* | *|FORWARD|*', ''],
    ['Email not displaying correctly? View it in your browser: *|ARCHIVE|*', ''],
    [
      'Nous ouvrons samedi à 10 h ! Tout est à voir ici *|ARCHIVE|* ou en boutique.',
      'Nous ouvrons samedi à 10 h ! Tout est à voir ici  ou en boutique.',
    ],
    [
      `${'Un paragraphe que rien ne coupe '.repeat(20)}*|ARCHIVE|* (*|UNSUB|*)`,
      `${'Un paragraphe que rien ne coupe '.repeat(20)} (*|UNSUB|*)`,
    ],
    [
      `Nous ouvrons samedi. ${'Venez nombreux, '.repeat(8)}la carte est ici :\n*|ARCHIVE|*`,
      `Nous ouvrons samedi. ${'Venez nombreux, '.repeat(8)}la carte est ici :\n`,
    ],
  ])('goes as a whole only where it says nothing else: %s', (text, kept) => {
    const cleaned = cleanText(text)
    expect(cleaned.text).toBe(kept)
    expect(cleaned.removed.length).toBeGreaterThan(0)
  })
})

it.each([
  ['conditions that never end', '*|IFNOT:ARCHIVE_PAGE|*', '', 0],
  ['links that never end', '<a href="*|ARCHIVE|*">', '', 0],
  ['links with one end', '<a href="*|ARCHIVE|*">', '</a>', 1],
  ['conditions within each other', '*|IFNOT:ARCHIVE_PAGE|*', '*|END:IF|*', 2],
])('Two million signs of %s are read once', (_what, mark, end, edits) => {
  const source = mark.repeat(Math.ceil(2_000_000 / mark.length)) + end
  expect(serviceEdits(source)?.length ?? 0).toBe(edits)
})

describe('the links of Sendy', () => {
  it('become the one link of ours, or go where they lead to its own pages', () => {
    const { html, removed } = cleanHtml(
      '<p>Pas d’images ? <webversion>Voir en ligne</webversion></p><p>Bonjour [Name,fallback=vous]</p><p><unsubscribe style="color:red">Se désinscrire</unsubscribe></p>',
    )
    expect(html).toBe(
      '<p>Pas d’images ? </p><p>Bonjour [Name,fallback=vous]</p><p><a href="[unsubscribe]" style="color:red">Se désinscrire</a></p>',
    )
    expect(removed.map(({ written }) => written)).toEqual([
      '<webversion>Voir en ligne</webversion>',
    ])
    expect(
      fieldsOfMessage({ subject: '', preheader: '', html, text: null, blocks: null }).map(
        ({ written, field }) => [written, field],
      ),
    ).toEqual([
      ['[Name,fallback=vous]', 'full_name'],
      ['[unsubscribe]', 'unsubscribe'],
    ])
    expect(sent(html).html).toContain(`<a href="${page}" style="color:red">Se désinscrire</a>`)
    expect(leftIn('<a href="[webversion]">en ligne</a>').map(({ name }) => name)).toEqual([
      '[webversion]',
    ])
  })
})

it('A field of a mail merge in angles is kept in other signs, and nothing is told of it', () => {
  expect(cleanHtml('<p><<Prénom>> <<First Name>> <<b>>x</b></p>')).toEqual({
    html: '<p>&lt;&lt;Prénom>> &lt;&lt;First Name>> <<b>>x</b></p>',
    removed: [],
  })
  expect(sent(cleanHtml('<p>Bonjour <<Prénom>></p>').html).html).toContain('<p>Bonjour Zoé</p>')
})
