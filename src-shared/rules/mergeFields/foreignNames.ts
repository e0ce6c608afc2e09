// What other programs call the fields of ours. Only names that can mean nothing else: a field that
// is taken for another would be sent wrong, one that is not known holds the message.
import { leadFields } from '../../leadFields/leadFields.ts'
import { foldText } from '../foldText.ts'
import { isCustomFieldName, isFieldName, mergedFields, type FieldName } from './mergeFieldNames.ts'

const words = (list: string): readonly string[] => list.trim().split(/\s+/)

/** Folded, letters and digits alone. Those of a person's fields stand with the fields. */
const ofFullName = words(
  'fullname name nomcomplet prenomnom nometprenom prenometnom displayname namefix',
)
const ofMessage: Record<
  'business_name' | 'business_address' | 'year' | 'subject' | 'preheader',
  readonly string[]
> = {
  business_name: words(
    'listcompany memberbusname organizationname organisationname sitesettingscompanyname sendercompany nomdelexpediteur defaultfromname fromname',
  ),
  business_address: words(
    'listaddress listaddressline htmllistaddresshtml htmllistaddress organizationfulladdress organizationaddress senderinfo senderinfosingleline senderaddress physicaladdress mailingaddress sitesettingscompanyaddress adressepostaleexpediteur contactaddressblock',
  ),
  year: words('currentyear year annee anneeencours dateyear datey thisyear anneeactuelle nowyear'),
  subject: words('mcsubject subject emailsubject objet messagesubject subjectline'),
  preheader: words('mcpreviewtext previewtext preheader preheadertext emailpreheader'),
}
const byName = new Map<string, FieldName>()
for (const name of ofFullName) byName.set(name, 'full_name')
for (const field of mergedFields)
  for (const name of leadFields[field].foreignMergeNames)
    byName.set(name, leadFields[field].mergeField)
for (const [field, names] of Object.entries(ofMessage))
  // The keys of the table are names of fields.
  for (const name of names) byName.set(name, field as FieldName)

const refuses =
  /^(?:li|linksubscription|subscription|asmgroup|asm|contact|pm|link|lienpour|lien|lienvers|lienpourse|url)?(?:global)?(?:un(?:subscribe|sub|subscription)|optout|removeweb|desinscription|desinscrire|sedesinscrire|desabonnement|desabonner|sedesabonner|dedesinscription|dedesabonnement)(?:raw)?(?:center|centre)?(?:link|url|lien|href|text|page)?(?:raw|all|url|tag)?(?:fr|en|de|es|it|nl|pt)?$/

/** Before the name of a person's field: `contact.FIRSTNAME`, `data:firstname`, `subscriber_email`. */
const owner =
  /^(?:\.?(?:contacts?|persons?|personnes?|recipients?|subscribers?|users?|customers?|clients?|leads?|members?|profiles?|prospects?|abonnee?s?|destinataires?|data|var|attributes?|attribs?|properties|contactfield|leadfield|fields?|merge|utilisateur)[\s.:=>]+|(?:subscriber|contact|recipient|contact_attribute|user:|customer)_(?=\p{L}))/u

const letters = (name: string) => name.replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * The field a name means, in whatever program it was written.
 * @param name as it stands between the braces, without filters
 * @returns null if it is none of ours
 */
export function fieldOfName(name: string): FieldName | null {
  const folded = foldText(name)
  if (isFieldName(folded)) return folded
  const whole = letters(folded)
  if (refuses.test(whole)) return 'unsubscribe'
  let bare = folded
  while (owner.test(bare)) bare = bare.replace(owner, '')
  if (isCustomFieldName(bare)) return bare
  // An owner's own address or name is somebody's, but not the business's.
  const found = byName.get(letters(bare))
  if (found === undefined) return byName.get(whole) ?? null
  return found in ofMessage && bare !== folded ? null : found
}
