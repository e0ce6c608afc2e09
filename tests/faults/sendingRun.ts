// One sending process on a data folder, killed at a moment or left until nothing is left that may leave;
// and what a folder and the server say afterwards.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setTimeout as delay } from 'node:timers/promises'
import { openConnection } from '#main/database/sqliteConnection.ts'
import type { EngineTask } from './engineProcess.ts'
import type { ProductMutationName } from './productMutations.ts'

const engineScript = fileURLToPath(new URL('./engineProcess.ts', import.meta.url))
const mutationScript = new URL('./mutateProduct.ts', import.meta.url).href

export type SendingRun = {
  task: EngineTask
  mutation: ProductMutationName | null
  /** Asked every few milliseconds: the process is killed once it is true. Left out, it ends by itself. */
  killWhen?: () => boolean
}

/**
 * @returns whether it was killed
 * @throws where it ended in any other way than in order: nothing it did counts then
 */
export async function runSending({ task, mutation, killWhen }: SendingRun): Promise<boolean> {
  const child = fork(engineScript, [JSON.stringify(task)], {
    execArgv: mutation === null ? [] : ['--import', mutationScript],
    env: { ...process.env, ...(mutation === null ? {} : { FAULT_MUTATION: mutation }) },
  })
  const ended = once(child, 'exit')
  let isKilled = false
  while (child.exitCode === null && child.signalCode === null) {
    if (!isKilled && killWhen?.() === true) isKilled = child.kill('SIGKILL')
    await Promise.race([ended, delay(5)])
  }
  if (!isKilled && child.exitCode !== 0)
    throw new Error(`The sending process ended with ${child.exitCode ?? child.signalCode}.`)
  return isKilled
}

export type Arrived = readonly { recipient: string; messageId: string }[]
export type Standing = {
  /** People the server has more than one copy for. */
  duplicates: number
  /** Said to be sent, but the server never had it. */
  sentButMissing: number
  /** Neither at the server, nor uncertain. */
  lost: number
  uncertain: number
  open: number
}

/**
 * @param database file of the folder
 * @param people everybody who was to be written to
 */
export function standingOf(
  database: string,
  arrived: Arrived,
  people: readonly string[],
): Standing {
  const connection = openConnection(database)
  const rows = connection
    .prepare<[], { email: string; state: string }>('SELECT email, state FROM outbox')
    .all()
  connection.close()
  const copies = new Map<string, number>()
  for (const { recipient } of arrived) copies.set(recipient, (copies.get(recipient) ?? 0) + 1)
  const inState = (...states: string[]) => rows.filter(({ state }) => states.includes(state))
  const uncertain = new Set(inState('uncertain').map(({ email }) => email))
  return {
    duplicates: [...copies.values()].filter((count) => count > 1).length,
    sentButMissing: inState('sent').filter(({ email }) => !copies.has(email)).length,
    lost: people.filter((email) => !copies.has(email) && !uncertain.has(email)).length,
    uncertain: uncertain.size,
    open: inState('queued', 'claimed', 'handing_over').length,
  }
}

/** What of the promise a standing breaks; empty if it holds. */
export const brokenIn = (standing: Standing): string[] => [
  ...(standing.duplicates > 0 ? [`${standing.duplicates} people got more than one copy`] : []),
  ...(standing.sentButMissing > 0
    ? [`${standing.sentButMissing} messages are called sent but never arrived`]
    : []),
  ...(standing.lost > 0 ? [`${standing.lost} people were lost`] : []),
  ...(standing.open > 0 ? [`${standing.open} messages never came to an end`] : []),
]
