// Every sentence the built-in writer can make, for topics and names as people really type them:
// held against what a reader would notice at once.
import { describe, expect, it } from 'vitest'
import { campaignTypes, tones } from '#shared/contract/generation.contract.ts'
import { funnelTypes } from '#shared/contract/funnels.contract.ts'
import { languages } from '#shared/contract/settings.contract.ts'
import { mailText } from '#shared/blocks/mail/mailText.ts'
import { textsIn } from '#shared/rules/treeTexts.ts'
import { writeCampaign } from '#main/features/assistant/builtin/campaignWriter.ts'
import { writeFunnel } from '#main/features/assistant/builtin/funnelWriter.ts'
import { capitalised, ofName, topicOf } from '#main/features/assistant/builtin/wording.ts'

const topics = [
  '20 % sur toutes nos terrasses en bois',
  '20% sur tout',
  '3 ateliers pour les enfants',
  '50 € offerts dès 200 € d’achat',
  '-30 % pendant les soldes',
  '1er anniversaire',
  'iPhone 17 : nos accessoires',
  'eBay et nous',
  'webox.fr change d’adresse',
  '@atelier est en ligne',
  '« l’été » au jardin',
  '🎁 nos idées cadeaux',
  '👩🏽‍🍳👨‍👩‍👧‍👦 ateliers de cuisine en famille',
  'Le Havre, port de plaisance',
  'La Rochelle en fête',
  'L’Oréal et les autres',
  'SOLDES D’HIVER',
  'M. Dupont reprend la boutique',
  'les soins, p. ex. du visage, etc.',
  'Comment choisir son vélo ?',
  'L’été arrive...',
  'Offre : -10 %',
  'a',
  'É',
  '7',
  'Une très longue phrase sur les travaux de la maison que nous menons avec vous depuis des années (toiture, isolation et chauffage compris) pour que l’hiver soit doux',
  'Anticonstitutionnellement'.repeat(8),
  'The Bakery opens on Sunday',
  'Our 3 tips for winter',
  'how to choose a bike?',
]
const names = [
  'Atelier Léon',
  '',
  'É',
  'X',
  'Le Fournil de Zoé',
  'Les Halles',
  'DUPONT & CIE.',
  'Dupont & fils, S.A.R.L.',
  '3 Suisses',
  '🌸 Fleurs',
  'L’Îlot',
  'Yahoo !',
  `${'Société coopérative des artisans du bâtiment et de la rénovation '.repeat(3)}de Nantes`.slice(
    0,
    200,
  ),
]
const business = (businessName: string) => ({
  businessName,
  businessEmail: 'a@b.example',
  businessAddress: '1 rue du Bois',
  currency: 'EUR',
})

const blank = '[ \\u00a0\\u202f]'
const faults: [string, RegExp][] = [
  ['two blanks', new RegExp(`${blank}{2}`, 'u')],
  ['a blank before a comma or full stop', new RegExp(`${blank}[,.](?!\\p{N})`, 'u')],
  ['two marks', /,,|,\.|\.,(?! )|(?<!\.)\.\.(?!\.)|…[.…]|[?!][.]|: ?[.?!]|;;/u],
  ['a placeholder', /\{(?!\{)|\}(?!\})(?<!\}\})|‹|›|undefined|\bnull\b|NaN/u],
  ['empty quotes or brackets', /«\s*»|“\s*”|\(\s*\)|\*\*\s*\*\*/u],
  ['a line that begins with a mark', /^[ \u00a0\u202f]*[,.;:]/mu],
  ['"de Le"', /(?<!\p{L})[dD]e (?:Le|Les)(?= )/u],
  ['"de" before a vowel', /(?<!\p{L})(?:de|que) [ÉÎ](?!\p{L})/u],
  ['a capital after a percentage', /%[ \u00a0\u202f](?:Sur|Pendant|Offerts)(?!\p{L})/u],
  ['a number that shouts', /(?:\d|€)[ \u00a0\u202f](?:Ateliers|Offerts|Er)(?!\p{L})/u],
  ['a spoilt name', /IPhone|EBay|Webox\.fr|le Havre|la Rochelle|l’Oréal|the Bakery/u],
]
const faultsIn = (text: string) =>
  faults
    .filter(([, pattern]) => pattern.test(text.replace(/\{\{[^{}]*\}\}/gu, 'Zoé')))
    .map(([name]) => `${name}: ${text}`)

