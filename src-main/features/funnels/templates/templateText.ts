// What a template is written as: the words of its steps. templates.ts turns them into blocks, the
// same way for all.
import type { FunnelPage } from '#shared/contract/funnelPages.ts'
import type { FunnelType } from '#shared/contract/funnels.contract.ts'
import type { Block, PageTheme } from '#shared/contract/pageBlocks.ts'
import type { Language } from '#shared/contract/settings.contract.ts'

type Button = readonly [
  label: string,
  target: Extract<Block, { kind: 'button' }>['button']['target'],
]

/**
 * `{business}` stands for the business's name wherever it is written, `{address}` for its address;
 * what only the user knows is a place to fill.
 */
export type StepText = {
  name: string
  pageType: FunnelPage['pageType']
  /** What search engines show. */
  description: string
  title: string
  text: string
  button?: Button
  video?: { title: string; text: string }
  benefits?: { title: string; items: readonly (readonly [title: string, text: string])[] }
  /** Rich text below the benefits. */
  more?: string
  /** What it costs, only the user knows. */
  price?: { title: string; features: readonly string[]; note: string; button: Button }
  /** Names of the fields; a star asks for one. */
  form?: { title: string; fields: string; button: string }
  faq?: readonly (readonly [question: string, answer: string])[]
  /** A second way on, below everything. */
  last?: Button
  /** Positions of other steps; without them a step leads to the one after it. */
  paths?: { next?: number; accepted?: number; declined?: number }
}

export type TemplateText = {
  name: string
  description: string
  tag: string
  steps: readonly StepText[]
}

export type Template = {
  id: string
  funnelType: FunnelType
  theme: PageTheme
  texts: Record<Language, TemplateText>
}
