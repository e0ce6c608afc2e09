// Which column of a contact file means which field, recognised from the headers of the usual
// programs, in French and English.
import {
  customTarget,
  importFields,
  ImportTarget,
  type ImportField,
  type ImportMapping,
} from '#shared/contract/crm/imports.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import { customKeyOf } from '#shared/rules/leadFilter/filterFields.ts'
import { leadFieldNames, leadFields, type LeadFieldName } from '#shared/leadFields/leadFields.ts'
import { holdsAddresses } from './fields/columnSights.ts'
import { consentOfTitle } from './fields/consentTitles.ts'
import { foreignTitles } from './fields/foreignTitles.ts'
import {
  askedFor,
  isOfPerson,
  ofOnePerson,
  withoutQualifier,
  withoutRole,
  type RoledField,
} from './fields/titleShapes.ts'
import { lettersOf } from './importRefusals.ts'
import { apiError } from '#main/platform/apiError.ts'

// Object.fromEntries forgets that every field is there.
const fieldHeaders = Object.fromEntries(
  leadFieldNames.map((name): [LeadFieldName, readonly string[]] => [
    name,
    leadFields[name].headers,
  ]),
) as Record<LeadFieldName, readonly string[]>

// Headers as they are compared, see normaliseHeader.
const headers: Record<ImportField, readonly string[]> = {
  // What a file of rows to be mended says of them.
  ignored: ['motifwebox', 'reasonwebox'],
  ...fieldHeaders,
  fullName: [
    'fullname',
    'nomcomplet',
    'name',
    'nometprenom',
    'prenometnom',
    'contact',
    'contactname',
    'nomducontact',
    'displayname',
    'nomaffiche',
    'customername',
    'nomclient',
    'nomduclient',
    'leadname',
    'personname',
    'prenomnom',
    'nomprenom',
    'nometprenoms',
    'interlocuteur',
    ...`associatedcontact contactassocie contactperson personneacontacter personneassociee
      contactsassocies associatedcontacts primarycontact contactprincipal contactpersonname
      nometprenomducontact attendeename participantname nomcompletducontact fullnames`.split(/\s+/),
  ],
  createdAt: [
    'createdat',
    'createdate',
    'creele',
    'datedecreation',
    'addedtime',
    'datecreated',
    'optintime',
    'createdon',
    'dateajout',
    'dateinscription',
    'dateinscriptionle',
    'datedinscription',
    'inscritle',
    'signupdate',
    'signedupat',
    'signupon',
    'registered',
    'registeredat',
    'registrationdate',
    'dateenregistrement',
    'createddate',
    'creationdate',
    'created',
    'createdtime',
    'datecreation',
    'datedajout',
    'ajoutele',
    'addedat',
    'addedon',
    'dateadded',
    'subscribedate',
    'subscribedat',
    'subscribedon',
    'profilecreatedon',
    'creeele',
    'customersince',
    'clientdepuis',
    'dateregistered',
    'firstcontactdate',
    'firstcontactat',
    'datedepremiercontact',
    'datepremiercontact',
    'premiercontactle',
    'heuredecreation',
    ...`horodateur timestamp submittedat submissiondate soumisle datedesoumission personcreated
      contactcreated dealcreated affairecreee personnecreee contactcree leadcreated leadcreatedtime
      organizationcreated createdutc datedajoutducontact optindate`.split(/\s+/),
  ],
  wonAt: [
    'wonat',
    'wondate',
    'datewon',
    'closedat',
    'closedate',
    'closeddate',
    'dategagne',
    'gagnele',
    'datedesignature',
    'signele',
    'datedecloture',
    'dealclosedate',
    'wontime',
    'datedegain',
    'datedefermeture',
    'dealwontime',
    'closingdate',
  ],
  refused:
    `blacklisted emailblacklisted isblacklisted emailblacklist blacklist blocklisted blocklist unsubtime
    unsubscribed unsubscribe unsubscribedate unsubscribedat unsubscribedon unsubscribetime unsubbed
    desinscrit desinscrite desinscription datededesinscription datedesinscription desinscritle desabonne
    desabonnee desabonnement desabonnele datededesabonnement datedesabonnement desinscritdetouslesemails
    desinscritdetouslesemail desinscritemail desabonneemail optout emailoptout optedout optoutemail
    optedoutofemail hasoptedoutofemail optoutdate marketingoptout globalunsubscribe unsubscribedfromallemail
    unsubscribedfromallemails donotemail donotcontact donotmail donotsend nepascontacter nepasemailer
    nepasdemarcher nepassolliciter nepasenvoyer stopmail stopemail stopemailing noemail noemails refus refuse
    refusemail refusemails refusemailing refusnewsletter refusprospection opposition oppositionemail
    oppositionmailing oppositionprospection listenoire emailsuppressions emailsuppressed suppressed
    suppression bounced hardbounced hardbounce emailbounced emailhardbounced bounce bounces npai complaint
    spamcomplaint complained emailinvalid invalidemail emailisbad dnc rtbf unsubscribeddate plainte desinscriptionemail rebond rebonds rebondi
    hardrebond blockedon blockedat blockeddate datedeblocage bloquele unsubtime cleantime
    refusdesemails`.split(/\s+/),
  agreed:
    `newsletter newsletters rgpd gdpr consentement consent optin optinemail emailoptin optinnewsletter
    newsletteroptin optinmarketing marketingoptin optincommercial acceptsmarketing acceptsemailmarketing
    acceptsemail emailmarketing emailmarketingconsent marketingconsent emailconsent consentemail
    consentementemail consentementrgpd consentementmarketing rgpdconsentement gdprconsent marketingstatus
    statutmarketing emailsubscriptionstatus emailsubscriberstatus subscriptionstatus subscriberstatus
    statutabonnement statutdabonnement statutemail emailstatus mailstatus subscribed emailsubscribed
    issubscribed abonne abonnee inscrit abonnenewsletter inscritnewsletter inscriptionnewsletter
    abonnementnewsletter newslettersubscription newslettersubscribed receivenewsletter receivesnewsletter
    acceptenewsletter accepteemail acceptelesemails acceptemail acceptemailing acceptemails accepteemailing
    accepteprospection accordemail accordcommercial accordmailing autorisationemail autoriseemailing
    emailpermission emailpermissionstatus permission emailing mailing mailinglist emailallowed
    emailmarketingstatus marketingcontactstatus marketingemails recevoirlanewsletter recevoirnewsletter
    souhaiterecevoirlanewsletter optinstatus consentstatus gdprstatus optinmail optinemailing`.split(
      /\s+/,
    ),
}

