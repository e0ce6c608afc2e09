// Blocks of pages and mails in every variation that is drawn differently: empty and full, with
// places left to fill in, with each target, look and level.
import type { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import { buttonTargets } from '#shared/blocks/page/pageButton.ts'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import type { MailPart } from '#shared/blocks/mail/mailParts.ts'
import { socialNetworks } from '#shared/blocks/mail/socialNetworks.ts'

const imageId = 'a'.repeat(64)
const rich =
  'Du **gras**, de l’*italique*, [un lien](https://example.org/?a=1&b=2).\n\n- un\n- deux'
const hostile = '<b onclick="x">"Marc" & \'Zoé\'</b> __WEBOX_FORM_TIME__'
const place = 'Jusqu’au [[date de fin]]'
const announced = 'Avant.\n\nOù :\n- [[adresse]]\n\nAprès [peut-être].'
const button = { label: 'Continuer', target: 'next' } as const
const noButton = { label: ' ', target: 'next' } as const
const unfinishedButton = { label: place, target: 'next' } as const

/** Each a page of its own. */
export const pageBlockVariations: readonly PageBlock[] = [
  ...['', 'Titre', hostile, place].flatMap((title): PageBlock[] => [
    { key: 'hero', kind: 'hero', title, text: rich, button, imageId, imageAlt: title },
    { key: 'hero', kind: 'hero', title, text: '', button: null, imageId: null, imageAlt: '' },
    { key: 'hero', kind: 'hero', title, text: place, button: null, imageId: null, imageAlt: '' },
    { key: 'more', kind: 'benefits', title, items: [] },
    { key: 'more', kind: 'benefits', title, items: [{ title: '', text: title }] },
    {
      key: 'more',
      kind: 'benefits',
      title,
      items: [
        { title: 'Un', text: rich },
        { title: 'Deux', text: place },
      ],
    },
    { key: 'more', kind: 'benefits', title, items: [{ title: place, text: '' }] },
    { key: 'proof', kind: 'proof', title, quotes: [] },
    { key: 'proof', kind: 'proof', title, quotes: [{ text: '', author: 'A', role: '' }] },
    {
      key: 'proof',
      kind: 'proof',
      title,
      quotes: [
        { text: rich, author: 'Zoé', role: 'Gérante' },
        { text: hostile, author: '', role: hostile },
        { text: 'Bien', author: place, role: '' },
      ],
    },
    { key: 'video', kind: 'video', title, url: '', text: rich },
    {
      key: 'video',
      kind: 'video',
      title,
      url: 'https://video.example/x?a=1&b="2',
      text: announced,
    },
    { key: 'count', kind: 'countdown', title, until: '2026-12-24T17:00:00Z', after: rich },
    { key: 'count', kind: 'countdown', title, until: '2026-01-24T17:00:00Z', after: hostile },
    { key: 'count', kind: 'countdown', title, until: '2026-01-24T17:00:00Z', after: place },
    {
      key: 'form',
      kind: 'form',
      title,
      fields: [
        { field: 'firstName', label: '', isRequired: false },
        { field: 'email', label: hostile, isRequired: true },
        { field: 'email', label: 'encore', isRequired: false },
        { field: 'custom', label: 'Votre  taille ?', isRequired: true },
        { field: 'custom', label: ' ', isRequired: true },
        { field: 'phone', label: place, isRequired: false },
      ],
      buttonLabel: '',
      consentText: rich,
      measureConsentText: '',
      doubleOptIn: true,
      tag: 'guide',
    },
    {
      key: 'form',
      kind: 'form',
      title,
      fields: [{ field: 'jobTitle', label: 'Fonction', isRequired: true }],
      buttonLabel: hostile,
      consentText: '',
      measureConsentText: place,
      doubleOptIn: false,
      tag: '',
    },
    { key: 'price', kind: 'price', title, features: [rich, place, ' '], note: rich, button },
    { key: 'price', kind: 'price', title, features: [place], note: '', button: unfinishedButton },
    { key: 'price', kind: 'price', title, features: [], note: place, button: noButton },
    { key: 'faq', kind: 'faq', title, items: [] },
    { key: 'faq', kind: 'faq', title, items: [{ question: ' ', answer: rich }] },
    {
      key: 'faq',
      kind: 'faq',
      title,
      items: [
        { question: hostile, answer: rich },
        { question: 'Quand ?', answer: place },
      ],
    },
  ]),
  ...['', ' ', rich, hostile, place, announced].flatMap((text): PageBlock[] => [
    { key: 'text', kind: 'text', text },
    { key: 'legal', kind: 'legal', text },
    { key: 'image', kind: 'image', imageId, imageAlt: text, caption: text },
  ]),
  { key: 'image', kind: 'image', imageId: null, imageAlt: 'Vue', caption: 'Vue' },
  { key: 'image', kind: 'image', imageId: 'b'.repeat(64), imageAlt: 'perdue', caption: '' },
  ...buttonTargets.map((target): PageBlock => ({
    key: 'go',
    kind: 'button',
    button: { label: hostile, target },
    note: rich,
  })),
  { key: 'go', kind: 'button', button: noButton, note: place },
  { key: 'go', kind: 'button', button: unfinishedButton, note: '' },
  { key: 'line', kind: 'divider' },
]

const mailParts: readonly MailPart[] = [
  ...([1, 2, 3] as const).flatMap((level): MailPart[] =>
    ['', hostile, place].map((text) => ({ key: 'head', kind: 'heading', text, level })),
  ),
  ...(['plain', 'lead', 'panel'] as const).flatMap((look): MailPart[] =>
    [' ', rich, `${hostile} {{first_name|vous}}`].map((text) => ({
      key: 'text',
      kind: 'text',
      text,
      look,
    })),
  ),
  ...['', 'https://example.org/a.png?b=1&c="2', 'http://example.org/a.png'].flatMap(
    (url): MailPart[] =>
      ['', 'https://example.org/?a=1&b=2', 'mailto:a@example.org?subject=b'].map((link) => ({
        key: 'image',
        kind: 'image',
        url,
        alt: hostile,
        link,
      })),
  ),
  ...['', 'https://example.org/?a=1&b=2', 'mailto:a@example.org?subject=b'].flatMap(
    (link): MailPart[] =>
      [' ', hostile].map((label) => ({ key: 'go', kind: 'button', label, link })),
  ),
  { key: 'line', kind: 'divider' },
  ...[' ', rich, hostile].flatMap((text): MailPart[] => [
    { key: 'said', kind: 'quote', text, author: hostile },
    { key: 'said', kind: 'quote', text, author: '' },
  ]),
  ...['', 'https://example.org/a.png'].flatMap((url): MailPart[] =>
    ['', hostile].map((name) => ({
      ...{ key: 'sold', kind: 'product', url, name, price: name, text: name && rich },
      ...{ label: name, link: url },
    })),
  ),
  ...['', 'https://example.org/a.png'].flatMap((url): MailPart[] =>
    ['', hostile].flatMap((words): MailPart[] => [
      { key: 'film', kind: 'video', url, alt: words, label: words, link: url },
      { key: 'film', kind: 'video', url, alt: '', label: words, link: 'https://example.org/' },
    ]),
  ),
  {
    ...{ key: 'seen', kind: 'social' },
    links: socialNetworks.flatMap((network) => [
      { network, label: '', link: `https://www.example.org/${network}?a=1&b=2` },
    ]),
  },
  {
    ...{ key: 'seen', kind: 'social' },
    links: [
      { network: 'website', label: hostile, link: 'https://example.org/' },
      { network: 'x', label: '', link: '' },
    ],
  },
  { key: 'seen', kind: 'social', links: [] },
]

const appearance = {
  align: 'center',
  colour: '#7a1f2b',
  background: '#102a43',
  spaceAbove: 'large',
  spaceBelow: 'none',
} as const

/** Each part alone, and in columns; several columns; the last words. */
export const mailBlockVariations: readonly MailBlock[] = [
  ...mailParts,
  ...mailParts.map((part): MailBlock => ({
    key: 'both',
    kind: 'columns',
    columns: [{ blocks: [part] }, { blocks: [] }],
  })),
  {
    key: 'both',
    kind: 'columns',
    columns: [{ blocks: [...mailParts] }, { blocks: [...mailParts] }, { blocks: [] }],
  },
  ...['', rich, hostile].map((text): MailBlock => ({ key: 'foot', kind: 'footer', text })),
  ...['', hostile].flatMap((heading): MailBlock[] =>
    ['', 'https://example.org/'].map((link) => ({
      ...{ key: 'open', kind: 'banner', heading, text: heading && rich, label: heading, link },
    })),
  ),
  // With an appearance of its own; in columns that have one too.
  ...mailParts.map((part) => ({ ...part, appearance })),
  ...mailParts.map((part) => ({ ...part, appearance: { background: '#102a43' } })),
  {
    ...{ key: 'both', kind: 'columns', appearance: { background: '#102a43', spaceAbove: 'none' } },
    columns: [
      { blocks: [...mailParts] },
      { blocks: mailParts.map((part) => ({ ...part, appearance: { background: '#fdf6e3' } })) },
    ],
  },
  { key: 'foot', kind: 'footer', text: rich, appearance },
  {
    ...{ key: 'open', kind: 'banner', heading: hostile, text: rich, label: 'Voir', appearance },
    link: 'https://example.org/',
  },
]
