// The templates a funnel can begin with, and how their words become pages of blocks, signed by the
// business.
import type { z } from 'zod'
import { type FunnelTemplate } from '#shared/contract/funnels.contract.ts'
import { type FunnelPage } from '#shared/contract/funnelPages.ts'
import type { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import { type Language, type Settings, languages } from '#shared/contract/settings.contract.ts'
import { formFieldNames } from '#shared/leadFields/leadFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import { businessPlaces, insertName } from '#shared/rules/businessPlaces.ts'
import { frenchTypography } from '#shared/rules/frenchTypography.ts'
import { shortened } from '#shared/rules/shortened.ts'
import { placeToFill } from '#shared/rules/placesToFill.ts'
import { inLanguage, type InLanguage } from '#main/platform/resourceText.ts'
import type { PageRow } from '../pages/pages.table.ts'
import { freeSlug, slugFrom } from '../slugs.ts'
import { templateWords } from './templateWords.ts'
import { starterTemplates } from './starterTemplates.ts'
import type { StepText, Template } from './templateFile.ts'

const nodeDistance = 280

/** A page before it has a number: paths name positions. */
export type TemplatePage = Pick<
  PageRow,
  'name' | 'pageType' | 'slug' | 'blocks' | 'seo' | 'offer' | 'flow'
> & { paths: FunnelPage['paths'] }
/** A template in one language. */
export type WordedTemplate = Omit<InLanguage<Template>, 'name'> & { language: Language }

/** One entry a language; without a language all of them. */
export function listTemplates(language: Language | undefined): {
  items: z.infer<typeof FunnelTemplate>[]
} {
  const items = starterTemplates().flatMap(({ id, funnelType, name, description, steps }) =>
    languages
      .filter((each) => language === undefined || each === language)
      .map((each) => ({
        id: `${id}-${each}`,
        funnelType,
        language: each,
        name: name[each],
        description: description[each],
        pages: steps.length,
      })),
  )
  return { items }
}

export function templateById(id: string): (WordedTemplate & { name: string }) | null {
  for (const template of starterTemplates()) {
    const language = languages.find((each) => id === `${template.id}-${each}`)
    if (language !== undefined) return { ...inLanguage(template, language), language }
  }
  return null
}

type Business = Pick<Settings, 'businessName' | 'businessAddress' | 'businessEmail' | 'currency'>

export function templatePages(template: WordedTemplate, business: Business): TemplatePage[] {
  const taken = new Set<string>()
  return template.steps.map((step, position) => {
    const slug = freeSlug(slugFrom(step.name, 'page'), (candidate) => taken.has(candidate))
    taken.add(slug)
    const sign = signed(template.language, business)
    const following = position + 1 < template.steps.length ? { next: position + 1 } : {}
    return {
      name: step.name,
      pageType: step.pageType,
      slug,
      blocks: blocksFor(step, template, business),
      seo: {
        title: shortened(sign(step.title), 70),
        description: shortened(sign(step.description), 160),
      },
      offer:
        step.price === undefined
          ? null
          : { amount: null, currency: business.currency, paymentUrl: null },
      flow: { x: position * nodeDistance, y: step.pageType === 'downsell' ? 180 : 0 },
      paths: step.paths ?? following,
    }
  })
}

/**
 * Puts the business's name and address where the words leave room for them; what is not known is a
 * place to fill.
 */
export const signed = (
  language: Language,
  { businessName, businessAddress }: Pick<Business, 'businessName' | 'businessAddress'>,
) => {
  const name = businessName || placeToFill(businessPlaces[language].name)
  const address = oneLine(businessAddress) || templateWords(language).address
  return (text: string) => {
    const filled = insertName(text, language, '{business}', () => name).replaceAll(
      '{address}',
      () => address,
    )
    return language === 'fr' ? frenchTypography(filled) : filled
  }
}

const oneLine = (address: string) => address.replace(/\s*\r?\n\s*/g, ', ').trim()

function blocksFor(step: StepText, template: WordedTemplate, business: Business): PageBlock[] {
  const sign = signed(template.language, business)
  const button = ({ label, target }: NonNullable<StepText['button']>) => ({
    label: sign(label),
    target,
  })
  const { benefits, video, more, price, form, faq, last } = step
  const blocks: PageBlock[] = [
    {
      key: 'hero',
      kind: 'hero',
      title: sign(step.title),
      text: sign(step.text),
      button: step.button === undefined ? null : button(step.button),
      imageId: null,
      imageAlt: '',
    },
  ]
  if (video !== undefined)
    blocks.push({
      key: 'video',
      kind: 'video',
      title: sign(video.title),
      url: '',
      text: sign(video.text),
    })
  if (benefits !== undefined) {
    blocks.push({
      key: 'benefits',
      kind: 'benefits',
      title: sign(benefits.title),
      items: benefits.items.map(({ title, text }) => ({ title: sign(title), text: sign(text) })),
    })
  }
  if (more !== undefined) blocks.push({ key: 'more', kind: 'text', text: sign(more) })
  if (price !== undefined) {
    blocks.push({
      key: 'price',
      kind: 'price',
      title: sign(price.title),
      features: price.features.map(sign),
      note: sign(price.note),
      button: button(price.button),
    })
  }
  if (form !== undefined) blocks.push(formBlock(form, template, sign))
  if (faq !== undefined) blocks.push(questionsBlock(faq, template.language, sign))
  if (last !== undefined)
    blocks.push({ key: 'last', kind: 'button', button: button(last), note: '' })
  blocks.push({ key: 'legal', kind: 'legal', text: legalText(template.language, business) })
  return blocks
}

const questionsBlock = (
  faq: NonNullable<StepText['faq']>,
  language: Language,
  sign: (text: string) => string,
): PageBlock => ({
  key: 'questions',
  kind: 'faq',
  title: templateWords(language).questions,
  items: faq.map(({ question, answer }) => ({ question: sign(question), answer: sign(answer) })),
})

function formBlock(
  form: NonNullable<StepText['form']>,
  { language, tag }: WordedTemplate,
  sign: (text: string) => string,
): PageBlock {
  const fields = form.fields.flatMap((name) => {
    const field = formFieldNames.find((known) => known === name.replace('*', ''))
    return field === undefined
      ? []
      : [
          {
            field,
            label: leadFieldWords[language].formLabels[field],
            isRequired: name.endsWith('*'),
          },
        ]
  })
  const { consent, measureConsent } = templateWords(language)
  return {
    key: 'form',
    kind: 'form',
    title: sign(form.title),
    fields,
    buttonLabel: form.button,
    consentText: sign(consent),
    measureConsentText: sign(measureConsent),
    doubleOptIn: false,
    tag,
  }
}

function legalText(language: Language, business: Business): string {
  const words = templateWords(language)
  const { businessAddress, businessEmail } = business
  const contact =
    businessEmail === ''
      ? placeToFill(businessPlaces[language].contact)
      : `[${businessEmail}](mailto:${businessEmail})`
  const who = [
    `**${business.businessName || placeToFill(businessPlaces[language].name)}**`,
    oneLine(businessAddress),
  ]
    .filter((part) => part !== '')
    .join(' — ')
  return `${who}\n\n${words.legal.replace('{contact}', () => contact)}`
}
