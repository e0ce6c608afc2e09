// The built-in writer of campaigns: chosen and filled texts, no model. The same brief gives the
// same message.
import type { CampaignBrief, ToFill, WrittenMail } from '#shared/contract/generation.contract.ts'
import { type MailBlock, unlinkedLabels } from '#shared/blocks/mail/mailBlocks.ts'
import type { Language, Settings } from '#shared/contract/settings.contract.ts'
import { businessPlaces } from '#shared/rules/businessPlaces.ts'
import { placesOfMessage } from '#shared/rules/placesToFill.ts'
import { shortened } from '#shared/rules/shortened.ts'
import { withFrenchSpaces } from '#shared/rules/frenchTypography.ts'
import { audienceOf, goalOf, saysWhen } from './briefKinds.ts'
import { buttonPlace, wordsOf } from './campaignWords.ts'
import { button, columns, heading, mailTo, paragraph, treeOf } from './mailParts.ts'
import { chooser, plainLine, topicOf, worded, type Values } from './wording.ts'

export type Business = Pick<
  Settings,
  'businessName' | 'businessEmail' | 'businessAddress' | 'currency'
> &
  Partial<Pick<Settings, 'formOfAddress'>>
export type WrittenCampaign = { draft: WrittenMail; alternatives: string[]; toFill: ToFill[] }

/** What every part of a message is written with. */
type Pen = {
  words: ReturnType<typeof wordsOf>
  topic: Values['topic']
  /** Of the business; empty if it has none yet. */
  name: string
  say: (text: string) => string
  choose: ReturnType<typeof chooser>
}

/**
 * No place to fill is in it, whatever is not known: what would be good to add is said beside it.
 */
export function writeCampaign(
  brief: CampaignBrief,
  language: Language,
  business: Business,
): WrittenCampaign {
  const { campaignType: type, tone } = brief
  const pen = penFor(brief, language, business)
  const { words, topic, name, say, choose } = pen
  const goal = goalOf(brief.goal, type)
  const action = choose(words.action[goal], 'action')
  const link =
    goal === 'reply' || goal === 'book' ? mailTo(business.businessEmail, topic.brief) : ''
  const blocks = treeOf(
    [
      ...openingOf(brief, pen),
      ...bodyOf(type, pen),
      paragraph(say(words.audience[audienceOf(brief.targetAudience)])),
      paragraph(say(link === '' ? words.answer[goal] : action.lead)),
      link === '' ? null : button(action.label, link),
      ...endOf(tone, pen),
    ],
    tone,
    language,
  )
  const [subject = '', ...alternatives] = subjectsOf(
    words.subjects[type][tone].map((template) => (name === '' ? withoutName(template) : template)),
    choose,
    say,
  )
  const draft = typeset(
    {
      name: shortened(say(`{Topic} – ${words.typeName[type]}`), 200),
      subject,
      preheader: say(words.preheader[type][tone]),
      blocks,
    },
    language,
  )
  return {
    draft,
    alternatives: typeset(alternatives, language),
    toFill: [
      ...businessToFill(language, business),
      ...advised(type, link === '' ? action.label : null, topic.whole, language),
    ],
  }
}

function penFor(brief: CampaignBrief, language: Language, business: Business): Pen {
  const { campaignType: type, tone } = brief
  const name = plainLine(business.businessName)
  const topic = topicOf(brief.topic)
  const values: Values = {
    topic,
    business: name,
    // A formal letter says vous, whoever reads it.
    register: tone === 'formal' ? 'vous' : (business.formOfAddress ?? 'vous'),
    language,
  }
  return {
    words: wordsOf(language),
    topic,
    name,
    say: (text) => worded(text, values),
    choose: chooser(
      JSON.stringify([type, tone, brief.topic, brief.targetAudience, brief.goal, language]),
    ),
  }
}

function openingOf(
  { campaignType: type, tone }: CampaignBrief,
  { words, topic, say, choose }: Pen,
): (MailBlock | null)[] {
  return [
    heading(topic.headline, 1),
    paragraph(say(words.greeting[tone])),
    topic.isCut ? paragraph(topic.whole, 'lead') : null,
    paragraph(say(choose(words.opening[type][tone], 'opening')), topic.isCut ? 'plain' : 'lead'),
  ]
}