/** Words that programs put before or behind a field's own name. */
const before = new Set(
  `person personne contact contacts lead prospect client customer personal perso deal affaire negocio
   trattativa persona kontakt champcomplementaire champpersonnalise customfield additionalfield question
   opportunite opportunity transaction`.split(/\s+/),
)
const behind = new Set(
  `work home mobile other bureau domicile pro professionnel professionnelle personnel personnelle principal
   principale travail prive privee value valeur contact autre primary main`.split(/\s+/),
)

/** What a deal is called is no name and no job of its person. */
const dealTitle =
  /^(?:lead|deal|affaire|transaction|opportunity|opportunite)\s+[-–—>|/]\s+(?:title|titre|name|nom)$/i

const isDealTitle = (title: string): boolean => dealTitle.test(title.slice(0, longestTitle).trim())

/**
 * The names a header may have: as it is, without what stands before and behind a field's own name
 * (`Person - Email - Work`), and without numbers (`E-mail 2 - Value`).
 */
function headerNames(title: string): string[] {
  const header = title.slice(0, longestTitle)
  if (isDealTitle(header)) return []
  const whole = normaliseHeader(header)
  const parts = header
    .split(/\s+[-–—>|/]\s+|[:>]\s*/)
    .map(normaliseHeader)
    .filter((part) => part !== '')
  if (parts.length > 1 && before.has(parts[0] ?? '')) parts.shift()
  while (parts.length > 1 && behind.has(parts.at(-1) ?? '')) parts.pop()
  const own = parts.join('')
  // `Prénom contact`, `Email du contact`.
  const names = [whole, own, whole.replace(/(?:du)?contact$/, ''), whole.replace(/^custom/, '')]
  return [...new Set([...names, ...names.map((name) => name.replace(/\d+/g, ''))])].filter(
    (name) => name !== '',
  )
}

