// Ordinary words in brackets and signs are filled in for nobody and hold nothing: read the same in a
// text, in HTML and in blocks, and listed where they may have been meant as a field.
import { describe, expect, it } from 'vitest'
import { mailText } from '#shared/blocks/mail/mailText.ts'
import { fieldsInHtml } from '#shared/rules/mergeFields/htmlFields.ts'
import { compileText, compileHtml } from '#shared/rules/mergeFields/mergeTemplate.ts'
import { placesOfMessage } from '#shared/rules/placesToFill.ts'
import { layOutMail } from '#main/mail/mailLayout.ts'
import { filledHtml, filledText, readAs, zoe } from '../../../support/fields/mergedText.ts'

const empty = { subject: '', preheader: '', html: '', text: null, blocks: null }
const treeOf = (text: string) => ({
  language: 'fr' as const,
  theme: {
    ...{ accent: '#2457c5', background: '#ffffff' },
    ...{ font: 'sans' as const, corners: 'round' as const },
  },
  blocks: [{ key: 'text1', kind: 'text' as const, text, look: 'plain' as const }],
})
const escaped = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
/** As an editor makes it: a paragraph for each blank line, a break for each line. */
const asHtml = (text: string) =>
  escaped(text)
    .split('\n\n')
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('\n')
const kindsIn = (html: string) =>
  fieldsInHtml(html).map(({ reading }) =>
    reading.kind === 'known' ? reading.name : reading.kind === 'unknown' ? '?' : '~',
  )
async function asBlocks(text: string) {
  const laidOut = await layOutMail(treeOf(text))
  return { html: kindsIn(laidOut.html), text: readAs(mailText(treeOf(text))) }
}
/** What a text is read as, wherever it stands. */
async function expectRead(text: string, readings: string[]) {
  expect(readAs(text)).toEqual(readings)
  expect(kindsIn(asHtml(text))).toEqual(readings)
  expect(await asBlocks(text)).toEqual({ html: readings, text: readings })
}

describe('a first name in brackets', () => {
  it.each([
    'Bonjour [Prénom],',
    'Bonjour, [prénom] !',
    'BONJOUR [Prénom]',
    'Cher [Prénom],\nmerci.',
    'Bonjour chère [Prénom]',
    'Hello [First Name],',
    'Hi [firstname],',
    'Dear [First Name]',
    'Hey, [First name]',
    'Coucou **[Prénom]**',
    'Une surprise ! Bonsoir\u00a0[Prénom]',
  ])('is the reader’s behind a greeting: %s', async (text) => {
    await expectRead(text, ['first_name'])
  })

  it.each([
    'Cordialement,\n\n[Prénom]',
    'Cordialement,\n[Prénom]',
    'Bien à vous, [Prénom]',
    'Bonne journée,\n[Prénom]',
    'À très vite,\n\n[Prénom]',
    'Merci d’avance, [Prénom]',
    'Warmly,\n[First Name]',
    'Take care, [First Name]',
    'Salut,\n[Prénom]',
    'Bonjour\n\n[Prénom]',
    'Best regards, [First Name]',
    'Je suis [Prénom], votre fleuriste',
    'Écrivez « Bonjour [Prénom] », puis votre texte',
    '[Prénom], votre commande',
    'Sushi [Prénom]',
  ])('may be the writer’s own everywhere else: %s', async (text) => {
    await expectRead(text, ['~'])
    expect(filledText(text)).toBe(text)
    expect(filledHtml(asHtml(text))).toBe(asHtml(text))
  })

  it('is no signature filled in over two boxes of a table, nor in lines wrapped by an editor', () => {
    for (const html of [
      '<p>Cordialement,</p><p>[Prénom]</p>',
      '<td>Bonjour</td><td>[Prénom]</td>',
      '<div>Bonne journée,<br />\n[Prénom]</div>',
    ])
      expect(filledHtml(html)).toBe(html)
    expect(filledHtml('<p>Bonjour\n    <b>[Prénom]</b>,</p>')).toBe(
      '<p>Bonjour\n    <b>Zoé</b>,</p>',
    )
  })

  it('is found behind a break as it is behind the end of a line', () => {
    expect(filledHtml('<p>Bonjour<br>[PRENOM]<br>[NOM]</p>')).toBe(
      '<p>Bonjour<br>Zoé<br>Martin</p>',
    )
    expect(filledHtml('<p>{{ first<br>_name }}</p>')).toBe('<p>Zoé<br></p>')
  })

  it('is listed once where it is a doubt, and holds nothing', () => {
    for (const message of [
      { ...empty, subject: '[Prénom], votre commande' },
      { ...empty, html: '<p>Cordialement,</p><p>[Prénom]</p>' },
      { ...empty, html: '<p>x</p>', text: 'Cordialement,\n[Prénom]' },
      { ...empty, blocks: treeOf('Cordialement,\n\n[Prénom]') },
    ]) {
      const { left, doubtful } = placesOfMessage(message)
      expect(left).toEqual([])
      expect(doubtful.map(({ name }) => name)).toEqual(['[Prénom]'])
    }
  })
})

