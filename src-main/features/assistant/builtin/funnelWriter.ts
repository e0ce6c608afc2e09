// The built-in writer of funnels: a template of the right type and goal around the user's topic,
// messages, a way to spend the budget.
import type {
  FunnelBrief,
  ToFill,
  WrittenFunnel,
  WrittenMail,
} from '#shared/contract/generation.contract.ts'
import { pageBlockOf } from '#shared/blocks/page/pageBlocks.ts'
import type { FunnelType } from '#shared/contract/funnels.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import {
  pagesFromTemplate,
  templateById,
  type StepText,
  type WordedTemplate,
} from '#main/features/funnels/funnels.feature.ts'
import { audienceOf, statedGoal, type GoalKind } from './briefKinds.ts'
import { businessPlaces, withBusiness } from '#shared/rules/businessPlaces.ts'
import { shortened } from '#shared/rules/shortened.ts'
import { placesOfPage, placeToFill } from '#shared/rules/placesToFill.ts'
import { wordsOf } from './campaignWords.ts'
import { businessToFill, mailToFill, typeset, type Business } from './campaignWriter.ts'
import { funnelMessagesOf, type FunnelMessage } from './funnelMessages.ts'
import { funnelWords, messageName } from './funnelWords.ts'
import { button, heading, mailTo, paragraph, treeOf } from './mailParts.ts'
import { capitalised, plainLine, topicOf, worded, type Topic, type Values } from './wording.ts'

export type WrittenByUs = { draft: WrittenFunnel; toFill: ToFill[] }

/** Two templates a type: the second where the goal asks for it. */
const templates: Record<FunnelType, { usual: string; other: string; for: readonly GoalKind[] }> = {
  lead_magnet: { usual: 'guide', other: 'checklist-offer', for: ['sell', 'book'] },
  webinar: { usual: 'webinar-live', other: 'webinar-replay', for: ['sell', 'read'] },
  product: { usual: 'product-single', other: 'product-launch', for: ['signup', 'read'] },
  service: { usual: 'service-quote', other: 'service-visit', for: ['visit', 'sell'] },
  consultation: { usual: 'consultation-call', other: 'consultation-audit', for: ['sell'] },
  membership: { usual: 'membership-club', other: 'membership-trial', for: ['signup', 'read'] },
  other: { usual: 'other-event', other: 'other-newsletter', for: ['read', 'signup', 'reply'] },
}

export function writeFunnel(
  brief: FunnelBrief,
  language: Language,
  business: Business,
): WrittenByUs {
  const topic = topicOf(brief.topic)
  const { usual, other, for: wanted } = templates[brief.funnelType]
  const goal = statedGoal(brief.goal)
  const id = `${goal !== null && wanted.includes(goal) ? other : usual}-${language}`
  const template = templateById(id)
  if (template === null) throw new Error(`The writer names a template that does not exist: ${id}`)
  const about = aroundTopic(template, topic, brief)
  const draft: WrittenFunnel = typeset(
    {
      name: shortened(topic.headline, 120),
      description: descriptionOf(template, topic, brief),
      funnelType: brief.funnelType,
      language,
      theme: template.theme,
      pages: pagesFromTemplate(about, business),
      emails: writeEmails(brief.funnelType, topic, language, business, template.theme.accent),
    },
    language,
  )
  return { draft, toFill: funnelToFill(draft, business) }
}

function descriptionOf(template: WordedTemplate, topic: Topic, brief: FunnelBrief): string {
  const { about } = funnelWords(template.language)
  const colon = template.language === 'fr' ? ' :' : ':'
  const lines = [
    [about.topic, topic.whole],
    [about.audience, plainLine(brief.targetAudience)],
    [about.goal, plainLine(brief.goal)],
  ].filter(([, said]) => said !== '')
  return [
    template.description,
    lines.map(([name, said]) => `${name}${colon} ${said}`).join('\n'),
  ].join('\n\n')
}

