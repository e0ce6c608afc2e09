// The thread that answers wide questions about leads on a connection of its own, one after the other.
import { parentPort, workerData } from 'node:worker_threads'
import type { RawRow } from '#main/database/rowReader.ts'
import { openReader, type SqlValue } from '#main/database/sqliteConnection.ts'
import { codeOf } from '#main/platform/storageProblem.ts'
import { createLeadReading } from './leadReading.ts'
import type { WideAnswer, WideQuestion, WideReadsData } from './wideReads.ts'

const { databasePath, givenUp } = workerData as WideReadsData
const flag = new Int32Array(givenUp)
let present = 0

class GivenUp extends Error {
  override name = 'GivenUp'
}

const connection = openReader(databasePath)
const reading = createLeadReading(connection, () => {
  if (Atomics.load(flag, 0) === present) throw new GivenUp()
})

const rowsOf = ({ statement, parameters }: Extract<WideQuestion['ask'], { kind: 'rows' }>) =>
  connection.prepare<SqlValue[], RawRow>(statement).all(...parameters)

function answer({ id, ask }: WideQuestion): WideAnswer {
  present = id
  try {
    if (ask.kind === 'list') return { id, kind: 'list', page: reading.list(ask.input, ask.now) }
    if (ask.kind === 'rows') return { id, kind: 'rows', rows: rowsOf(ask) }
    return ask.kind === 'ids'
      ? { id, kind: 'ids', ids: reading.ids(ask.filter, ask.but, ask.now) }
      : { id, kind: 'count', count: reading.count(ask.filter, ask.now) }
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    return { id, kind: 'failed', message, stack, code: codeOf(error) ?? null }
  }
}

parentPort?.on('message', (question: WideQuestion) => parentPort?.postMessage(answer(question)))