/** What the message says, in the order its type has. */
function bodyOf(
  type: CampaignBrief['campaignType'],
  { words, say, choose }: Pen,
): (MailBlock | null)[] {
  const main = choose(words.main[type], 'main')
  const lines = words.panel[type] ?? []
  const panel = lines.length === 0 ? null : paragraph(say(lines.join('\n')), 'panel')
  const points = words.points[type].map(({ title, text }) => [
    heading(say(title), 3),
    paragraph(say(text)),
  ])
  const body: Record<typeof type, (MailBlock | null)[]> = {
    newsletter: [heading(say(main.title)), paragraph(say(main.text)), columns(points)],
    promotional: [panel, heading(say(main.title)), paragraph(say(main.text)), columns(points)],
    announcement: [columns(points), heading(say(main.title)), paragraph(say(main.text))],
    educational: [heading(say(main.title)), paragraph(say(main.text)), ...points.flat(), panel],
  }
  return body[type]
}

function endOf(tone: CampaignBrief['tone'], { words, name, say }: Pen): (MailBlock | null)[] {
  const signature = name === '' ? words.unsigned[tone] : say(words.signature[tone])
  return [paragraph(say(words.closing[tone])), signature === '' ? null : paragraph(signature)]
}

/** A subject that would name the business says what the message is about, and no more. */
const withoutName = (template: string): string =>
  /\{(?:of )?business\}/.test(template) ? '{Brief}' : template

/**
 * What would make the message more useful, and only its user knows.
 * @param label of a button there would be if its address were known
 */
function advised(
  type: CampaignBrief['campaignType'],
  label: string | null,
  topic: string,
  language: Language,
): ToFill[] {
  const { places } = wordsOf(language)
  const when = type === 'promotional' ? 'end_date' : 'date'
  const kinds: ToFill['kind'][] = [
    ...((type === 'promotional' || type === 'announcement') && !saysWhen(topic)
      ? ([when] as const)
      : []),
    ...(type === 'promotional' ? (['terms'] as const) : []),
  ]
  return [
    ...kinds.map((kind) => ({ kind, where: places.message })),
    ...(label === null ? [] : [{ kind: 'button' as const, where: buttonPlace(label, language) }]),
  ]
}

/** Three different ones, beginning where the brief says. */
function subjectsOf(
  templates: readonly string[],
  choose: ReturnType<typeof chooser>,
  say: (text: string) => string,
): string[] {
  const first = choose(
    templates.map((_template, index) => index),
    'subject',
  )
  return [0, 1, 2].map((step) =>
    shortened(say(templates[(first + step) % templates.length] ?? ''), 150),
  )
}

/** French is set as French is; English stays. */
export const typeset = <T>(written: T, language: Language): T =>
  language === 'fr' ? withFrenchSpaces(written) : written

/**
 * The name of the business, where nobody has entered it: it stands in many texts and in the foot of
 * each message.
 */
export const businessToFill = (language: Language, { businessName }: Business): ToFill[] =>
  businessName.trim() === ''
    ? [{ kind: 'business_name', where: wordsOf(language).places.settings }]
    : []

/**
 * What a message leaves to its user, whoever wrote it: places, and buttons that lead nowhere yet.
 * @param where in place of its parts
 */
export function mailToFill(
  { subject, preheader, blocks }: WrittenMail,
  language: Language,
  where?: string,
): ToFill[] {
  const { places } = wordsOf(language)
  const parts = {
    fromName: places.settings, // The writer names no sender: the settings do.
    subject: places.subject,
    preheader: places.preheader,
    body: places.message,
  }
  const { left } = placesOfMessage({ subject, preheader, html: '', text: null, blocks })
  const own = left.filter(({ name }) => name !== businessPlaces[language].name)
  return [
    ...own.map(({ name, part }) => ({
      kind: 'place' as const,
      where: where ?? parts[part],
      place: name,
    })),
    ...unlinkedLabels(blocks.blocks).map((label) => {
      const place = buttonPlace(label, language)
      return {
        kind: 'button_link' as const,
        where: where === undefined ? place : `${where} – ${place}`,
      }
    }),
  ]
}