/** What is read of a column's title, in characters: the patterns take the square of what they are given. */
const longestTitle = 200

/** A header as it is compared: folded, without what stands in brackets, letters and digits only. */
export function normaliseHeader(header: string): string {
  return lettersOf(
    header
      .slice(0, longestTitle)
      .replace(/&(?:apos|#0?39|rsquo);/g, "'")
      .replace(/\([^)]*\)/g, ''),
  )
}

// What is a title in French or English means that, whatever it is elsewhere.
const fieldOfHeader = new Map([
  ...importFields.flatMap((field) =>
    (foreignTitles[field] ?? '').split(/\s+/).map((name) => [name, field] as const),
  ),
  ...importFields.flatMap((field) => headers[field].map((name) => [name, field] as const)),
])
fieldOfHeader.delete('')

/**
 * Each column's field, or null. Several columns may have one field: the first that is filled in
 * counts, and of those about writing to a person the strictest.
 */
export function recogniseColumns(header: string[]): (ImportField | null)[] {
  const roled = header.map(roledField)
  const isName = ({ role }: RoledField, title: string) =>
    !loginTitles.has(normaliseHeader(title)) ||
    roled.some((other) => other.field === 'firstName' && other.role === role)
  const fields = ofOnePerson(
    roled.map((one, index) =>
      isName(one, header[index] ?? '') ? one : { field: null, role: null },
    ),
  )
  return fields.map((field, index) =>
    field !== null && isWeakTitle.test(header[index] ?? '') && !isJobAmong(fields, index)
      ? null
      : field,
  )
}

/** What somebody logs in with, unless a first name stands beside it. */
const loginTitles = new Set(['nomdutilisateur', 'nomutilisateur', 'username'])

/** Of a person it is a job, and of a deal what it is called; beside a job, how somebody is addressed. */
const isWeakTitle = /^\s*(?:title|titre|titel|titolo|titulo|título)\s*$/i
const isJobAmong = (fields: readonly (ImportField | null)[], index: number): boolean =>
  (fields.includes('firstName') ||
    fields.includes('lastName') ||
    (fields.includes('fullName') &&
      fields.includes('email') &&
      !fields.includes('estimatedValue'))) &&
  !fields.some((field, at) => field === 'jobTitle' && at !== index)

function roledField(title: string): RoledField {
  const known = headerNames(title).find((candidate) => fieldOfHeader.has(candidate))
  const field = known === undefined ? undefined : fieldOfHeader.get(known)
  if (field !== undefined) return { field, role: null }
  if (isDealTitle(title)) return { field: null, role: null }
  const consent = consentOfTitle(title)
  // `Abonné email` says whether somebody is, and is nobody's address.
  const own = consent === null ? withoutRole(title) : null
  const theirs = own === null ? undefined : fieldOfHeader.get(own.rest)
  if (own !== null && theirs !== undefined && isOfPerson(theirs))
    return { field: theirs, role: own.role }
  const plain = consent === null ? withoutQualifier(title) : null
  const reached = plain === null ? undefined : fieldOfHeader.get(plain)
  if (reached === 'email' || reached === 'phone') return { field: reached, role: null }
  const asked = consent === null ? askedFor(title) : null
  const answer = asked === null ? undefined : fieldOfHeader.get(asked)
  return { field: answer ?? consent, role: null }
}

/**
 * Titles of a table whose header takes two rows, as merged cells make it: a cell without a title has
 * the one above, and one that says nothing by itself belongs to the group above (`Téléphone` over
 * `bureau`).
 */
export function titlesBelow(above: readonly string[], titles: readonly string[]): string[] {
  // One cell alone is the title of the whole table.
  if (above.filter((cell) => cell.trim() !== '').length < 2) return [...titles]
  let group = ''
  return Array.from({ length: Math.max(above.length, titles.length) }, (_, index) => {
    const upper = (above[index] ?? '').trim()
    const title = (titles[index] ?? '').trim()
    if (upper !== '') group = upper
    if (title === '') return upper
    const [own] = recogniseColumns([title])
    const together = `${group} ${title}`
    return own === null && recogniseColumns([together])[0] !== null ? together : title
  })
}

/** Longer than any address or number, in characters. */
const longestKnownCell = 320
const phoneCell = /^\s*\+?[\d\s().\u00a0\u202f-]{8,20}\s*$/

/** The fields of columns without titles: addresses and phone numbers are known by sight. */
export function recogniseCells(count: number, rows: readonly string[][]): (ImportField | null)[] {
  return Array.from({ length: count }, (_, index) => {
    const cells = rows.map((row) => row[index] ?? '').filter((cell) => cell.trim() !== '')
    const short = cells.filter((cell) => cell.length <= longestKnownCell)
    if (holdsAddresses(cells)) return 'email'
    return short.filter((cell) => phoneCell.test(cell)).length > cells.length / 2 ? 'phone' : null
  })
}

/** What our own tables call a lead's fields: they are theirs before any other's. */
const ownTitles = new Set(
  Object.values(leadFieldWords).flatMap(({ names }) => Object.values(names).map(normaliseHeader)),
)

/**
 * Columns that are called as a custom field is, which a file of ours has behind those of the lead's own
 * fields.
 * @param recognised what the titles mean besides
 */
export function withCustomFields(
  header: readonly string[],
  recognised: readonly (ImportTarget | null)[],
  fields: readonly { key: string; name: string }[],
): (ImportTarget | null)[] {
  const seen = new Set<string>()
  return recognised.map((target, index) => {
    const name = normaliseHeader(header[index] ?? '')
    const isOwn = ownTitles.has(name) && !seen.has(name)
    seen.add(name)
    if (isOwn || name === '') return target
    const field = fields.find(
      (one) => normaliseHeader(one.name) === name || one.key === header[index],
    )
    return field === undefined ? target : customTarget(field.key)
  })
}

/** Turns recognised columns into a mapping by position. */
export function mappingOf(fields: readonly (ImportTarget | null)[]): ImportMapping {
  return Object.fromEntries(
    fields.flatMap((field, index) => (field === null ? [] : [[String(index), field]])),
  )
}

/**
 * Reads the mapping an API client sends: JSON from column header or position to field name.
 * @param keys of the custom fields there are, or will be
 * @throws 422 if it is no such JSON, or names a column or field that does not exist
 */
export function readMapping(
  json: string,
  header: string[],
  keys: readonly string[] = [],
): ImportMapping {
  const value = parseObject(json)
  const mapping: ImportMapping = {}
  for (const [column, field] of Object.entries(value)) {
    const index = /^\d+$/.test(column)
      ? Number(column)
      : header.findIndex((name) => normaliseHeader(name) === normaliseHeader(column))
    if (index < 0 || index >= header.length) throw invalidMapping(`There is no column "${column}".`)
    if (field === null || field === '') continue
    const read = ImportTarget.safeParse(field)
    const key = read.success ? customKeyOf(read.data) : null
    if (!read.success || (key !== null && !keys.includes(key)))
      throw invalidMapping(`"${String(field)}" is no field of a lead.`)
    mapping[String(index)] = read.data
  }
  return mapping
}

function parseObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Said below in one sentence; the parser's position in the text helps nobody.
  }
  throw invalidMapping('The mapping is not a JSON object from column to field.')
}

export function invalidMapping(message: string): Error {
  return apiError('UNPROCESSABLE', 'column_mapping_invalid', message, { field: 'mapping' })
}
