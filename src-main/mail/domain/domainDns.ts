// Questions about a domain to the DNS, each put once, with answers that tell "there is none" from
// "nobody answered".
import { Resolver } from 'node:dns/promises'

/**
 * `nothing`: the name is there, such a record is not. `noName`: there is no such name. `failed`:
 * nobody answered, or with an error; `reason` is the resolver's word for it.
 */
export type DnsAnswer =
  | { kind: 'found'; values: string[] }
  | { kind: 'nothing' }
  | { kind: 'noName' }
  | { kind: 'failed'; reason: string }

export type DomainDns = {
  /** Texts, their pieces joined. */
  texts(name: string): Promise<DnsAnswer>
  /** Mail exchangers, the first first; a lone dot stands for "takes no mail". */
  exchangers(name: string): Promise<DnsAnswer>
  /** Addresses of both kinds. */
  addresses(name: string): Promise<DnsAnswer>
  /** Where a name points to (CNAME). */
  alias(name: string): Promise<DnsAnswer>
  /** The name under which the registrar keeps the records of a name; null where it is not told. */
  zoneOf(name: string): Promise<string | null>
}

/** Milliseconds that one question may take, and how often it is put. */
const patience = { timeout: 2_500, tries: 2 }
/** No domain needs more; one that leads on and on is left alone. */
const maxQuestions = 150
const maxRecords = 60
const maxTextLength = 4_096

/**
 * @param signal ends the questions: those that are open, and those to come, are answered `failed`
 * @param servers name servers to ask instead of the system's, `address:port` each
 */
export function openDomainDns(signal: AbortSignal, servers?: string[]): DomainDns {
  const resolver = new Resolver(patience)
  if (servers !== undefined) resolver.setServers(servers)
  signal.addEventListener('abort', () => resolver.cancel(), { once: true })
  const asked = new Map<string, Promise<DnsAnswer>>()

  function ask(type: string, name: string, question: () => Promise<string[]>): Promise<DnsAnswer> {
    const key = `${type} ${name.toLowerCase()}`
    const before = asked.get(key)
    if (before !== undefined) return before
    const answer = asked.size < maxQuestions ? answerOf(question, signal) : refused('TOO_MANY')
    asked.set(key, answer)
    return answer
  }

  const dns: DomainDns = {
    texts: (name) =>
      ask('TXT', name, async () =>
        (await resolver.resolveTxt(name)).map((pieces) => readable(pieces.join(''))),
      ),
    exchangers: (name) =>
      ask('MX', name, async () =>
        (await resolver.resolveMx(name))
          .sort((one, other) => one.priority - other.priority)
          .map(({ exchange }) => (exchange === '' ? '.' : readable(exchange))),
      ),
    addresses: async (name) =>
      both(
        await Promise.all([
          ask('A', name, () => resolver.resolve4(name)),
          ask('AAAA', name, () => resolver.resolve6(name)),
        ]),
      ),
    alias: (name) => ask('CNAME', name, () => resolver.resolveCname(name)),
    async zoneOf(name) {
      const labels = name.split('.')
      // The zone of a top-level domain is no customer's.
      for (let from = 0; from < labels.length - 1; from += 1) {
        const candidate = labels.slice(from).join('.')
        const answer = await ask('SOA', candidate, async () => [
          (await resolver.resolveSoa(candidate)).nsname,
        ])
        if (answer.kind === 'found') return candidate
        if (answer.kind === 'failed') return null
      }
      return null
    },
  }
  return dns
}

const refused = (reason: string): Promise<DnsAnswer> => Promise.resolve({ kind: 'failed', reason })

async function answerOf(
  question: () => Promise<string[]>,
  signal: AbortSignal,
): Promise<DnsAnswer> {
  if (signal.aborted) return { kind: 'failed', reason: 'ETIMEOUT' }
  try {
    const values = (await question()).slice(0, maxRecords)
    return values.length > 0 ? { kind: 'found', values } : { kind: 'nothing' }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
    if (code === 'ENODATA') return { kind: 'nothing' }
    // A name that cannot be written in a question is nobody's.
    if (code === 'ENOTFOUND' || code === 'EBADNAME') return { kind: 'noName' }
    return { kind: 'failed', reason: code }
  }
}

/** One kind of address is enough; without one, a question that failed leaves it open. */
function both(answers: DnsAnswer[]): DnsAnswer {
  const values = answers.flatMap((answer) => (answer.kind === 'found' ? answer.values : []))
  if (values.length > 0) return { kind: 'found', values }
  return (
    answers.find(({ kind }) => kind === 'failed') ??
    answers.find(({ kind }) => kind === 'nothing') ?? { kind: 'noName' }
  )
}

/** The resolver gives bytes as Latin-1. Most foreign ones are UTF-8; none may break a screen. */
function readable(text: string): string {
  const bytes = Buffer.from(text.slice(0, maxTextLength), 'latin1')
  const decoded = bytes.toString('utf8')
  return (decoded.includes('\ufffd') ? bytes.toString('latin1') : decoded).replace(
    /\p{Cc}/gu,
    '\ufffd',
  )
}
