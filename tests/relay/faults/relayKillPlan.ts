// The kill plan of the relay: visitors go on while relay and desktop are killed at random points of
// publish, post, pull, commit and acknowledge. Then what was answered to visitors is compared with
// what the desktop noted.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { openKeyFileSecrets } from '#main/platform/secrets/keyFileSecrets.ts'
import { createRelayClient } from '#main/relay/relayClient.ts'
import { formTimeOf, startRelay, type RelayProcess } from '../../support/relayProcess.ts'
import type { DesktopMessage, DesktopTask } from './desktopProcess.ts'
import { numberedBundle } from './numberedBundle.ts'
import { startVisitors, type Visitors } from './visitorTraffic.ts'

export const moments = ['publish', 'post', 'pull', 'commit', 'acknowledge'] as const
type Moment = (typeof moments)[number]
export const victims = ['relay', 'desktop', 'both'] as const

/** `at`: the moments kills are chosen from; `who`: their victims. */
export type RelayKillPlan = {
  points: number
  seed: number
  mutate: DesktopTask['mutate']
  at: readonly Moment[]
  who: readonly (typeof victims)[number][]
}
export type RelayKillReport = {
  /** Events whose sender got an answer. */
  answered: number
  noted: number
  lost: string[]
  twice: string[]
  kills: Record<string, number>
  /** Highest version the relay said it had taken, and the one it serves. */
  published: number
  served: number
  seconds: number
}

/** Only ends what hangs: a busy machine must not reach it. In milliseconds. */
const maxWait = 180_000

export async function runRelayKillPlan(plan: RelayKillPlan): Promise<RelayKillReport> {
  const began = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'webox-relay-kill-'))
  const next = random(plan.seed)
  let relay = await startRelay({ dataFolder: join(folder, 'relay') })
  const port = Number(new URL(relay.url).port)
  const client = createRelayClient({ secrets: await openKeyFileSecrets(folder) })
  await client.pair(relay.url, relay.code ?? '')
  await client.publish(numberedBundle(1))
  const formTime = await formTimeOf(`${relay.url}/f/guide-gratuit/`)
  // A form younger than two seconds is taken for a program's.
  await delay(2_300)
  let desktop = startDesktop({ folder, mutate: plan.mutate })
  const visitors = startVisitors(relay.url, formTime)
  const kills: Record<string, number> = {}
  let published = 1
  try {
    for (let point = 0; point < plan.points; point += 1) {
      const moment: Moment = plan.at[Math.floor(next() * plan.at.length)] ?? 'pull'
      const victim = plan.who[Math.floor(next() * plan.who.length)] ?? 'both'
      await Promise.race([
        reached(moment, desktop, visitors),
        delay(maxWait).then(() => Promise.reject(new Error(`The plan never came to ${moment}.`))),
      ])
      await delay(Math.floor(next() * 4))
      published = Math.max(published, desktop.published())
      if (victim !== 'desktop') await relay.kill()
      if (victim !== 'relay') await desktop.kill()
      kills[`${victim} at ${moment}`] = (kills[`${victim} at ${moment}`] ?? 0) + 1
      if (victim !== 'desktop')
        relay = await startRelay({ dataFolder: join(folder, 'relay'), port })
      if (victim !== 'relay') desktop = startDesktop({ folder, mutate: plan.mutate })
    }
    const answered = await visitors.stop()
    await desktop.finish()
    published = Math.max(published, desktop.published())
    return {
      ...judge(folder, answered),
      kills,
      published,
      served: await servedVersion(relay),
      seconds: Math.round((performance.now() - began) / 1000),
    }
  } finally {
    await visitors.stop()
    await desktop.kill()
    await relay.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Sentences about what must not have happened. */
export function relayBreaches(report: RelayKillReport): string[] {
  return [
    ...(report.answered === 0 ? ['nothing was answered: the plan tested nothing'] : []),
    ...(report.lost.length > 0
      ? [`${report.lost.length} events were answered and lost, e.g. ${report.lost[0]}`]
      : []),
    ...(report.twice.length > 0
      ? [`${report.twice.length} events were applied twice, e.g. ${report.twice[0]}`]
      : []),
    ...(report.served < report.published
      ? [`version ${report.published} was taken, version ${report.served} is served`]
      : []),
  ]
}

type Desktop = {
  child: ChildProcess
  published(): number
  reached(moment: Moment): Promise<void>
  finish(): Promise<void>
  kill(): Promise<void>
}

const script = fileURLToPath(new URL('./desktopProcess.ts', import.meta.url))

function startDesktop(task: DesktopTask): Desktop {
  const child = fork(script, [JSON.stringify(task)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let published = 0
  const ended = once(child, 'exit')
  child.on('message', (message: DesktopMessage) => {
    if ('published' in message) published = message.published
  })
  return {
    child,
    published: () => published,
    reached: (moment) =>
      new Promise((resolve, reject) => {
        child.once('exit', (code) =>
          reject(new Error(`The desktop ended with ${code} before ${moment}.`)),
        )
        child.on('message', (message: DesktopMessage) => {
          if ('at' in message && message.at === moment) resolve()
        })
      }),
    async finish() {
      child.send('finish')
      const [code] = (await ended) as [number | null]
      if (code !== 0) throw new Error(`The desktop ended with ${code}.`)
    },
    async kill() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await ended
    },
  }
}

const reached = (moment: Moment, desktop: Desktop, visitors: Visitors): Promise<void> =>
  moment === 'post' ? visitors.nextPost() : desktop.reached(moment)

async function servedVersion(relay: RelayProcess): Promise<number> {
  const html = await (await fetch(`${relay.url}/f/guide-gratuit/`)).text()
  return Number(/version (\d+)\./.exec(html)?.[1] ?? 0)
}

function judge(
  folder: string,
  answered: string[],
): Pick<RelayKillReport, 'answered' | 'noted' | 'lost' | 'twice'> {
  const connection = openConnection(join(folder, 'main.db'))
  const rows = connection
    .prepare<[], { who: string; times: number }>(
      'SELECT who, count(*) AS times FROM noted GROUP BY who',
    )
    .all()
  connection.close()
  const noted = new Map(rows.map(({ who, times }) => [who, times]))
  return {
    answered: answered.length,
    noted: rows.length,
    lost: answered.filter((who) => !noted.has(who)),
    twice: rows.filter(({ times }) => times > 1).map(({ who }) => who),
  }
}

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
