// The machine-readable part of a delivery report (RFC 3464): one group of fields a recipient.
import { headerIn } from './incomingMail.ts'

export type RecipientStatus = {
  /** In lower case; the address the sender wrote to where the report says it, else where it led. */
  recipient: string
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | null
  /** Enhanced status code (`5.1.1`); null if it is missing or says nothing. */
  status: string | null
  /** What the last server said, without the type before it. */
  diagnostic: string
}

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const

/** More are one bad report, not that many people. */
const maxRecipients = 200

/** What a delivery report says, a recipient at a time, in its order. */
export function recipientStatuses(text: string): RecipientStatus[] {
  return text
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .flatMap((group) => statusOf(group) ?? [])
    .slice(0, maxRecipients)
}

function statusOf(group: string): RecipientStatus | null {
  const address =
    typed(headerIn(group, 'Original-Recipient')) ?? typed(headerIn(group, 'Final-Recipient'))
  if (address === null) return null
  const said = (headerIn(group, 'Action') ?? '').toLowerCase()
  return {
    recipient: address,
    action: actions.find((action) => said.startsWith(action)) ?? null,
    status: /[245]\.\d{1,3}\.\d{1,3}/.exec(headerIn(group, 'Status') ?? '')?.[0] ?? null,
    diagnostic: (headerIn(group, 'Diagnostic-Code') ?? '').replace(/^[\w-]+[ \t]*;[ \t]*/, ''),
  }
}

/** `rfc822; name@example.fr`: the address; null where none can be read. */
function typed(value: string | null): string | null {
  const address = value
    ?.replace(/^[\w-]+[ \t]*;/, '')
    .trim()
    .replace(/^<|>$/g, '')
    .toLowerCase()
  return address !== undefined && /^[^\s@]+@[^\s@]+$/.test(address) ? address : null
}
