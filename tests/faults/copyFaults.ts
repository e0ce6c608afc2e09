// Copies of a data folder whose sender was killed: put back, used twice, made of a draft, carried to
// another machine, or only one of the two databases. Nothing may leave by itself, and after a person let
// it go on nobody is written to twice.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readInstallKey } from '#main/platform/secrets/installKey.ts'
import { memorySecrets } from '#main/platform/secrets/secrets.ts'
import { createMailApp, type MailApp } from '../support/mailApp.ts'
import { startSink, type Sink } from '../support/smtp.ts'
import type { CopyMutation } from './productMutations.ts'
import { brokenIn, runSending, standingOf } from './sendingRun.ts'

export const copyFaults = [
  'folder_back',
  'folder_twice',
  'draft_copy',
  'other_machine',
  'database_alone',
  'ledger_alone',
] as const
export type CopyFault = (typeof copyFaults)[number]

export type CopyPlan = {
  fault: CopyFault
  messages: number
  mutation: CopyMutation | null
}
export type CopyReport = {
  fault: CopyFault
  kills: number
  /** Messages that the server had when the copy was started. */
  before: number
  /** Of those, that the copy sent before anybody had decided. */
  byItself: number
  arrived: number
  uncertain: number
  seconds: number
  problems: string[]
}

export async function runCopyFault(plan: CopyPlan): Promise<CopyReport> {
  const run = await startCopyRun(plan)
  const started = performance.now()
  try {
    await stories[plan.fault](run)
    const people = Array.from({ length: plan.messages }, (_, index) => personOf(index + 1))
    const standing = standingOf(run.database(run.judged), run.sink.arrived(), people)
    return {
      ...{ fault: plan.fault, kills: run.kills, before: run.before, byItself: run.byItself },
      ...{ arrived: run.sink.arrived().length, uncertain: standing.uncertain },
      seconds: Math.round((performance.now() - started) / 1000),
      problems: [
        ...run.problems,
        ...(run.byItself > 0 ? [`${run.byItself} messages left a copy by themselves`] : []),
        ...brokenIn(standing),
        ...(standing.uncertain > run.kills * connections
          ? [`${standing.uncertain} uncertain, which ${run.kills} kills do not explain`]
          : []),
      ],
    }
  } finally {
    await run.sink.stop()
    rmSync(run.place, { recursive: true, force: true })
  }
}

const connections = 2
const personOf = (number: number) => `person${number}@people.example`

type CopyRun = {
  place: string
  sink: Sink
  messages: number
  campaign: number
  kills: number
  before: number
  byItself: number
  problems: string[]
  /** The folder that is judged at the end. */
  judged: string
  database(folder: string): string
  copy(from: string, to: string, ...files: string[]): void
  /** Sends from a folder until this share of all messages has arrived, and is killed then. */
  sendUntil(share: number, folder?: string): Promise<void>
  sendOn(folder?: string, machine?: string): Promise<void>
  /** A folder is started that nobody let go on: what it sends, it sends by itself. */
  startHeld(folder: string, machine?: string): Promise<void>
  /** What a person does in the application. */
  decide(folder: string, work: (app: MailApp) => Promise<unknown>): Promise<void>
}

