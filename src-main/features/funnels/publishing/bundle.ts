// A funnel as it is published to a relay, and the words of its forms, which are kept as proof from
// that moment.
import { createHash } from 'node:crypto'
import { relayProtocolVersion, type RelayBundle } from '#shared/contract/relayProtocol.ts'
import { distinctFields, type FormBlock } from '#shared/blocks/page/form.ts'
import { optionsOf } from '#shared/blocks/page/formField.ts'
import type { PageLinks } from '#shared/blocks/page/pageBlock.ts'
import {
  assetAddress,
  buttonAddress,
  formAddress,
  inputName,
  pagePlaces,
} from '#shared/rules/relayPages.ts'
import type { AskedCustomField } from '#shared/rules/leadFilter/customFieldShape.ts'
import { pageWords } from '#shared/rules/pages/pageWords.ts'
import type { Services } from '#main/core/services.ts'
import { listFields, wordingHashes, type Wording } from '#main/features/crm/crm.feature.ts'
import { businessZone, getSettings } from '#main/features/settings/settings.feature.ts'
import { type FunnelWithPages } from '../funnels.repository.ts'
import type { FunnelRow } from '../funnels.table.ts'
import { imagePath } from '../pages/images.repository.ts'
import { contentType, documentOf, imageLinks, imagesOf } from '../pages/pageDocuments.ts'
import type { PageRow } from '../pages/pages.table.ts'
import { asPublished, targetsTo } from './publishedPages.ts'

export type PublishedFunnel = { bundle: RelayBundle; wordings: Wording[] }

export function bundleOf(
  parts: Services,
  whole: FunnelWithPages,
  version: number,
): PublishedFunnel {
  const { funnel, pages } = asPublished(whole, getSettings(parts))
  const forms = pages.flatMap(formsOf)
  const customFields = listFields(parts.database)
  const bundle: RelayBundle = {
    protocol: relayProtocolVersion,
    funnelId: funnel.id,
    version,
    slug: funnel.slug,
    language: funnel.language,
    timeZone: businessZone(parts),
    pages: pages.map((page, index) => ({
      pageId: page.id,
      slug: page.slug,
      html: documentOf(
        parts,
        funnel,
        page,
        index === 0,
        relayLinks(parts.database, funnel, page, pages),
      ),
      targets: targetsTo(page, pages),
      forms: Object.fromEntries(
        formsOf(page).map((form) => [form.key, formRules(form, funnel, customFields)]),
      ),
    })),
    knownWordings: wordingHashes(parts.database),
    assets: imagesOf(parts.database, pages).map((image) => ({
      path: imagePath(image),
      contentType: contentType(image),
      base64: Buffer.from(image.content).toString('base64'),
    })),
  }
  return { bundle, wordings: forms.map((form) => wordingOf(form, funnel)) }
}

/**
 * What is proven later is exactly what was shown: any other word, language or way of confirming is
 * another wording.
 */
export function wordingOf(form: FormBlock, { language }: Pick<FunnelRow, 'language'>): Wording {
  const { consentText, measureConsentText, doubleOptIn } = form
  const hash = createHash('sha256')
    .update(JSON.stringify([language, consentText, measureConsentText, doubleOptIn]))
    .digest('hex')
  return { hash, writeText: consentText, measureText: measureConsentText, doubleOptIn }
}

export const formsOf = (page: PageRow): FormBlock[] =>
  page.blocks.filter((block) => block.kind === 'form')

/** The hash that goes with a form: empty where the page has no such form. */
export const shownWording = (page: PageRow, blockKey: string, funnel: FunnelRow): string => {
  const form = formsOf(page).find(({ key }) => key === blockKey)
  return form === undefined ? '' : wordingOf(form, funnel).hash
}

function formRules(
  form: FormBlock,
  funnel: FunnelRow,
  customFields: readonly AskedCustomField[],
): RelayBundle['pages'][number]['forms'][string] {
  const fields = distinctFields(form)
  const words = pageWords[funnel.language]
  const labelOf = ({ field, label }: (typeof fields)[number]) =>
    label.trim() === '' && field !== 'custom' ? words.fields[field] : label.trim()
  return {
    fields: fields.map(inputName),
    required: fields.filter(({ isRequired }) => isRequired).map(inputName),
    wordingHash: wordingOf(form, funnel).hash,
    labels: Object.fromEntries(fields.map((asked) => [inputName(asked), labelOf(asked)])),
    consentText: form.consentText,
    measureConsentText: form.measureConsentText,
    ...choicesOf(fields, funnel.language, customFields),
  }
}

/**
 * Nothing where nothing is chosen from: a relay of an earlier version takes no form that says more
 * than it knows, and would keep the first of several ticked boxes.
 */
function choicesOf(
  fields: FormBlock['fields'],
  language: FunnelRow['language'],
  customFields: readonly AskedCustomField[],
): Pick<RelayBundle['pages'][number]['forms'][string], 'choices'> {
  const choices = fields.flatMap((asked) => {
    const field = customFields.find(({ key }) => key === asked.customKey)
    const options = field === undefined ? [] : [...optionsOf(field, language)]
    const isMany = field?.kind === 'choices'
    return options.length === 0 ? [] : [[inputName(asked), { options, isMany }] as const]
  })
  return choices.length === 0 ? {} : { choices: Object.fromEntries(choices) }
}

function relayLinks(
  database: Services['database'],
  funnel: FunnelRow,
  page: PageRow,
  pages: PageRow[],
): PageLinks {
  const targets = targetsTo(page, pages)
  return {
    form: (blockKey) => ({
      action: formAddress(page.slug, blockKey),
      time: pagePlaces.formTime,
      wording: shownWording(page, blockKey, funnel),
    }),
    button: (target) =>
      targets[target] === undefined ? null : buttonAddress(funnel.slug, page.slug, target),
    image: imageLinks(database, assetAddress('')),
  }
}
