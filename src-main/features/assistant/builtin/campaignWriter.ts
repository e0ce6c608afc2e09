// The built-in writer of campaigns: chosen and filled texts, no model. The same brief gives the same message.
import type { CampaignBrief, ToFill, WrittenMail } from '#shared/contract/generation.contract.ts'
import type { MailBlock } from '#shared/contract/mailBlocks.ts'
import type { Language, Settings } from '#shared/contract/settings.contract.ts'
import { audienceOf, goalOf } from './briefKinds.ts'
import { englishWords } from './campaignWords.en.ts'
import { frenchWords } from './campaignWords.fr.ts'
import { button, columns, heading, mailTo, paragraph, treeOf } from './mailParts.ts'
import { chooser, plainLine, shortened, topicOf, worded, type Values } from './wording.ts'

export type Business = Pick<Settings, 'businessName' | 'businessEmail' | 'businessAddress' | 'currency'>
export type WrittenCampaign = { draft: WrittenMail; alternatives: string[]; toFill: ToFill[] }

export const wordsOf = (language: Language) => (language === 'fr' ? frenchWords : englishWords)

export function writeCampaign(brief: CampaignBrief, language: Language, business: Business): WrittenCampaign {
  const { campaignType: type, tone } = brief
  const words = wordsOf(language)
  const name = plainLine(business.businessName) || words.yourBusiness
  const topic = topicOf(brief.topic)
  const values: Values = { topic, business: name, register: tone === 'friendly' ? 'tu' : 'vous', language }
  const say = (text: string) => worded(text, values)
  const choose = chooser(JSON.stringify([type, tone, brief.topic, brief.targetAudience, brief.goal, language]))

  const goal = goalOf(brief.goal, type)
  const action = choose(words.action[goal], 'action')
  const main = choose(words.main[type], 'main')
  const link = goal === 'reply' || goal === 'book' ? mailTo(business.businessEmail, topic.brief) : ''
  const panel = words.panel[type]
  const points = words.points[type].map(([title, text]) => [heading(say(title), 3), paragraph(say(text))])
  const body: Record<typeof type, (MailBlock | null)[]> = {
    newsletter: [heading(say(main.title)), paragraph(say(main.text)), columns(points)],
    promotional: [panel === undefined ? null : paragraph(say(panel), 'panel'), heading(say(main.title)), paragraph(say(main.text)), columns(points)],
    announcement: [panel === undefined ? null : paragraph(say(panel), 'panel'), columns(points), heading(say(main.title)), paragraph(say(main.text))],
    educational: [heading(say(main.title)), paragraph(say(main.text)), ...points.flat(), panel === undefined ? null : paragraph(say(panel), 'panel')],
  }
  const blocks = treeOf(
    [
      heading(topic.headline, 1),
      paragraph(words.greeting[tone]),
      topic.isCut ? paragraph(topic.whole, 'lead') : null,
      paragraph(say(choose(words.opening[type][tone], 'opening')), topic.isCut ? 'plain' : 'lead'),
      ...body[type],
      paragraph(say(words.audience[audienceOf(brief.targetAudience)])),
      paragraph(say(action.lead)),
      button(action.label, link),
      paragraph(say(words.closing[tone])),
      paragraph(say(words.signature[tone])),
    ],
    tone,
    language,
  )
  const [subject = '', ...alternatives] = subjectsOf(words.subjects[type][tone], choose, say)
  const draft = { name: shortened(say(`{Topic} – ${words.typeName[type]}`), 200), subject, preheader: words.preheader[type][tone], blocks }
  return { draft, alternatives, toFill: toFillOf(language, business, { panel, label: action.label, link }) }
}

/** Three different ones, beginning where the brief says. */
function subjectsOf(templates: readonly string[], choose: ReturnType<typeof chooser>, say: (text: string) => string): string[] {
  const first = choose(templates.map((_template, index) => index), 'subject')
  return [0, 1, 2].map((step) => shortened(say(templates[(first + step) % templates.length] ?? ''), 150))
}

/** What is in square brackets, and what nobody has said yet. */
function toFillOf(language: Language, business: Business, { panel, label, link }: { panel: string | undefined; label: string; link: string }): ToFill[] {
  const { places } = wordsOf(language)
  const hasDate = panel !== undefined && /\[[^\]]*date[^\]]*\]/.test(panel)
  const hasTerms = panel !== undefined && (panel.match(/\[[^\][|]+\]/g) ?? []).length > (hasDate ? 1 : 0)
  return [
    ...(business.businessName.trim() === '' ? [{ kind: 'business_name' as const, where: places.settings }] : []),
    ...(hasDate ? [{ kind: 'dates' as const, where: places.panel }] : []),
    ...(hasTerms ? [{ kind: 'conditions' as const, where: places.panel }] : []),
    ...(link === '' ? [{ kind: 'button_link' as const, where: places.button(label) }] : []),
  ]
}
