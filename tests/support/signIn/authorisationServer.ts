// Starts an authorisation server in its own process, and says what its person does.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Who sits at the provider's page. */
export type Person = {
  address: string
  /** Permissions that are not given. */
  leavesOut: string[]
  denies: boolean
}
export type ServerBehaviour = {
  /** How long an access token holds, in seconds. */
  lasts: number
  /** Each renewal replaces the refresh token, and the former one is worth nothing. */
  rotates: boolean
  /** What it does when it is asked for tokens; `cut`: ends in the middle; `page`: a proxy answers in its place. */
  down: 'busy' | 'hangs' | 'cut' | 'page' | null
}
export const usualPerson: Person = {
  address: 'shop@business.example',
  leavesOut: [],
  denies: false,
}
export const usualBehaviour: ServerBehaviour = { lasts: 3600, rotates: true, down: null }
export type ToServer = { person: Partial<Person>; behaviour: Partial<ServerBehaviour> }
export type ServerReport = { issuer: string; renewals: number; revoked: number }

export type AuthorisationServer = {
  issuer: string
  person(person: Partial<Person>): Promise<void>
  /** Person and server are again as at the start. */
  reset(): Promise<void>
  behave(behaviour: Partial<ServerBehaviour>): Promise<void>
  /** How often access was renewed, and taken back, so far. */
  counts(): Promise<ServerReport>
  /** Whether a token holds, as a mail server asks. */
  holds(token: string): Promise<boolean>
  stop(): Promise<void>
}

const script = fileURLToPath(new URL('./authorisationServer.process.ts', import.meta.url))

/** @param clockOffset how far its clock is ahead, in milliseconds */
export async function startAuthorisationServer(clockOffset = 0): Promise<AuthorisationServer> {
  const child = fork(script, [String(clockOffset)], { execArgv: [], silent: true })
  const [first] = (await once(child, 'message')) as [ServerReport]
  const ask = async (message: Partial<ToServer>): Promise<ServerReport> => {
    child.send({ person: {}, behaviour: {}, ...message } satisfies ToServer)
    const [report] = (await once(child, 'message')) as [ServerReport]
    return report
  }
  return {
    issuer: first.issuer,
    person: async (person) => void (await ask({ person })),
    behave: async (behaviour) => void (await ask({ behaviour })),
    reset: async () => void (await ask({ person: usualPerson, behaviour: usualBehaviour })),
    counts: () => ask({}),
    async holds(token) {
      const response = await fetch(`${first.issuer}/token/introspection`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa('mail-server:mail-server')}` },
        body: new URLSearchParams({ token }),
      })
      return ((await response.json()) as { active: boolean }).active
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/**
 * A browser as far as a sign-in needs one: follows redirects, keeps cookies, sends the forms it is shown.
 * @param until ends before a page whose address it accepts
 * @returns the last page, or the address it ended before
 */
export async function browse(
  address: string,
  until: (address: string) => boolean = () => false,
): Promise<{ address: string; text: string; status: number }> {
  const cookies = new Map<string, string>()
  const shown: string[] = []
  let next: { address: string; body?: URLSearchParams } = { address }
  for (let steps = 0; steps < 20; steps += 1) {
    if (until(next.address)) return { address: next.address, text: '', status: 0 }
    const response = await fetch(next.address, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.body === undefined ? {} : { method: 'POST', body: next.body }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    const text = await response.text()
    const form = location === null ? formIn(text, next.address) : null
    if (location !== null) next = { address: new URL(location, next.address).href }
    // A page that shows its form again and again has nothing more to say.
    else if (form !== null && shown.filter((one) => one === form.address).length < 2) {
      shown.push(form.address)
      next = form
    } else return { address: next.address, text, status: response.status }
  }
  throw new Error('The pages come to no end.')
}

/** The form of a page, as it is sent without anything being typed. */
function formIn(html: string, page: string): { address: string; body: URLSearchParams } | null {
  const action = /<form[^>]*action="([^"]+)"/i.exec(html)?.[1]
  if (action === undefined) return null
  const body = new URLSearchParams()
  for (const [tag] of html.matchAll(/<input[^>]*>/gi)) {
    const attribute = (name: string) => new RegExp(`${name}="([^"]*)"`, 'i').exec(tag)?.[1]
    const name = attribute('name')
    if (name !== undefined) body.set(name, attribute('value') ?? '')
  }
  if (/<button[^>]*name="confirm"/i.test(html)) body.set('confirm', 'yes')
  return { address: new URL(action, page).href, body }
}
