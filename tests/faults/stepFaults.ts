// Servers a reply out of step: one too many anywhere, none of the ones a message is taken or refused by, an
// invitation that is none. Whoever is "sent" was reached, and nobody is reached twice.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readInstallKey } from '#main/platform/secrets/installKey.ts'
import { createMailApp } from '../support/mailApp.ts'
import { startSink } from '../support/smtp.ts'
import type { SinkRule } from '../support/smtpSink.ts'
import type { StepMutation } from './productMutations.ts'
import { brokenIn, runSending, standingOf } from './sendingRun.ts'

export const stepFaults = ['stray_250', 'dot_3xx', 'unasked', 'no_354'] as const
export type StepFault = (typeof stepFaults)[number]

export type StepPlan = {
  fault: StepFault
  messages: number
  pipelining: boolean
  mutation: StepMutation | null
}
export type StepReport = {
  fault: StepFault
  pipelining: boolean
  /** How often the server was out of step. */
  faults: number
  arrived: number
  uncertain: number
  seconds: number
  problems: string[]
}

type Script = {
  rules: SinkRule[]
  /** Messages of which nobody can know what became of them. */
  unknowable: number
}

/** Each answer once for each of `rounds`. */
const inTurn = (
  at: SinkRule['at'],
  answers: readonly string[],
  rounds: number,
  more: Partial<SinkRule> = {},
): SinkRule[] =>
  Array.from({ length: rounds }, () =>
    answers.map((answer) => ({ at, answer, times: 1, ...more })),
  ).flat()

const notTaken = ['354 Go ahead', '334 Go', '150 Wait', '221 Bye', '999 Odd', 'thanks']
const usual = {
  ...{ banner: '220 sink ESMTP', ehlo: '250-sink\r\n250 8BITMIME' },
  ...{ mail: '250 Ok', rcpt: '250 Ok', data: '354 Go', dot: '250 Queued' },
} as const
const stray = '250 2.0.0 Ok'

function scriptOf(fault: StepFault, rounds: number): Script {
  if (fault === 'stray_250')
    return {
      rules: (['banner', 'ehlo', 'mail', 'rcpt', 'data', 'dot'] as const).flatMap((at) =>
        inTurn(at, [`${usual[at]}\r\n${stray}`], rounds),
      ),
      unknowable: rounds,
    }
  if (fault === 'dot_3xx') {
    // The one time it arrived, the other it did not: the answer tells nothing of it.
    const arrived = inTurn('dot', notTaken, rounds, { counts: true })
    const rules = [...arrived, ...inTurn('dot', notTaken, rounds)]
    return { rules, unknowable: rules.length }
  }
  if (fault === 'unasked')
    return {
      rules: [
        ...inTurn('data', [`${usual.data}\r\n${stray}`], rounds),
        // Refused for now by the server itself: an acceptance that came before was to nothing.
        ...inTurn('dot', ['451 4.3.0 Later'], rounds),
      ],
      unknowable: rounds,
    }
  return { rules: inTurn('data', ['250 Ok', '334 Go', '299 Odd'], rounds), unknowable: 0 }
}

const personOf = (number: number) => `person${number}@people.example`

export async function runStepFault(plan: StepPlan): Promise<StepReport> {
  const { fault, messages, pipelining, mutation } = plan
  const place = mkdtempSync(join(tmpdir(), 'webox-step-faults-'))
  const script = scriptOf(fault, Math.max(1, Math.floor(messages / 30)))
  const sink = await startSink(place, { kind: 'scripted', rules: script.rules, pipelining })
  const started = performance.now()
  const app = await createMailApp({ engine: false })
  try {
    await app.addLeads(messages)
    const accountId = await app.addAccount(sink.port, { maxConnections: 2 })
    await app.client.email.campaigns.send({ id: await app.addCampaign(accountId) })
    const database = app.services.database.path
    const installKey = await readInstallKey(app.host.secrets, app.host.dataFolder)
    // Its waits of minutes pass in seconds.
    const task = { database, installKey, mutate: 'none' as const, haste: 600, patience: 1_500 }
    await runSending({ task, mutation })
    const people = Array.from({ length: messages }, (_, index) => personOf(index + 1))
    const standing = standingOf(database, sink.arrived(), people)
    return {
      ...{ fault, pipelining, faults: script.rules.length, arrived: sink.arrived().length },
      uncertain: standing.uncertain,
      seconds: Math.round((performance.now() - started) / 1000),
      problems: [
        ...brokenIn(standing),
        ...(standing.uncertain > script.unknowable
          ? [`${standing.uncertain} uncertain, at most ${script.unknowable} can be explained`]
          : []),
      ],
    }
  } finally {
    await sink.stop()
    await app.close()
    rmSync(place, { recursive: true, force: true })
  }
}