/** Where a line was cut, the topic or the name goes on with something that is no letter. */
function cutWords(line: string, ...sources: string[]): string[] {
  return [...line.matchAll(/(\S+)…/gu)].flatMap(([, word = '']) => {
    const bare = word.replace(/\u202f/gu, ' ')
    const isWhole = sources.some((source) =>
      [...source.matchAll(new RegExp(bare.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'giu'))].some(
        ({ index, 0: found }) => !/^[\p{L}\p{N}]/u.test(source.slice(index + found.length)),
      ),
    )
    return isWhole || bare.length > 40 ? [] : [line]
  })
}
const dangling =
  /(?:^|[\s(«])(?:le|la|les|un|une|des|du|de|au|aux|à|en|et|ou|pour|par|sur|avec|que|qui|the|of|to|and|for|with)…/iu

describe('the built-in writer, over a grid of topics and names', () => {
  it.each(topics)('makes campaigns a reader stumbles nowhere in: %s', (topic) => {
    const found = new Set<string>()
    for (const name of names)
      for (const language of languages)
        for (const campaignType of campaignTypes)
          for (const tone of tones) {
            const brief = {
              ...{ topic, campaignType, tone, language, writer: 'auto' as const },
              ...{ goal: 'prendre rendez-vous', targetAudience: 'clients fidèles' },
            }
            const { draft, alternatives } = writeCampaign(brief, language, business(name))
            const lines = [draft.subject, ...alternatives, draft.preheader, draft.name]
            const body = mailText(draft.blocks).split('\n')
            for (const line of [...lines, ...body])
              for (const fault of faultsIn(line)) found.add(fault)
            for (const line of lines) {
              const typed = topic.replace(/'/gu, '’')
              for (const cut of cutWords(line, typed, name)) found.add(`inside a word: ${cut}`)
              if (dangling.test(line)) found.add(`dangling: ${line}`)
            }
          }
    expect([...found].slice(0, 20)).toEqual([])
  })

  it.each(topics)('makes funnels a reader stumbles nowhere in: %s', (topic) => {
    const found = new Set<string>()
    for (const name of names)
      for (const language of languages)
        for (const funnelType of funnelTypes) {
          const brief = {
            ...{ topic, funnelType, language, writer: 'auto' as const, budget: 0 },
            ...{ goal: '', targetAudience: '40 clients, surtout des familles.' },
          }
          const { draft } = writeFunnel(brief, language, business(name))
          const said = [
            draft.name,
            draft.description,
            ...draft.pages.flatMap(({ seo, blocks }) => textsIn([seo, blocks])),
            ...draft.emails.flatMap(({ subject, name: mail, preheader, blocks }) => [
              ...[subject, mail, preheader],
              mailText(blocks),
            ]),
          ]
          for (const line of said.flatMap((text) => text.split('\n')))
            for (const fault of faultsIn(line)) found.add(fault)
          for (const { subject, name: mail } of draft.emails)
            for (const cut of cutWords(`${subject}\n${mail}`, topic.replace(/'/gu, '’'), name))
              found.add(`inside a word: ${cut}`)
        }
    expect([...found].slice(0, 20)).toEqual([])
  })
})

describe('a capital', () => {
  it.each([
    ['20 % sur tout', '20 % sur tout'],
    ['les soldes', 'Les soldes'],
    ['l’été', 'L’été'],
    ['« l’été » arrive', '« L’été » arrive'],
    ['“summer” is here', '“Summer” is here'],
    ['🎁 cadeaux', '🎁 Cadeaux'],
    ['¡hola!', '¡Hola!'],
    ['(re)découvrir', '(Re)découvrir'],
    ['iPhone', 'iPhone'],
    ['eBay', 'eBay'],
    ['webox.fr', 'webox.fr'],
    ['https://a.example', 'https://a.example'],
    ['contact@a.example', 'contact@a.example'],
    ['@atelier', '@atelier'],
    ['#soldes', '#soldes'],
    ['h2o', 'h2o'],
    ['…et après', '…Et après'],
    ['élan', 'Élan'],
    ['e\u0301lan', 'E\u0301lan'],
    ['œuvre', 'Œuvre'],
    ['€ 20 offerts', '€ 20 offerts'],
    ['', ''],
  ])('%s → %s', (text, right) => expect(capitalised(text)).toBe(right))

  it('goes inside a sentence only where it is no name', () => {
    const inside = (topic: string) => topicOf(topic).short
    expect(inside('Les soins du visage')).toBe('les soins du visage')
    expect(inside('L’été arrive')).toBe('l’été arrive')
    expect(inside('The summer sale')).toBe('the summer sale')
    for (const name of ['Le Havre', 'La Rochelle', 'L’Oréal', 'The Bakery', 'Les Halles rouvrent'])
      expect(inside(name)).toBe(name)
  })

  it('of a name with its article is contracted', () => {
    expect(['Le Fournil', 'LES HALLES', 'La Ferme', 'L’Îlot', 'E\u0301lan'].map(ofName)).toEqual([
      'du Fournil',
      'des HALLES',
      'de La Ferme',
      'de L’Îlot',
      'd’E\u0301lan',
    ])
  })
})
