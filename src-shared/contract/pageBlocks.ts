// The blocks a page is made of. Pages are stored as these trees and rendered to HTML; HTML is never
// stored, so nothing typed or generated can become a script.
import { z } from 'zod'
import { formFieldNames } from '../leadFields/leadFields.ts'
import { line, text } from './common.ts'

export const pageTypes = [
  'optin',
  'vsl',
  'sales',
  'upsell',
  'downsell',
  'thank_you',
  'webinar',
] as const
/** A type as a client may write it: the words with a hyphen are as usual as ours. */
export const GivenPageType = z
  .enum([...pageTypes, 'opt-in', 'thank-you'])
  .transform((given) =>
    given === 'opt-in' ? 'optin' : given === 'thank-you' ? 'thank_you' : given,
  )

/**
 * Plain text with `**bold**`, `*italic*` and `[label](https://…)`; empty lines part paragraphs, `-
 * ` begins a list item.
 */
const RichText = text(10_000)
const Heading = line(200)
const Label = line(80)
/** A picture the user put into the application, by its content's hash. */
export const AssetId = z.string().regex(/^[0-9a-f]{64}$/)
const Key = z.string().regex(/^[a-z0-9]{4,24}$/)

const block = <Kind extends string, Fields extends z.ZodRawShape>(kind: Kind, fields: Fields) =>
  z.strictObject({ key: Key, kind: z.literal(kind), ...fields })

/**
 * Where a button leads: the next step, the offer's payment link, or down to the form of the page.
 */
export const buttonTargets = ['next', 'payment', 'form', 'accepted', 'declined'] as const
const Button = z.strictObject({ label: Label, target: z.enum(buttonTargets) })

/**
 * `custom` is a question of the form's own: its answer is kept with its words in the lead's
 * history.
 */
const FormField = z
  .strictObject({
    field: z.enum([...formFieldNames, 'custom']),
    label: Label,
    isRequired: z.boolean(),
  })
  .refine(
    ({ field, label }) => field !== 'custom' || label.length <= maxQuestionLength,
    'the question is too long',
  )
/**
 * Questions of its own a form may ask, and how long one may be: its words travel with the answer.
 */
export const maxQuestions = 5
export const maxQuestionLength = 36
const FormFields = z
  .array(FormField)
  .min(1)
  .max(formFieldNames.length + maxQuestions)
  .refine(
    (fields) => fields.filter(({ field }) => field === 'custom').length <= maxQuestions,
    'too many questions',
  )

export const Block = z.discriminatedUnion('kind', [
  block('hero', {
    title: Heading,
    text: RichText,
    button: Button.nullable(),
    imageId: AssetId.nullable(),
    imageAlt: line(200),
  }),
  block('text', { text: RichText }),
  block('image', { imageId: AssetId.nullable(), imageAlt: line(200), caption: line(300) }),
  block('benefits', {
    title: Heading,
    items: z.array(z.strictObject({ title: Heading, text: text(1_000) })).max(12),
  }),
  block('proof', {
    title: Heading,
    quotes: z
      .array(z.strictObject({ text: text(1_000), author: line(120), role: line(120) }))
      .max(12),
  }),
  /**
   * A link to the video and its place: nothing of a third party is loaded until the visitor asks.
   */
  block('video', {
    title: Heading,
    url: z.union([z.literal(''), z.url({ protocol: /^https$/ }).max(2_000)]),
    text: RichText,
  }),
  block('countdown', { title: Heading, until: z.iso.datetime(), after: line(300) }),
  block('form', {
    title: Heading,
    fields: FormFields,
    buttonLabel: Label,
    /** To be written to; empty leaves the box out, which the check reports. */
    consentText: text(1_000),
    /** To be measured, apart; empty leaves the box out. */
    measureConsentText: text(1_000),
    doubleOptIn: z.boolean(),
    tag: line(60),
  }),
  block('price', {
    title: Heading,
    features: z.array(line(200)).max(20),
    note: line(300),
    button: Button,
  }),
  block('button', { button: Button, note: line(300) }),
  block('faq', {
    title: Heading,
    items: z.array(z.strictObject({ question: line(300), answer: RichText })).max(20),
  }),
  block('legal', { text: RichText }),
  block('divider', {}),
])
export type Block = z.infer<typeof Block>
export type BlockKind = Block['kind']

export const PageTheme = z.strictObject({
  /** Accent as #rrggbb; the renderer picks a readable text colour on it. */
  accent: z.string().regex(/^#[0-9a-f]{6}$/),
  font: z.enum(['sans', 'serif']),
  tone: z.enum(['light', 'dark']),
  corners: z.enum(['round', 'square']),
})
export type PageTheme = z.infer<typeof PageTheme>
export const defaultTheme: PageTheme = {
  accent: '#2457c5',
  font: 'sans',
  tone: 'light',
  corners: 'round',
}
