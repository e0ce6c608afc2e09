// Who takes a domain's mail, and whether anybody is there: replies and bounces come back that way.
import { isIP } from 'node:net'
import type { DomainDns } from '#main/mail/domain/domainDns.ts'
import { finding, unanswered, type Looked } from './findingVerdicts.ts'
import { senderOfExchanger, type SenderEntry } from './senderFile.ts'

/** The first so many exchangers are asked for their addresses. */
const maxAsked = 4

export async function lookAtMx(
  dns: DomainDns,
  domain: string,
): Promise<{ looked: Looked; receiver: SenderEntry | null; hasMx: boolean }> {
  const answer = await dns.exchangers(domain)
  if (answer.kind === 'failed')
    return { looked: unanswered(answer.reason), receiver: null, hasMx: false }
  const names = answer.kind === 'found' ? answer.values : []
  const found = names.map((value) => ({ host: domain, type: 'MX', value }))
  const told = (findings: Looked['findings']) => ({
    looked: { findings, found, records: [] },
    receiver: names.map(senderOfExchanger).find((entry) => entry !== null) ?? null,
    hasMx: names.some((name) => name !== '.'),
  })
  if (names.length === 0) return told([finding('mx_none', { domain })])
  if (names.every((name) => name === '.')) return told([finding('mx_refuses', { domain })])
  const address = names.find((name) => isIP(name) !== 0)
  if (address !== undefined) return told([finding('mx_address', { name: address })])
  const asked = names.filter((name) => name !== '.').slice(0, maxAsked)
  const answers = await Promise.all(asked.map((name) => dns.addresses(name)))
  if (answers.every(({ kind }) => kind === 'nothing' || kind === 'noName'))
    return told([finding('mx_unreachable', { name: asked.join(', ') })])
  return told([finding('mx_right', { name: asked[0] ?? '' })])
}
