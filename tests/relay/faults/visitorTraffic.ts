// Visitors that never stop: pages, forms, unsubscribes, each with a name of its own; remembers
// which of them were answered.
import { setTimeout as delay } from 'node:timers/promises'
import { formInputs } from '#shared/rules/relayPages.ts'
import { formKey } from '../../support/relayProcess.ts'

export type Visitors = {
  /** Resolves as soon as the next form is on its way. */
  nextPost(): Promise<void>
  /** Ends the traffic. @returns the names of those that were answered */
  stop(): Promise<string[]>
}

export function startVisitors(url: string, formTime: string): Visitors {
  const answered: string[] = []
  let count = 0
  let isStopping = false
  let posting: (() => void)[] = []
  const kinds: ((number: number) => Promise<string | null>)[] = [
    async (number) => {
      const name = `visitor-${number}`
      return (await fetch(`${url}/f/guide-gratuit/?utm_source=${name}`)).ok ? name : null
    },
    async (number) => {
      const name = `person-${number}@mail.example`
      const body = new URLSearchParams({
        [formInputs.time]: formTime,
        [formInputs.honeypot]: '',
        email: name,
      })
      const sent = fetch(`${url}/f/guide-gratuit/inscription/form/${formKey}`, {
        method: 'POST',
        body,
        redirect: 'manual',
      })
      for (const tell of posting.splice(0)) tell()
      return (await sent).status === 303 ? name : null
    },
    async (number) => {
      const name = `unsubscribe-token-${number}`
      return (
        await fetch(`${url}/u/${name}`, { method: 'POST', body: 'List-Unsubscribe=One-Click' })
      ).ok
        ? name
        : null
    },
  ]
  const visit = async (): Promise<void> => {
    while (!isStopping) {
      const number = (count += 1)
      // No answer: nobody may rely on it, and nobody tries again under the same name.
      const name = await kinds[number % kinds.length]?.(number).catch(() => null)
      if (typeof name === 'string') answered.push(name)
      await delay(name === null ? 20 : 4)
    }
  }
  const running = Promise.all(Array.from({ length: 4 }, visit))
  return {
    nextPost: () => new Promise((resolve) => void posting.push(resolve)),
    async stop() {
      isStopping = true
      await running
      posting = []
      return answered
    },
  }
}
