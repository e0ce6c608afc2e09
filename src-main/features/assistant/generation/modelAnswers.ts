// What a model may answer, and what becomes of it. It fills in words; blocks, colours, addresses
// and prices' currencies are ours, so that nothing it says can become markup, a link or a style.
import { z } from 'zod'
import type {
  CampaignBrief,
  FunnelBrief,
  WrittenFunnel,
  WrittenMail,
} from '#shared/contract/generation.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { pageTypes } from '#shared/contract/pageTypes.ts'
import { unlinked } from '#shared/rules/inlineMarkup.ts'
import { cutFields } from '#shared/rules/mergeFields/textFields.ts'
import {
  pagesFromTemplate,
  templateById,
  type StepText,
  type WordedTemplate,
} from '#main/features/funnels/funnels.feature.ts'
import { withPlaces } from '#shared/rules/placesToFill.ts'
import { typeset, type Business } from '../builtin/campaignWriter.ts'
import { button, heading, paragraph, treeOf } from '../builtin/mailParts.ts'
import { shortened } from '#shared/rules/shortened.ts'

// Plain shapes with limits: no transformation, so that the same schema can be shown to a model.
const words = (max: number) => z.string().max(max)
const Section = z.strictObject({
  heading: words(200),
  text: words(3_000),
  isHighlighted: z.boolean(),
  buttonLabel: words(80),
})
const MailAnswer = z.strictObject({
  subject: words(200).min(1),
  preheader: words(250),
  sections: z.array(Section).min(1).max(10),
})

export const CampaignAnswer = z.strictObject({
  name: words(150).min(1),
  alternatives: z.array(words(200).min(1)).max(4),
  ...MailAnswer.shape,
})
export type CampaignAnswer = z.infer<typeof CampaignAnswer>

const Step = z.strictObject({
  name: words(100).min(1),
  pageType: z.enum(pageTypes),
  description: words(300),
  title: words(200).min(1),
  text: words(3_000),
  buttonLabel: words(80),
  benefits: z.array(z.strictObject({ title: words(200), text: words(800) })).max(6),
  questions: z.array(z.strictObject({ question: words(300), answer: words(1_000) })).max(8),
  /** What is offered on a page that sells; null elsewhere. */
  offer: z
    .strictObject({
      title: words(200),
      features: z.array(words(200)).max(8),
      price: z.number().min(0).max(1e6).nullable(),
    })
    .nullable(),
})
export const FunnelAnswer = z.strictObject({
  name: words(150).min(1),
  description: words(1_500),
  steps: z.array(Step).min(1).max(6),
  emails: z.array(MailAnswer).max(4),
})
export type FunnelAnswer = z.infer<typeof FunnelAnswer>

export function campaignFromAnswer(
  answer: CampaignAnswer,
  brief: CampaignBrief,
  language: Language,
): WrittenMail {
  return typeset(
    { name: oneLine(answer.name, 200), ...mailFromAnswer(answer, brief.tone, language) },
    language,
  )
}

function mailFromAnswer(
  answer: z.infer<typeof MailAnswer>,
  tone: CampaignBrief['tone'],
  language: Language,
  accent?: string,
): Omit<WrittenMail, 'name'> {
  const blocks = answer.sections.flatMap(
    ({ heading: title, text, isHighlighted, buttonLabel }, index) => [
      title.trim() === '' ? null : heading(oneLine(title, 200), index === 0 ? 1 : 2),
      text.trim() === '' ? null : paragraph(richLines(text), isHighlighted ? 'panel' : 'plain'),
      buttonLabel.trim() === '' ? null : button(oneLine(buttonLabel, 80), ''),
    ],
  )
  return {
    subject: oneLine(answer.subject, 300),
    preheader: oneLine(answer.preheader, 300),
    blocks: treeOf(blocks, tone, language, accent),
  }
}

const usualTemplate: Record<FunnelBrief['funnelType'], string> = {
  lead_magnet: 'guide',
  webinar: 'webinar-live',
  product: 'product-single',
  service: 'service-quote',
  consultation: 'consultation-call',
  membership: 'membership-club',
  other: 'other-event',
}

