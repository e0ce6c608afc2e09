// How a starter template is written in resources/templates: its steps in words, in every language.
// templates.ts turns them into pages, the same way for all.
import { z } from 'zod'
import { FunnelType } from '#shared/contract/funnels.contract.ts'
import { buttonTargets } from '#shared/blocks/page/pageButton.ts'
import { PageTheme } from '#shared/blocks/page/pageTheme.ts'
import { pageTypes } from '#shared/contract/pageTypes.ts'
import { formFieldNames } from '#shared/leadFields/leadFields.ts'
import { localisedText, type InLanguage } from '#main/platform/resourceText.ts'

/**
 * `{business}` stands for the business's name wherever it is written, `{address}` for its address;
 * what only the user knows is a place to fill, in double brackets.
 */
const Text = localisedText({ placeholders: ['business', 'address'] })
const OptionalText = localisedText({ placeholders: ['business', 'address'], canBeEmpty: true })
const Button = z.strictObject({ label: Text, target: z.enum(buttonTargets) })
/** The position of another step. */
const Step = z.int().min(0)

const StepFile = z.strictObject({
  name: Text,
  pageType: z.enum(pageTypes),
  /** What search engines show. */
  description: Text,
  title: Text,
  text: Text,
  button: Button.optional(),
  video: z.strictObject({ title: Text, text: Text }).optional(),
  benefits: z
    .strictObject({ title: Text, items: z.array(z.strictObject({ title: Text, text: Text })) })
    .optional(),
  /** Rich text below the benefits. */
  more: Text.optional(),
  /** What it costs, only the user knows. */
  price: z
    .strictObject({ title: Text, features: z.array(Text), note: OptionalText, button: Button })
    .optional(),
  /** Names of the fields; a star asks for one. */
  form: z
    .strictObject({
      title: Text,
      fields: z.array(z.enum(formFieldNames.flatMap((name) => [name, `${name}*`]))).min(1),
      button: Text,
    })
    .optional(),
  faq: z.array(z.strictObject({ question: Text, answer: Text })).optional(),
  /** A second way on, below everything. */
  last: Button.optional(),
  /** Without them a step leads to the one after it. */
  paths: z
    .strictObject({
      next: Step.optional(),
      accepted: Step.optional(),
      declined: Step.optional(),
    })
    .optional(),
})

/** The first e-mail to those who fill in the template's form. */
const WelcomeFile = z.strictObject({ subject: Text, preheader: Text, paragraphs: z.array(Text) })

export const TemplateFile = z
  .strictObject({
    id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    funnelType: FunnelType,
    theme: PageTheme,
    name: Text,
    description: Text,
    tag: Text,
    steps: z.array(StepFile).min(1),
    /** Sent to those who fill in the form, once the user turns it on. */
    welcome: WelcomeFile.optional(),
  })
  .superRefine(({ steps }, context) => {
    for (const [index, { paths = {} }] of steps.entries())
      for (const [way, position] of Object.entries(paths))
        if (position >= steps.length)
          context.addIssue({
            code: 'custom',
            path: ['steps', index, 'paths', way],
            message: `there is no step ${position}`,
          })
  })

export type Template = z.infer<typeof TemplateFile>
/** A step in one language. */
export type StepText = InLanguage<z.infer<typeof StepFile>>
