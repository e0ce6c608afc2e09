// Pages of HTML as blocks: what a visitor reads comes over, what could run does not, and whatever
// is fed in gives blocks that are valid.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import { makeBlocks } from '#main/features/webox/blocksFromPieces.ts'
import { readPage } from '#main/features/webox/htmlPieces.ts'

const blocksOf = (html: string) =>
  makeBlocks(readPage(html).pieces, 'fr').blocks.map(({ key: _key, ...block }) => block)

describe('a page', () => {
  it('becomes a heading, texts, a form, a price, buttons and a video, in their order', () => {
    const html = `<header><h1>Le guide <b>gratuit</b></h1><p>Tout savoir en <strong>dix pages</strong>.<br>Sans détour.</p><a class="btn btn-primary" href="#form">Je le veux</a></header>
      <h2>Ce qu’il contient</h2><ul><li>Un plan</li><li>Des <em>exemples</em></li></ul><p>Lire <a href="https://exemple.fr/a">la suite</a> ou <a href="javascript:x()">non</a>.</p>
      <h2>49,90 €</h2><ul><li>Accès à vie</li></ul><button>Acheter</button>
      <iframe src="https://video.exemple/1"></iframe><hr>
      <h3>Inscription</h3><form><input name="prenom" required><input type="email" name="e"><input type="tel" name="t"><input name="couleur"><input type="checkbox" name="ok"><input type="submit" value="Recevoir"></form>`
    expect(blocksOf(html)).toEqual([
      {
        kind: 'hero',
        title: 'Le guide gratuit',
        text: 'Tout savoir en **dix pages**.\nSans détour.',
        button: { label: 'Je le veux', target: 'form' },
        imageId: null,
        imageAlt: '',
      },
      {
        kind: 'text',
        text: '**Ce qu’il contient**\n\n- Un plan\n- Des *exemples*\n\nLire [la suite](https://exemple.fr/a) ou non.',
      },
      {
        kind: 'price',
        title: '49,90 €',
        features: ['Accès à vie'],
        note: '',
        button: { label: 'Acheter', target: 'next' },
      },
      { kind: 'video', title: '', url: 'https://video.exemple/1', text: '' },
      { kind: 'divider' },
      {
        kind: 'form',
        title: 'Inscription',
        fields: [
          { field: 'firstName', label: 'Prénom', isRequired: true },
          { field: 'email', label: 'Adresse e-mail', isRequired: true },
          { field: 'phone', label: 'Téléphone', isRequired: false },
        ],
        buttonLabel: 'Recevoir',
        consentText: '',
        measureConsentText: '',
        doubleOptIn: false,
        tag: '',
      },
    ])
    expect(makeBlocks(readPage(html).pieces, 'fr').unknownInputs).toEqual(['couleur', 'ok'])
  })

  it('says what of it was left out', () => {
    const { dropped } = readPage(
      '<style>h1{}</style><h1 onclick="x()" style="color:red">A</h1><script src=x></script><script>y</script><img src="a.png"><object></object><a href="javascript:x">b</a>',
    )
    expect(dropped).toEqual({ scripts: 2, styles: 2, handlers: 2, pictures: 1, frames: 1 })
  })

  it('of mere words is a text; of nothing, nothing', () => {
    expect(blocksOf('Bonjour à tous')).toEqual([{ kind: 'text', text: 'Bonjour à tous' }])
    expect(blocksOf('')).toEqual([])
    expect(blocksOf('<script>alert(1)</script><style>a{}</style>')).toEqual([])
  })

  it('with emphasis that never ends keeps the words and loses the marks', () => {
    expect(blocksOf('<p>un <b>deux <p>trois</p><i></i><b> </b>')).toEqual([
      { kind: 'text', text: 'un deux\n\ntrois' },
    ])
  })

  it('nested ten thousand deep is read without falling over', () => {
    expect(JSON.stringify(blocksOf('<div><b>'.repeat(10_000) + 'profond'))).toContain('profond')
  })

  const bits = fc.constantFrom(
    ...[
      '<h1>',
      '</h1>',
      '<h2>',
      '<p>',
      '</p>',
      '<ul><li>',
      '</li>',
      '<b>',
      '</b>',
      '<em>',
      '<a href="https://a.fr/(x)">',
      '<a class=btn href=#>',
      '</a>',
      '<button>',
      '</button>',
    ],
    ...[
      '<form>',
      '</form>',
      '<input name=email>',
      '<input type=submit value="">',
      '<iframe src="//x">',
      '<video src="https://v.fr/é">',
      '<script>',
      '</script>',
      '<style>',
      '<!--',
      '-->',
      '<![CDATA[',
      '49 €',
      '**',
      '* ',
      '[x](y)',
      '\u0000',
      '\ue000',
      '\u2028',
      '&#0;',
      '&lt;script&gt;',
      '"',
      "'",
      '<img src=x onerror=1>',
      '🎉',
      '\ud83d',
      'mot '.repeat(80),
    ],
  )
  it('whatever it holds becomes valid blocks without a script', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(bits, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 60 }),
        (parts) => {
          const { blocks } = makeBlocks(readPage(parts.join('')).pieces, 'en')
          expect(PageBlock.array().max(60).safeParse(blocks).error?.issues).toBeUndefined()
        },
      ),
      { numRuns: 300 },
    )
  })
})
