// The kill plan: sends a campaign while the sending process is killed again and again, then
// compares what the server wrote down with what the database says.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { readInstallKey } from '#main/platform/secrets/installKey.ts'
import { createMailApp } from '../support/mailApp.ts'
import { startSink } from '../support/smtp.ts'
import type { EngineTask } from './engineProcess.ts'
import type { Mutation } from './mutations.ts'

export type KillPlan = {
  messages: number
  kills: number
  seed: number
  mutate: Mutation
  connections: number
}

export type KillReport = {
  messages: number
  kills: number
  arrived: number
  /** People the server has more than one copy for. */
  duplicates: number
  /** Said to be sent, but the server never had it. */
  sentButMissing: number
  /** In no list at all: not at the server, not uncertain. */
  lost: number
  uncertain: number
  uncertainArrived: number
  mostUncertain: number
  /** Rows claimed ahead that a single kill found. */
  mostClaimed: number
  /** Rows whose attempts were counted though nothing left. */
  overcounted: number
  states: Record<string, number>
  integrity: string
  seconds: number
}

const engineScript = fileURLToPath(new URL('./engineProcess.ts', import.meta.url))

/** A generator whose numbers repeat for the same seed, so that a failing run can be run again. */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export async function runKillPlan(plan: KillPlan): Promise<KillReport> {
  const app = await createMailApp({ engine: false })
  // So slow that most kills find messages that have arrived and are not answered yet, however busy
  // the machine is.
  const sink = await startSink(app.host.dataFolder, { kind: 'polite', slow: 10 })
  const started = performance.now()
  try {
    await app.addLeads(plan.messages)
    const id = await app.addCampaign(
      await app.addAccount(sink.port, { maxConnections: plan.connections }),
    )
    await app.client.email.campaigns.send({ id })
    const task: EngineTask = {
      database: app.services.database.path,
      installKey: await readInstallKey(app.host.secrets, app.host.dataFolder),
      mutate: plan.mutate,
    }
    const fire = await sendUnderFire(task, plan, () => sink.arrived().length)
    return {
      ...judge(task.database, sink.arrived(), plan, fire),
      seconds: Math.round((performance.now() - started) / 1000),
    }
  } finally {
    await sink.stop()
    await app.close()
  }
}

/** How often a process was really killed while it had work, and the most rows it had claimed then. */
type Fire = { kills: number; mostClaimed: number }

async function sendUnderFire(
  task: EngineTask,
  plan: KillPlan,
  arrived: () => number,
): Promise<Fire> {
  const next = random(plan.seed)
  const fire: Fire = { kills: 0, mostClaimed: 0 }
  for (;;) {
    const child = fork(engineScript, [JSON.stringify(task)], { execArgv: [] })
    const done = once(child, 'message').then(() => 'done' as const)
    const died = once(child, 'exit').then(() => 'died' as const)
    if (fire.kills >= plan.kills) {
      await Promise.race([done, died])
      await endedWell(child)
      return fire
    }
    // Not before the first messages of this run, and spread so that the last kill falls before the
    // end.
    const target = ((fire.kills + 0.2 + 0.6 * next()) / plan.kills) * plan.messages
    const finished = await Promise.race([
      ...[done, died],
      reached(arrived, target).then(() => 'reached' as const),
    ])
    if (finished === 'reached') {
      await delay(Math.floor(next() * 30))
      child.kill('SIGKILL')
      fire.kills += 1
    }
    if (finished !== 'reached') {
      await endedWell(child)
      return fire
    }
    await ended(child)
    fire.mostClaimed = Math.max(fire.mostClaimed, claimedRows(task.database))
  }
}

function claimedRows(path: string): number {
  const connection = openConnection(path)
  const [row] = connection
    .prepare<[], { n: number }>(`SELECT count(*) AS n FROM outbox WHERE state = 'claimed'`)
    .all()
  connection.close()
  return row?.n ?? 0
}

async function reached(arrived: () => number, target: number): Promise<void> {
  const deadline = performance.now() + 120_000
  while (arrived() < target && performance.now() < deadline) await delay(5)
}

/** @throws where it ended by itself in any other way than in order: nothing it did counts then */
async function endedWell(child: ChildProcess): Promise<void> {
  await ended(child)
  if (child.exitCode !== 0)
    throw new Error(`The sending process ended with ${child.exitCode ?? child.signalCode}.`)
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

function judge(
  path: string,
  arrived: { messageId: string; recipient: string }[],
  plan: KillPlan,
  { kills, mostClaimed }: Fire,
): Omit<KillReport, 'seconds'> {
  const connection = openConnection(join(path))
  const rows = connection
    .prepare<[], { email: string; state: string; attempts: number }>(
      'SELECT email, state, attempts FROM outbox',
    )
    .all()
  const integrity = String(connection.pragma('integrity_check', { simple: true }))
  connection.close()
  const copies = new Map<string, number>()
  for (const { recipient } of arrived) copies.set(recipient, (copies.get(recipient) ?? 0) + 1)
  const states: Record<string, number> = {}
  for (const { state } of rows) states[state] = (states[state] ?? 0) + 1
  const stateOf = new Map(rows.map((row) => [row.email, row.state]))
  const people = Array.from(
    { length: plan.messages },
    (_, index) => `person${index + 1}@people.example`,
  )
  return {
    ...{ messages: plan.messages, kills, arrived: arrived.length, states, integrity },
    duplicates: [...copies.values()].filter((count) => count > 1).length,
    sentButMissing: rows.filter((row) => row.state === 'sent' && !copies.has(row.email)).length,
    lost: people.filter((email) => !copies.has(email) && stateOf.get(email) !== 'uncertain').length,
    uncertain: states['uncertain'] ?? 0,
    uncertainArrived: rows.filter((row) => row.state === 'uncertain' && copies.has(row.email))
      .length,
    mostUncertain: kills * plan.connections,
    mostClaimed,
    overcounted: rows.filter((row) => row.attempts > 1).length,
  }
}

/** What the report breaks of the promise; empty if it holds. */
export function breaches(report: KillReport): string[] {
  const sum = Object.values(report.states).reduce((total, count) => total + count, 0)
  const open = ['queued', 'claimed', 'handing_over'].reduce(
    (total, state) => total + (report.states[state] ?? 0),
    0,
  )
  return [
    ...(report.duplicates > 0 ? [`${report.duplicates} people got more than one copy`] : []),
    ...(report.sentButMissing > 0
      ? [`${report.sentButMissing} messages are called sent but never arrived`]
      : []),
    ...(report.lost > 0 ? [`${report.lost} people were lost`] : []),
    ...(report.uncertain > report.mostUncertain
      ? [`${report.uncertain} uncertain, at most ${report.mostUncertain} can be explained`]
      : []),
    ...(report.overcounted > 0
      ? [`${report.overcounted} attempts were counted though nothing had left`]
      : []),
    ...(sum === report.messages ? [] : [`the states add up to ${sum} of ${report.messages}`]),
    ...(open === 0 ? [] : [`${open} messages never came to an end`]),
    ...(report.integrity === 'ok' ? [] : [`the database is damaged: ${report.integrity}`]),
  ]
}
