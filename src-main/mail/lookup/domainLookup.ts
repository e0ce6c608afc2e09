// Asks a domain where its mail leaves from: who receives its mail, what its DNS announces, what its
// web server publishes. Only the domain goes out.
import type { AccountDiscovery } from '#shared/contract/email/accountDiscovery.ts'
import { isPublicHost, readAutoconfig, type FoundSettings } from './autoconfigFile.ts'
import type { LookupNetwork, ServiceRecord } from './lookupNetwork.ts'
import { readPublicText } from './publicText.ts'

export type LookupStep = AccountDiscovery['steps'][number]
/** What a step found, and where: the name of a record, the address of a file. */
export type Found<Value> = { value: Value; place: string }

export class DomainLookup {
  /** What was asked so far, in order. */
  readonly steps: LookupStep[] = []
  readonly #network: LookupNetwork
  readonly #signal: AbortSignal

  constructor(network: LookupNetwork, signal: AbortSignal) {
    this.#network = network
    this.#signal = signal
  }

  /** The first mail exchanger that is recognised. */
  async byExchanger<Value>(
    domain: string,
    recognise: (exchanger: string) => Value | null,
  ): Promise<Found<Value> | null> {
    return this.#step('mx', domain, async () => {
      const records = await this.#network.exchangers(domain, this.#signal)
      for (const { exchange } of records.sort((one, other) => one.priority - other.priority)) {
        const value = recognise(exchange)
        if (value !== null) return { value, place: `MX ${exchange}` }
      }
      return null
    })
  }

  /** What the DNS announces (RFC 6186, RFC 8314). */
  async byServices(domain: string, email: string): Promise<Found<FoundSettings> | null> {
    const ask = (service: string) => async () => {
      const name = `_${service}._tcp.${domain}`
      const value = chosen(await this.#network.services(name, this.#signal))
      return value === null ? null : { value, place: `SRV ${name}` }
    }
    const secure = await this.#step('srv', `_submissions._tcp.${domain}`, ask('submissions'))
    const smtp =
      secure ?? (await this.#step('srv', `_submission._tcp.${domain}`, ask('submission')))
    if (smtp === null) return null
    const imap = await this.#step('srv', `_imaps._tcp.${domain}`, ask('imaps'))
    const server = ({ name, port }: ServiceRecord, security: 'tls' | 'starttls') => ({
      ...{ host: name.toLowerCase().replace(/\.$/, ''), port, security },
      // RFC 6186: the whole address first.
      user: email,
    })
    return {
      place: smtp.place,
      value: {
        smtp: server(smtp.value, secure === null ? 'starttls' : 'tls'),
        imap: imap === null ? null : server(imap.value, 'tls'),
        needsOAuth: false,
      },
    }
  }

  /** What the domain publishes in Mozilla's format. */
  async byAutoconfig(domain: string, email: string): Promise<Found<FoundSettings> | null> {
    for (const place of this.#network.autoconfigUrls(domain)) {
      const found = await this.#step('autoconfig', place, async () => {
        const text = await readPublicText(place, this.#network, this.#signal)
        const value = text === null ? null : readAutoconfig(text, email)
        return value === null || (value.smtp === null && !value.needsOAuth)
          ? null
          : { value, place }
      })
      if (found !== null) return found
    }
    return null
  }

  /** @throws the reason if the search was cancelled: everything else is only a step that failed */
  async #step<Value>(
    kind: LookupStep['kind'],
    place: string,
    work: () => Promise<Value | null>,
  ): Promise<Value | null> {
    this.#signal.throwIfAborted()
    try {
      const found = await work()
      this.steps.push({ kind, place, outcome: found === null ? 'nothing' : 'found', detail: '' })
      return found
    } catch (error) {
      this.#signal.throwIfAborted()
      const detail = error instanceof Error ? error.message : String(error)
      this.steps.push({ kind, place, outcome: 'failed', detail: detail.slice(0, 200) })
      return null
    }
  }
}

/** The record to try first; null if the service is not offered (a lone dot), or not publicly. */
function chosen(records: ServiceRecord[]): ServiceRecord | null {
  const offered = records.filter(
    ({ name, port }) => port > 0 && isPublicHost(name.replace(/\.$/, '')),
  )
  return (
    offered.sort((one, other) => one.priority - other.priority || other.weight - one.weight)[0] ??
    null
  )
}
