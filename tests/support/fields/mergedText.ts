// What tests of merge fields say and hear: a person's values, and a text filled in with them.
import { findForms } from '#shared/rules/mergeFields/fieldForms.ts'
import {
  compileHtml,
  compileText,
  renderTemplate,
} from '#shared/rules/mergeFields/mergeTemplate.ts'
import type { FieldValues } from '#shared/rules/mergeFields/mergeFieldNames.ts'

export const zoe = {
  first_name: 'Zoé',
  last_name: 'Martin',
  full_name: 'Zoé Martin',
  email: 'zoe+promo@people.example',
  phone: '+33 6 12 34 56 78',
  company: 'A & B',
  job_title: 'Fleuriste',
  unsubscribe: 'https://relais.example/u/token',
  business_name: 'Atelier & fils',
  business_address: '1 rue du Bois\n75000 Paris',
  year: '2026',
} satisfies FieldValues
export const filledText = (source: string, values: FieldValues = zoe) =>
  renderTemplate(compileText(source), values)
export const filledHtml = (source: string, values: FieldValues = zoe) =>
  renderTemplate(compileHtml(source), values)
/** What a text's fields are read as: the name of ours, `?` for one that holds, `~` for a doubt. */
export const readAs = (source: string) =>
  findForms(source).map(({ reading }) =>
    reading.kind === 'known' ? reading.name : reading.kind === 'unknown' ? '?' : '~',
  )
