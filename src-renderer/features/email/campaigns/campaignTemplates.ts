// What the templates of a campaign are made of: each a list of blocks, its words told by
// `email.starts.words`. Pictures and links are left to choose; what only the business knows stands as a
// place to fill in.
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import type { MailPart } from '#shared/blocks/mail/mailParts.ts'

type WithoutKey<B> = B extends unknown ? Omit<B, 'key'> : never
type Part = WithoutKey<MailPart>
/** A block before it is given its key; the parts of its columns are given theirs with it. */
export type Unkeyed =
  | Exclude<WithoutKey<MailBlock>, { kind: 'columns' }>
  | { kind: 'columns'; columns: { blocks: Part[] }[] }

/** Blocks whose words are those of one template; a name with a dot before it is one that all share. */
export function partsWith(template: string, words: (key: string) => string) {
  const say = (name: string) => words(name.startsWith('.') ? name.slice(1) : `${template}.${name}`)
  const text = (name: string, look: 'plain' | 'lead' | 'panel' = 'plain'): Part => ({
    ...{ kind: 'text', text: say(name), look },
  })
  const heading = (name: string, level: 1 | 2 | 3 = 1): Part => ({
    ...{ kind: 'heading', text: say(name), level },
  })
  return {
    text,
    heading,
    greeting: (): Part => text('.greeting', 'lead'),
    button: (name: string): Part => ({ kind: 'button', label: say(name), link: '' }),
    picture: (): Part => ({ kind: 'image', url: '', alt: '', link: '' }),
    divider: (): Part => ({ kind: 'divider' }),
    banner: (): Unkeyed => ({
      ...{ kind: 'banner', heading: say('title'), text: say('lead'), label: '', link: '' },
    }),
    quote: (): Part => ({ kind: 'quote', text: say('quote'), author: say('author') }),
    product: (): Part => ({
      ...{ kind: 'product', url: '', name: say('name'), price: say('.price') },
      ...{ text: say('text'), label: say('button'), link: '' },
    }),
    columns: (...columns: Part[][]): Unkeyed => ({
      ...{ kind: 'columns', columns: columns.map((blocks) => ({ blocks })) },
    }),
    /** A small heading and its words. */
    point: (name: string, about = '.text'): Part[] => [heading(name, 3), text(about)],
  }
}

type Parts = ReturnType<typeof partsWith>

export const campaignTemplates = {
  newsletter: ({ banner, greeting, picture, heading, text, button, columns, point }) => [
    ...[banner(), greeting(), picture()],
    ...[heading('first', 2), text('.text'), button('.more')],
    ...[columns(point('second'), point('third')), text('news', 'panel')],
  ],
  offer: ({ banner, greeting, picture, text, button }) => [
    ...[banner(), greeting(), picture()],
    ...[text('text'), text('until', 'panel'), button('button')],
  ],
  invitation: ({ heading, greeting, picture, text, button }) => [
    ...[heading('title'), greeting(), text('text')],
    ...[picture(), text('where', 'panel'), button('button')],
  ],
  welcome: ({ banner, greeting, text, heading, columns, point, button }) => [
    ...[banner(), greeting(), text('text'), heading('start', 2)],
    columns(point('one', 'oneText'), point('two', 'twoText'), point('three', 'threeText')),
    button('button'),
  ],
  launch: ({ banner, greeting, product, quote }) => [banner(), greeting(), product(), quote()],
  selection: ({ banner, greeting, columns, product, text }) => [
    ...[banner(), greeting()],
    ...[columns([product()], [product()]), columns([product()], [product()])],
    text('panel', 'panel'),
  ],
  thanks: ({ heading, greeting, text, divider }) => [
    ...[heading('title'), greeting(), text('text'), divider()],
    ...[heading('next', 2), text('nextText'), text('panel', 'panel')],
  ],
  review: ({ heading, greeting, text, button, divider }) => [
    ...[heading('title'), greeting(), text('text'), button('button')],
    ...[divider(), text('after')],
  ],
  birthday: ({ banner, greeting, text, button, picture }) => [
    ...[banner(), greeting(), text('text')],
    ...[text('panel', 'panel'), picture(), button('button')],
  ],
  wishes: ({ banner, picture, greeting, text }) => [banner(), picture(), greeting(), text('text')],
  hours: ({ heading, greeting, text }) => [
    ...[heading('title'), greeting(), text('text')],
    ...[text('panel', 'panel'), text('after')],
  ],
  reminder: ({ heading, greeting, text, button }) => [
    ...[heading('title'), greeting(), text('text'), text('where', 'panel')],
    ...[heading('bring', 2), text('bringText'), button('button')],
  ],
  winback: ({ heading, greeting, text, columns, point, button }) => [
    ...[heading('title'), greeting(), text('text')],
    ...[columns(point('one'), point('two')), button('button'), text('panel', 'panel')],
  ],
  loyalty: ({ banner, greeting, columns, point, button }) => [
    ...[banner(), greeting()],
    ...[columns(point('one', 'oneText'), point('two', 'twoText')), button('button')],
  ],
  advice: ({ banner, greeting, picture, heading, text, quote, button }) => [
    ...[banner(), greeting(), picture()],
    ...[heading('one', 2), text('.text'), heading('two', 2), text('.text')],
    ...[heading('three', 2), text('.text'), quote(), button('.more')],
  ],
} satisfies Record<string, (parts: Parts) => Unkeyed[]>

export type CampaignTemplate = keyof typeof campaignTemplates
