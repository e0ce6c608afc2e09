// Which fields a message holds: those of other programs that are understood, and those that nobody
// here knows, which keep it from going out. Each with where it stands.
import { textsIn } from '../treeTexts.ts'
import { customKeyOf } from '../leadFilter/filterFields.ts'
import type { FoundField } from './fieldPlaces.ts'
import { fieldsInHtml } from './htmlFields.ts'
import { fieldsInText } from './textFields.ts'
import { readingAt, type Allowed } from './mergeTemplate.ts'
import { customFieldName, fieldNames, type FieldName } from './mergeFieldNames.ts'

export const messageParts = ['fromName', 'subject', 'preheader', 'body'] as const
export type MessagePart = (typeof messageParts)[number]
/** Blocks of whatever kind: all their texts are read. */
export type Keyed = { key: string }
export type WrittenMessage = {
  /** Who it says it is from; left out where the account says it. */
  fromName?: string
  subject: string
  preheader: string
  html: string
  text: string | null
  blocks: { blocks: readonly Keyed[] } | null
}

/**
 * What a subject and a preview line cannot hold: themselves, and a link. A sender has one name for
 * everybody.
 */
const absentIn: Record<MessagePart, Omit<Allowed, 'customKeys'>> = {
  fromName: {
    without: fieldNames.filter((name) => name !== 'business_name'),
    isSameForAll: true,
  },
  subject: { without: ['unsubscribe', 'subject', 'preheader'] },
  preheader: { without: ['unsubscribe', 'preheader'] },
  body: { without: [] },
}
/** @param customKeys of the custom fields there are; null where they were looked at before */
export const allowedIn = (part: MessagePart, customKeys: ReadonlySet<string> | null): Allowed => ({
  ...absentIn[part],
  customKeys,
})

/** Where nobody says which custom fields there are, none is known: that holds a message. */
const noKeys: ReadonlySet<string> = new Set()

type At = { part: MessagePart; blockKey: string | null }
/** A field as it is written, and the one of ours it stands for; null if it is none of ours. */
export type MessageField = At & { written: string; field: FieldName | null; isDoubtful: boolean }

/**
 * All but those written in our own way, and each link that refuses: the message ends without one
 * then. Each once where it stands.
 * @param customKeys of the custom fields there are: others hold the message
 */
export function fieldsOfMessage(
  { fromName = '', subject, preheader, html, text, blocks }: WrittenMessage,
  customKeys: ReadonlySet<string> = noKeys,
): MessageField[] {
  const noted = (found: readonly FoundField[], at: At) => notedOf(found, at, customKeys)
  const body =
    blocks === null
      ? noted([...fieldsInHtml(html), ...fieldsInText(text ?? '')], {
          part: 'body',
          blockKey: null,
        })
      : blocks.blocks.flatMap((block) => fieldsOfBlock(block, customKeys))
  return [
    ...noted(fieldsInText(fromName), { part: 'fromName', blockKey: null }),
    ...noted(fieldsInText(subject), { part: 'subject', blockKey: null }),
    ...noted(fieldsInText(preheader), { part: 'preheader', blockKey: null }),
    ...body,
  ]
}

/** Of all texts of a block of a message, and of what it asks of whom it is shown to. */
export const fieldsOfBlock = (
  block: Keyed,
  customKeys: ReadonlySet<string> = noKeys,
): MessageField[] => {
  const at: At = { part: 'body', blockKey: block.key }
  const noted = notedOf(textsIn(block).flatMap(fieldsInText), at, customKeys)
  const lost = askedFields(block).filter((key) => !customKeys.has(key))
  return [
    ...noted,
    ...[...new Set(lost)].map((key) => ({
      ...at,
      written: `{{ ${customFieldName(key)} }}`,
      field: null,
      isDoubtful: false,
    })),
  ]
}

/** Keys of the custom fields that the conditions of a block, and of those inside it, ask for. */
function askedFields(value: unknown, isCondition = false): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    if (isCondition && name === 'field' && typeof inner === 'string')
      return customKeyOf(inner) ?? []
    return askedFields(inner, isCondition || name === 'when')
  })
}

function notedOf(
  found: readonly FoundField[],
  at: At,
  customKeys: ReadonlySet<string>,
): MessageField[] {
  const fields = new Map<string, MessageField>()
  for (const each of found) {
    const reading = readingAt(each, allowedIn(at.part, customKeys))
    if (reading.kind === 'known' && reading.isOwn && reading.name !== 'unsubscribe') continue
    fields.set(`${reading.kind} ${each.written}`, {
      ...at,
      written: each.written,
      field: reading.kind === 'known' ? reading.name : null,
      isDoubtful: reading.kind === 'doubtful',
    })
  }
  return [...fields.values()]
}