/**
 * The topic becomes what is read first; the template's own promise follows it, and then whom it is
 * for.
 */
function aroundTopic(template: WordedTemplate, topic: Topic, brief: FunnelBrief): WordedTemplate {
  const [entrance, ...others] = template.steps
  if (entrance === undefined) return template
  const words = funnelWords(template.language)
  const promise = /[.?!…]$/u.test(entrance.title) ? entrance.title : `${entrance.title}.`
  const audience = shortened(plainLine(brief.targetAudience).replace(/[\s.;:,]+$/u, ''), 200)
  const madeFor = audience === '' ? '' : ` ${capitalised(audience)}.`
  const step: StepText = {
    ...entrance,
    title: topic.headline,
    text: [topic.isCut ? topic.whole : '', `**${promise}** ${entrance.text}`]
      .filter((part) => part !== '')
      .join('\n\n'),
    more: [
      entrance.more ?? '',
      `**${words.forWhom}**${madeFor} ${words.audience[audienceOf(brief.targetAudience)]}`,
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  }
  return { ...template, steps: [step, ...others] }
}

function writeEmails(
  funnelType: FunnelType,
  topic: Topic,
  language: Language,
  business: Business,
  accent: string,
): WrittenMail[] {
  const words = wordsOf(language)
  const name = plainLine(business.businessName)
  const values: Values = {
    topic,
    business: name || placeToFill(businessPlaces[language].name),
    // Pages are read by whoever comes: their texts say vous.
    register: 'vous',
    language,
  }
  const say = (text: string) =>
    withBusiness(
      worded(text, values),
      language,
      { businessName: name, businessEmail: '' },
      'unnamed',
    )
  return funnelMessagesOf(funnelType, language).map((mail, index) => ({
    name: shortened(`${topic.headline} – ${messageName(index + 1, language)}`, 200),
    subject: shortened(say(mail.subject), 150),
    preheader: say(mail.preheader),
    blocks: treeOf(
      [
        heading(say(mail.title), 1),
        // One person reads it: « à tous » would be wrong.
        paragraph(say(words.greeting.enthusiastic)),
        paragraph(say(mail.text)),
        mail.label === undefined
          ? null
          : button(shortened(say(mail.label), 80), linkOf(mail, business)),
        paragraph(say(words.closing.professional)),
        ...(name === '' ? [] : [paragraph(say(words.signature.professional))]),
      ],
      'professional',
      language,
      accent,
    ),
  }))
}

const linkOf = ({ action, subject }: FunnelMessage, business: Business) =>
  action === 'reply' || action === 'book' ? mailTo(business.businessEmail, subject) : ''

/** What nobody could know, by page and message, whoever wrote them. */
export function funnelToFill(draft: WrittenFunnel, business: Business): ToFill[] {
  const { language } = draft
  const { settings } = funnelWords(language)
  const missing: ToFill[] = businessToFill(language, business)
  if (business.businessEmail.trim() === '' || business.businessAddress.trim() === '')
    missing.push({ kind: 'contact', where: settings })
  // The settings fill these.
  const known: readonly string[] = [businessPlaces[language].name, businessPlaces[language].contact]
  for (const page of draft.pages) {
    const { left } = placesOfPage(page)
    for (const { name } of left)
      if (
        !known.includes(name) &&
        !missing.some(({ place, where }) => place === name && where === page.name)
      )
        missing.push({ kind: 'place', where: page.name, place: name })
    if (page.offer !== null)
      missing.push({ kind: 'price', where: page.name }, { kind: 'payment_link', where: page.name })
    if (page.blocks.some((block) => pageBlockOf(block).problem(block) === 'video_without_address'))
      missing.push({ kind: 'video', where: page.name })
  }
  return [...missing, ...draft.emails.flatMap((mail) => mailToFill(mail, language, mail.subject))]
}