describe('a subject in brackets', () => {
  it.each([
    '[Newsletter : mars] Les nouveautés',
    '[Newsletter: mars] Les nouveautés',
    '[newsletter:mars] Les nouveautés',
    '[Site : Lyon] Horaires',
    '[site:lyon] Horaires',
    '[User: guide] Premiers pas',
    '[customer:care] Merci',
    '[Link: podcast] Épisode 3',
    '[link:podcast] Épisode 3',
    '[Date:D] x',
    '[URGENT | Stock] Soldes',
    '[CODE_PROMO | été] Soldes',
  ])('is words and holds nothing: %s', (subject) => {
    expect(readAs(subject)).toEqual([])
    expect(placesOfMessage({ ...empty, subject }).left).toEqual([])
  })

  it.each([
    '[SMS | Nouveau] La boutique',
    '[SMS] La boutique',
    '[MOBILE] La boutique',
    '[EMAIL | Nouveau] La boutique',
    '[ENTREPRISE] Vos offres',
  ])('may be meant and says nobody’s data: %s', (subject) => {
    expect(readAs(subject)).toEqual(['~'])
    expect(filledText(subject)).toBe(subject)
  })

  it.each([
    ['[FIRSTNAME | default: vous]', 'first_name'],
    ['[PHONE_NUMBER]', 'phone'],
    ['[SMS,fallback=x]', 'phone'],
    ['[subscriber:firstname | default:vous]', 'first_name'],
    ['[user:lastname]', 'last_name'],
    ['[newsletter:subject]', 'subject'],
    ['[site:title]', 'business_name'],
    ['[newsletter:number]', '?'],
    ['[link:subscription_manage_url]', '?'],
    ['[subscriber:cf_3]', '?'],
  ])('is a field as its program writes it: %s', (subject, reading) => {
    expect(readAs(subject)).toEqual([reading])
  })
})

describe('words of a form', () => {
  it.each([
    'Marie Martin\n[Poste]\n[Email]\n[Téléphone]',
    'Des questions ? Écrivez à [Email].',
    'Cordialement,\n[Name]',
    'Dites-le à [Name].\n\n[unsubscribe]',
    'Remplacez <EMAIL> par la vôtre.',
    'git config user.name <NAME>',
    'Le dossier <NOM>',
    'La «Formule1» du midi',
    'À voir sur «France3»',
    'Un match de «Ligue1»',
    'Indiquez votre «Email».',
    '«Prénom»',
  ])('are left as they are: %s', async (text) => {
    const readings = readAs(text).filter((reading) => reading !== 'unsubscribe')
    expect(readings).toEqual(['~'])
    expect(kindsIn(asHtml(text)).filter((reading) => reading !== 'unsubscribe')).toEqual(['~'])
    const { html } = await asBlocks(text)
    expect(html.filter((reading) => reading !== 'unsubscribe')).toEqual(['~'])
    expect(compileText(text).unknown).toEqual([])
    expect(compileHtml(asHtml(text)).unknown).toEqual([])
  })

  it('are left as they are where there are several', async () => {
    await expectRead('Indiquez votre «Nom» et votre «Email».', ['~', '~'])
  })

  it('are fields beside another mark of Sendy', async () => {
    await expectRead('Envoyé à [Email]. [unsubscribe]', ['email', 'unsubscribe'])
    await expectRead('[Name], [Email,fallback=]', ['full_name', 'email'])
    await expectRead('© [currentyear], pour [Email]', ['year', 'email'])
    const html = '<p>Envoyé à [Email], <a href="[unsubscribe]">stop</a></p>'
    expect(filledHtml(html)).toContain(`Envoyé à ${zoe.email}, <a`)
    expect(await asBlocks('Envoyé à [Email], [stop]([unsubscribe])')).toMatchObject({
      html: ['email', 'unsubscribe'],
    })
  })

  it('are fields of a mail merge behind a greeting, or beside a field that is no word', async () => {
    await expectRead('Bonjour «Prénom» «Nom»,', ['first_name', 'last_name'])
    await expectRead('Chère «Civilité» «Nom»,', ['~', 'last_name'])
    await expectRead('«Prénom», «Nom_complet»', ['first_name', 'full_name'])
    await expectRead('«Nom» <<Prénom>>', ['last_name', 'first_name'])
    await expectRead('«Email» «Code_postal»', ['email', '?'])
    await expectRead('«Email»\n«Code_postal»', ['~', '?'])
    await expectRead('Dear <NAME>,', ['full_name'])
  })
})

it('A message of two million signs of brackets is read to its end', () => {
  for (const piece of ['[Email] ', '&laquo;Nom&raquo;<br>']) {
    const source = piece.repeat(Math.floor(2_000_000 / piece.length))
    const [first, ...others] = fieldsInHtml(source)
    expect(first?.reading).toEqual({ kind: 'doubtful' })
    expect(others).toHaveLength(Math.floor(2_000_000 / piece.length) - 1)
  }
}, 60_000)