export function funnelFromAnswer(
  answer: FunnelAnswer,
  brief: FunnelBrief,
  language: Language,
  business: Business,
): WrittenFunnel {
  const template = templateById(`${usualTemplate[brief.funnelType]}-${language}`)
  if (template === null) throw new Error('A type of funnel has no template to take its look from.')
  const worded: WordedTemplate = {
    ...template,
    steps: answer.steps.map((step) => stepFrom(step, language)),
  }
  const written: WrittenFunnel = {
    name: oneLine(answer.name, 200),
    description: richLines(answer.description),
    funnelType: brief.funnelType,
    language,
    theme: template.theme,
    pages: pagesFromTemplate(worded, business),
    emails: answer.emails.map((mail) => ({
      name: shortened(oneLine(`${answer.name} – ${mail.subject}`, 400), 200),
      ...mailFromAnswer(mail, 'professional', language, template.theme.accent),
    })),
  }
  return typeset(withPrices(written, answer), language)
}

/** Templates know no price; the brief may have said one. */
const withPrices = (written: WrittenFunnel, { steps }: FunnelAnswer): WrittenFunnel => ({
  ...written,
  pages: written.pages.map((page, index) =>
    page.offer === null
      ? page
      : { ...page, offer: { ...page.offer, amount: steps[index]?.offer?.price ?? null } },
  ),
})

const formTypes = new Set<StepText['pageType']>(['optin', 'webinar'])
const ask = {
  fr: { form: 'Vos coordonnées', send: 'Envoyer', order: 'Commander', decline: 'Non merci' },
  en: { form: 'Your contact details', send: 'Send', order: 'Order', decline: 'No thank you' },
}

function stepFrom(step: z.infer<typeof Step>, language: Language): StepText {
  const { form, send, order, decline } = ask[language]
  const label = pageLine(step.buttonLabel, 80)
  const hasForm = formTypes.has(step.pageType)
  const sells = step.offer !== null && step.pageType !== 'thank_you'
  return {
    name: pageLine(step.name, 100),
    pageType: step.pageType,
    description: pageLine(step.description, 160),
    title: pageLine(step.title, 200),
    text: pageLines(step.text),
    ...(label === '' || step.pageType === 'thank_you'
      ? {}
      : { button: { label, target: hasForm ? 'form' : sells ? 'payment' : 'next' } }),
    ...(step.benefits.length === 0
      ? {}
      : {
          benefits: {
            title: '',
            items: step.benefits.map(({ title, text }) => ({
              title: pageLine(title, 200),
              text: pageLines(text),
            })),
          },
        }),
    ...(hasForm
      ? {
          form: {
            title: form,
            fields: ['firstName', 'email*'],
            button: label === '' ? send : label,
          },
        }
      : {}),
    ...(sells && step.offer !== null
      ? {
          price: {
            title: pageLine(step.offer.title, 200),
            features: step.offer.features.map((feature) => pageLine(feature, 200)),
            note: '',
            button: { label: label === '' ? order : label, target: 'payment' },
          },
          last: { label: decline, target: 'declined' },
        }
      : {}),
    ...(step.questions.length === 0
      ? {}
      : {
          faq: step.questions.map(({ question, answer }) => ({
            question: pageLine(question, 300),
            answer: pageLines(answer),
          })),
        }),
  }
}

/**
 * Links become their label (a model makes addresses up), unknown merge fields go, nothing invisible
 * stays, and what is in brackets is a place to fill.
 */
function richLines(text: string): string {
  return withPlaces(
    settled(text.replace(/\r\n?/g, '\n').replace(/[^\P{C}\n\t]/gu, ''), (words) =>
      cutFields(withoutLinks(words), ({ reading }) => reading.kind === 'unknown'),
    ),
  ).trim()
}

const withoutLinks = (text: string): string =>
  unlinked(text).replace(/!?\[([^\][]{0,300})\]\([^()\n]{0,2000}\)/g, '$1')

/**
 * What is taken out may join what stood around it to another link: done until nothing changes. Each
 * time the text gets shorter.
 */
function settled(text: string, change: (text: string) => string): string {
  for (let [before, after] = ['', text]; ;) {
    if (before === after) return after
    ;[before, after] = [after, change(after)]
  }
}

export const subjectFrom = (text: string): string => oneLine(text, 200)
const oneLine = (text: string, max: number): string =>
  shortened(
    richLines(text)
      .replace(/[\p{Z}\s]+/gu, ' ')
      .trim(),
    max,
  )

/** A page is the same for everybody: it has no merge fields. */
const pageLines = (text: string): string =>
  settled(richLines(text), (words) =>
    withoutLinks(cutFields(words, ({ reading }) => reading.kind !== 'doubtful')),
  ).trim()
const pageLine = (text: string, max: number): string => oneLine(pageLines(text), max)