async function startCopyRun({ messages, mutation }: CopyPlan): Promise<CopyRun> {
  const place = mkdtempSync(join(tmpdir(), 'webox-copy-faults-'))
  const secrets = memorySecrets()
  // Slow enough that a kill finds messages that have arrived and are not answered yet.
  const sink = await startSink(place, { kind: 'polite', slow: 10 })
  const path = (name: string) => join(place, name)
  const memoryOf = (machine: string) => path(`memory-${machine}`)
  async function decide(folder: string, work: (app: MailApp) => Promise<unknown>): Promise<void> {
    mkdirSync(path(folder), { recursive: true })
    const app = await createMailApp({
      ...{ dataFolder: path(folder), memoryFolder: memoryOf('desk'), secrets, engine: false },
    })
    await work(app)
    await app.services.database.close()
  }
  const run: CopyRun = {
    ...{ place, sink, messages, campaign: 0, kills: 0, before: 0, byItself: 0, problems: [] },
    ...{ judged: 'data', decide },
    database: (folder) => join(path(folder), 'main.db'),
    copy: (from, to, ...files) => copyFolder(path(from), path(to), files),
    async sendUntil(share, folder = 'data') {
      const target = Math.floor(messages * share)
      const killWhen = () => sink.arrived().length >= target
      const isKilled = await runSending({ task: await taskOf(folder), mutation, killWhen })
      run.kills += Number(isKilled)
    },
    async sendOn(folder = 'data', machine = 'desk') {
      await runSending({ task: await taskOf(folder, machine), mutation })
    },
    async startHeld(folder, machine) {
      run.before = sink.arrived().length
      await run.sendOn(folder, machine)
      run.byItself += sink.arrived().length - run.before
    },
  }
  const taskOf = async (folder: string, machine = 'desk') => ({
    ...{ database: run.database(folder), memory: memoryOf(machine), mutate: 'none' as const },
    installKey: await readInstallKey(secrets, path(folder)),
  })
  await decide('data', async (app) => {
    await app.addLeads(messages)
    const account = await app.addAccount(sink.port, { maxConnections: connections })
    run.campaign = await app.addCampaign(account)
  })
  return run
}

/** Everything, or these databases with what belongs to them; what was there before is gone. */
function copyFolder(from: string, to: string, files: string[]): void {
  if (files.length === 0) {
    rmSync(to, { recursive: true, force: true })
    cpSync(from, to, { recursive: true })
    return
  }
  for (const name of files.flatMap((file) => [file, `${file}-wal`, `${file}-shm`])) {
    rmSync(join(to, name), { force: true })
    if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name))
  }
}

const send = (run: CopyRun, folder = 'data') =>
  run.decide(folder, ({ client }) => client.email.campaigns.send({ id: run.campaign }))

/** Of a campaign that was held: a person lets it go on. One that was not held is the fault itself. */
const resume = (run: CopyRun, folder: string) =>
  run.decide(folder, async ({ client }) => {
    const { status } = await client.email.campaigns.get({ id: run.campaign })
    if (status === 'paused') await client.email.campaigns.resume({ id: run.campaign })
    else run.problems.push(`the copy was not held: its campaign is ${status}`)
  })

/** A part of the campaign leaves; the sender is killed, and the folder copied as it lies there. */
async function copyMidway(run: CopyRun): Promise<void> {
  await send(run)
  await run.sendUntil(0.4)
  run.copy('data', 'kept')
}

async function putBack(run: CopyRun, ...files: string[]): Promise<void> {
  await copyMidway(run)
  await run.sendUntil(0.7)
  run.copy('kept', 'data', ...files)
  await run.startHeld('data')
  await resume(run, 'data')
  await run.sendOn()
}

const stories: Record<CopyFault, (run: CopyRun) => Promise<void>> = {
  folder_back: (run) => putBack(run),
  database_alone: (run) => putBack(run, 'main.db'),
  ledger_alone: (run) => putBack(run, 'ledger.db'),
  async folder_twice(run) {
    await copyMidway(run)
    await run.startHeld('kept')
    await resume(run, 'kept')
    // Both at once: a message is whose claims it first.
    await Promise.all([run.sendOn('data'), run.sendOn('kept')])
  },
  async draft_copy(run) {
    // It has been started once, else it is a new folder.
    await run.sendOn()
    run.copy('data', 'kept')
    await send(run)
    await run.sendUntil(0.6)
    run.copy('kept', 'data')
    await run.startHeld('data')
    await run.decide('data', async ({ client }) => {
      const id = run.campaign
      const isAsked = await client.email.campaigns.send({ id }).then(
        () => false,
        () => true,
      )
      if (isAsked) await client.email.campaigns.send({ id, evenIfSent: true })
      else run.problems.push('a draft that was sent elsewhere was sent without a question')
    })
    await run.sendOn()
  },
  async other_machine(run) {
    await copyMidway(run)
    run.judged = 'kept'
    await run.startHeld('kept', 'laptop')
    await resume(run, 'kept')
    await run.sendOn('kept', 'laptop')
  },
}
