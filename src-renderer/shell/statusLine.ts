// What the status line says about the outbox, most urgent first.
import type { OutboxStatus } from '#shared/contract/outbox.ts'

export type StatusMessage = {
  tone: 'quiet' | 'busy' | 'warning'
  key: string
  values: Record<string, string>
  count?: number
}

const engineTroubles: Partial<Record<OutboxStatus['engine'], string>> = {
  low_disk: 'status.lowDisk',
  stopped: 'status.stopped',
  damaged: 'status.damaged',
  not_writable: 'status.notWritable',
  folder_gone: 'status.folderGone',
  key_lost: 'status.keyLost',
  left: 'status.left',
  arrived: 'status.arrived',
}

/** @param number formats a count in the user's language. */
export function statusMessages(
  outbox: OutboxStatus,
  number: (value: number) => string,
): StatusMessage[] {
  const messages: StatusMessage[] = []
  const counted = (tone: StatusMessage['tone'], key: string, count: number) =>
    messages.push({ tone, key, values: { count: number(count) }, count })

  if (outbox.uncertain > 0) counted('warning', 'status.uncertain', outbox.uncertain)
  for (const account of outbox.blockedAccounts)
    messages.push({ tone: 'warning', key: 'status.blocked', values: { name: account.name } })
  const trouble = engineTroubles[outbox.engine]
  if (trouble !== undefined) messages.push({ tone: 'warning', key: trouble, values: {} })
  if (outbox.engine === 'elsewhere')
    messages.push({ tone: 'quiet', key: 'status.elsewhere', values: {} })
  if (outbox.offline) messages.push({ tone: 'warning', key: 'status.offline', values: {} })
  for (const campaign of outbox.sending) {
    const values = {
      name: campaign.name,
      done: number(campaign.done),
      total: number(campaign.total),
    }
    if (campaign.secondsLeft === null)
      messages.push({ tone: 'busy', key: 'status.sending', values })
    else {
      const minutes = Math.max(1, Math.round(campaign.secondsLeft / 60))
      messages.push({
        tone: 'busy',
        key: 'status.sendingFor',
        values: { ...values, minutes: number(minutes) },
      })
    }
  }
  if (outbox.sending.length === 0 && outbox.waiting > 0)
    counted('quiet', 'status.waiting', outbox.waiting)
  if (outbox.sandboxOnly) messages.push({ tone: 'quiet', key: 'status.sandbox', values: {} })
  if (messages.length === 0) messages.push({ tone: 'quiet', key: 'status.calm', values: {} })
  return messages
}

/** How many things wait for a person: what the badge shows. */
export const waitingDecisions = (outbox: OutboxStatus) =>
  outbox.uncertain + outbox.blockedAccounts.length
