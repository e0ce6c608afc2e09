// The templates a funnel can begin with, and how their words become pages of blocks, signed by the
// business.
import type { z } from 'zod'
import type { FunnelPage } from '#shared/contract/funnelPages.ts'
import type { FunnelTemplate, FunnelType } from '#shared/contract/funnels.contract.ts'
import { formFieldNames, type Block, type PageTheme } from '#shared/contract/pageBlocks.ts'
import type { Language, Settings } from '#shared/contract/settings.contract.ts'
import { businessPlaces, insertName } from '#shared/rules/businessPlaces.ts'
import { frenchTypography } from '#shared/rules/frenchTypography.ts'
import { placeToFill } from '#shared/rules/placesToFill.ts'
import type { PageRow } from '../pages/pages.table.ts'
import { freeSlug, slugFrom } from '../slugs.ts'
import { audit, discoveryCall } from './consultation.ts'
import { checklist, guide } from './leadMagnet.ts'
import { club, trial } from './membership.ts'
import { event, newsletter } from './other.ts'
import { launch, singleProduct } from './product.ts'
import { quote, visit } from './service.ts'
import type { StepText, Template } from './templateText.ts'
import { liveWebinar, replayWebinar } from './webinar.ts'
import { fieldLabels, templateWords } from './templateWords.ts'

const templates: Template[] = [
  ...[
    guide,
    checklist,
    liveWebinar,
    replayWebinar,
    singleProduct,
    launch,
    quote,
    visit,
    discoveryCall,
    audit,
    club,
    trial,
    event,
    newsletter,
  ],
]
const languages: Language[] = ['fr', 'en']
const nodeDistance = 280

/** A page before it has a number: paths name positions. */
export type TemplatePage = Pick<
  PageRow,
  'name' | 'pageType' | 'slug' | 'blocks' | 'seo' | 'offer' | 'flow'
> & { paths: FunnelPage['paths'] }
export type WordedTemplate = {
  id: string
  funnelType: FunnelType
  language: Language
  theme: PageTheme
  description: string
  tag: string
  steps: readonly StepText[]
}

/** One entry a language; without a language all of them. */
export function listTemplates(language: Language | undefined): {
  items: z.infer<typeof FunnelTemplate>[]
} {
  const items = templates.flatMap(({ id, funnelType, texts }) =>
    languages
      .filter((each) => language === undefined || each === language)
      .map((each) => ({
        id: `${id}-${each}`,
        funnelType,
        language: each,
        name: texts[each].name,
        description: texts[each].description,
        pages: texts[each].steps.length,
      })),
  )
  return { items }
}

export function templateById(id: string): (WordedTemplate & { name: string }) | null {
  for (const template of templates) {
    const language = languages.find((each) => id === `${template.id}-${each}`)
    if (language === undefined) continue
    const { name, description, tag, steps } = template.texts[language]
    return {
      id: template.id,
      funnelType: template.funnelType,
      language,
      theme: template.theme,
      name,
      description,
      tag,
      steps,
    }
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
      blocks: JSON.stringify(blocksFor(step, template, business)),
      seo: JSON.stringify({
        title: sign(step.title).slice(0, 70),
        description: sign(step.description).slice(0, 160),
      }),
      offer:
        step.price === undefined
          ? null
          : JSON.stringify({ amount: null, currency: business.currency, paymentUrl: null }),
      flow: JSON.stringify({
        x: position * nodeDistance,
        y: step.pageType === 'downsell' ? 180 : 0,
      }),
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
  const address = oneLine(businessAddress) || templateWords[language].address
  return (text: string) => {
    const filled = insertName(text, language, '{business}', () => name).replaceAll(
      '{address}',
      () => address,
    )
    return language === 'fr' ? frenchTypography(filled) : filled
  }
}

const oneLine = (address: string) => address.replace(/\s*\r?\n\s*/g, ', ').trim()

function blocksFor(step: StepText, template: WordedTemplate, business: Business): Block[] {
  const sign = signed(template.language, business)
  const words = templateWords[template.language]
  const button = (pair: NonNullable<StepText['button']>) => ({
    label: sign(pair[0]),
    target: pair[1],
  })
  const { benefits, video, more, price, form, faq, last } = step
  const blocks: Block[] = [
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
      items: benefits.items.map(([title, text]) => ({ title: sign(title), text: sign(text) })),
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
  if (faq !== undefined) {
    blocks.push({
      key: 'questions',
      kind: 'faq',
      title: words.questions,
      items: faq.map(([question, answer]) => ({ question: sign(question), answer: sign(answer) })),
    })
  }
  if (last !== undefined)
    blocks.push({ key: 'last', kind: 'button', button: button(last), note: '' })
  blocks.push({ key: 'legal', kind: 'legal', text: legalText(template.language, business) })
  return blocks
}

function formBlock(
  form: NonNullable<StepText['form']>,
  { language, tag }: WordedTemplate,
  sign: (text: string) => string,
): Block {
  const fields = form.fields.split(' ').flatMap((name) => {
    const field = formFieldNames.find((known) => known === name.replace('*', ''))
    return field === undefined
      ? []
      : [{ field, label: fieldLabels[language][field], isRequired: name.endsWith('*') }]
  })
  const { consent, measureConsent } = templateWords[language]
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
  const words = templateWords[language]
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
