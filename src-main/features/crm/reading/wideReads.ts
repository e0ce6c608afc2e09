// Questions about leads that may have to look at very many of them, asked of a thread, so that
// neither the window nor the sending waits for one. Narrow questions are answered on the spot.
import type { Worker } from 'node:worker_threads'
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import { isIndexedSort, sortName } from '#shared/contract/crm/leadSort.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { decodeCursor } from '#main/database/keyset.ts'
import { integer } from '#main/database/columnKinds.ts'
import { rowOf, type RawRow, type RowReader } from '#main/database/rowReader.ts'
import type { SqlValue } from '#main/database/sqliteConnection.ts'
import { startWorkerThread } from '#main/platform/workerThread.ts'
import { asksRest, leadFilterSql } from '../leads/leadFilter.ts'
import {
  countLeads,
  listLeads,
  pipelineStats,
  type LeadPage,
  type ListInput,
} from '../leads/leads.repository.ts'
import type { ButThese } from './leadReading.ts'

const idOnly = rowOf({ id: integer() })

/** `givenUp` holds the number of the question that nobody waits for any more. */
export type WideReadsData = { databasePath: string; givenUp: SharedArrayBuffer }
type Ask =
  | { kind: 'list'; input: ListInput; now: number }
  | { kind: 'count'; filter: LeadFilter; now: number }
  | { kind: 'ids'; filter: LeadFilter; but: ButThese; now: number }
  | { kind: 'rows'; statement: string; parameters: SqlValue[] }
export type WideQuestion = { id: number; ask: Ask }
export type WideAnswer =
  | { id: number; kind: 'list'; page: LeadPage }
  | { id: number; kind: 'count'; count: number }
  | { id: number; kind: 'ids'; ids: number[] }
  | { id: number; kind: 'rows'; rows: RawRow[] }
  | { id: number; kind: 'failed'; message: string; stack: string; code: string | null }

type Waiting = WideQuestion & { settle(answer: WideAnswer): void; refuse(error: unknown): void }
type WideReads = {
  /** From so many leads on the thread is asked: below, it would take longer to ask than to answer. */
  from: number
  worker: Worker | null
  givenUp: Int32Array
  last: number
  waiting: Waiting[]
  underWay: Waiting | null
}
export const wideReads = memorySlot((): WideReads => ({
  ...{ from: 20_000, worker: null, last: 0, waiting: [], underWay: null },
  givenUp: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
}))

const isMany = ({ database, memory }: Services, few: number = Number.POSITIVE_INFINITY): boolean =>
  pipelineStats(database).totalLeads >= Math.min(memory.of(wideReads).from, few)

/** More leads than so many are not put in an order without an index on the window's thread. */
const sortedOnTheSpot = 3_000

/**
 * A page of leads.
 * @param signal says that the answer is not wanted any more: the question is given up then
 * @throws as `listLeads`; the signal's reason
 */
export async function readLeads(
  services: Services,
  input: ListInput,
  signal?: AbortSignal,
): Promise<LeadPage> {
  const now = services.host.clock.now()
  const isMatch = input.sort === 'match' && (input.search ?? '').trim() !== ''
  const isSorted = input.sort !== 'match' && !isIndexedSort(sortName(input.sort))
  const isWide = isSorted
    ? isMany(services, sortedOnTheSpot)
    : asksRest(input) && !isMatch && isMany(services)
  if (!isWide) return listLeads(services.database, input, now)
  decodeCursor(input.cursor)
  const answer = await ask(services, { kind: 'list', input, now }, signal)
  if (answer.kind !== 'list') throw new Error('The thread answered another question.')
  return answer.page
}

/** How many leads a filter means. @throws as `readLeads` */
export async function readLeadCount(
  services: Services,
  filter: LeadFilter,
  signal?: AbortSignal,
): Promise<number> {
  const now = services.host.clock.now()
  const isKept = !asksRest(filter) && !filter.search && !filter.tag
  if (isKept || !isMany(services)) return countLeads(services.database, filter, now)
  const answer = await ask(services, { kind: 'count', filter, now }, signal)
  if (answer.kind !== 'count') throw new Error('The thread answered another question.')
  return answer.count
}

/** Whether a question about all leads is asked of the thread. */
export const isWide = (services: Services): boolean => isMany(services)

/**
 * Numbers of the leads that a filter means, in their order, but for some.
 * @throws as `readLeads`
 */
export async function readLeadIds(
  services: Services,
  filter: LeadFilter,
  but: ButThese,
): Promise<number[]> {
  const { database, host } = services
  const now = host.clock.now()
  if (!isMany(services)) {
    const { where, parameters } = leadFilterSql(filter, { database, now })
    return database
      .all(
        idOnly,
        `SELECT leads.id FROM leads WHERE leads.id NOT IN (${but.select}) AND ${where} ORDER BY leads.id LIMIT ?`,
        [...but.parameters, ...parameters, but.most],
      )
      .map(({ id }) => id)
  }
  const answer = await ask(services, { kind: 'ids', filter, but, now })
  if (answer.kind !== 'ids') throw new Error('The thread answered another question.')
  return answer.ids
}

/**
 * What a statement of ours over all leads answers.
 * @param statement reads only
 * @throws as the database does
 */
export async function readRows<Row>(
  services: Services,
  reader: RowReader<Row>,
  statement: string,
  parameters: SqlValue[],
): Promise<Row[]> {
  if (!isMany(services)) return services.database.all(reader, statement, parameters)
  const answer = await ask(services, { kind: 'rows', statement, parameters })
  if (answer.kind !== 'rows') throw new Error('The thread answered another question.')
  return answer.rows.map((row) => reader.read(row))
}

/** Ends the thread; what waits is refused. */
export async function stopWideReads({ memory }: Services): Promise<void> {
  await memory.of(wideReads).worker?.terminate()
}

function ask(services: Services, question: Ask, signal?: AbortSignal): Promise<WideAnswer> {
  const state = services.memory.of(wideReads)
  signal?.throwIfAborted()
  return new Promise((resolve, reject) => {
    const id = (state.last += 1)
    const giveUp = () => {
      if (state.underWay?.id === id) Atomics.store(state.givenUp, 0, id)
      state.waiting = state.waiting.filter((one) => one.id !== id)
      reject(signal?.reason as Error)
    }
    const done = () => signal?.removeEventListener('abort', giveUp)
    signal?.addEventListener('abort', giveUp)
    state.waiting.push({
      ...{ id, ask: question },
      settle(answer) {
        done()
        if (answer.kind === 'failed') reject(asError(answer))
        else resolve(answer)
      },
      refuse(error) {
        done()
        reject(error as Error)
      },
    })
    askNext(services, state)
  })
}

const asError = ({ message, stack, code }: Extract<WideAnswer, { kind: 'failed' }>): Error =>
  Object.assign(new Error(message), { stack }, code === null ? {} : { code })

/** Pages before counts, and what was asked last first: it is what the window shows now. */
function askNext(services: Services, state: WideReads): void {
  if (state.underWay !== null || state.waiting.length === 0) return
  const list = state.waiting.findLastIndex(({ ask }) => ask.kind === 'list')
  const [next] = state.waiting.splice(list === -1 ? state.waiting.length - 1 : list, 1)
  if (next === undefined) return
  state.underWay = next
  state.worker ??= start(services, state)
  state.worker.postMessage({ id: next.id, ask: next.ask } satisfies WideQuestion)
}

function start(services: Services, state: WideReads): Worker {
  const data: WideReadsData = {
    databasePath: services.database.path,
    // Made above as a shared one.
    givenUp: state.givenUp.buffer as SharedArrayBuffer,
  }
  const worker = startWorkerThread(new URL('./wideReads.worker.ts', import.meta.url), {
    workerData: data,
    name: 'wideReads',
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  })
  let failure: unknown = new Error('The thread that reads leads has ended.')
  worker.on('message', (answer: WideAnswer) => {
    const asked = state.underWay
    state.underWay = null
    asked?.settle(answer)
    askNext(services, state)
  })
  worker.on('error', (error) => (failure = error))
  worker.on('exit', () => {
    const refused = [...(state.underWay === null ? [] : [state.underWay]), ...state.waiting]
    Object.assign(state, { worker: null, underWay: null, waiting: [] })
    for (const one of refused) one.refuse(failure)
  })
  return worker
}
