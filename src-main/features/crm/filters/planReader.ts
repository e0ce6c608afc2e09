// Evaluates a plan on a connection of its own. What a condition meant stays known until somebody
// writes, so that the next page, the count and the filter with one more condition cost little.
import type { SqliteConnection, SqlValue } from '#main/database/sqliteConnection.ts'
import type { FilterPlan } from './filterPlan.ts'
import { addListed, emptySet, inBoth, inEither, inFirstOnly, isIn, type IdSet } from './idSet.ts'

export type PlanReader = {
  /**
   * Whom a plan means, as of the transaction that is open on the connection.
   * @throws what `goOn` throws, which is asked every few milliseconds of a long way
   */
  read(plan: FilterPlan): IdSet
  /** A set kept under a name until somebody writes: read once, or found again. */
  kept(name: string, read: () => IdSet): IdSet
  /** The same if it is there already. */
  find(name: string): IdSet | null
  /** To be called when a transaction has begun: forgets what others may have changed. */
  begin(): void
}

/** Bytes of sets that are kept; the longest not asked for go first. */
const maxKept = 24 * 1024 * 1024
/** Numbers of leads looked at in one go where each has to be looked at. */
const slice = 10_000

type KeptSets = Pick<PlanReader, 'kept' | 'find'> & { forget(): void }

function createKeptSets(): KeptSets {
  const sets = new Map<string, IdSet>()
  function find(name: string): IdSet | null {
    const found = sets.get(name)
    if (found === undefined) return null
    sets.delete(name)
    sets.set(name, found)
    return found
  }
  return {
    find,
    kept(name, read) {
      const set = find(name) ?? read()
      sets.set(name, set)
      for (const oldest of sets.keys()) {
        if (sets.size * set.byteLength <= maxKept) break
        sets.delete(oldest)
      }
      return set
    },
    forget: () => sets.clear(),
  }
}

/** Numbers of leads as the file has them, below the highest there is. */
type SetSource = {
  empty(): IdSet
  ids(select: string, parameters: SqlValue[]): IdSet
  /** @param among whoever is not in it is left out unseen; null: everybody is looked at */
  scan(where: string, parameters: SqlValue[], among: IdSet | null): IdSet
  /** Looks which number is the highest now. */
  begin(): void
}

function createSetSource(connection: SqliteConnection, goOn: () => void): SetSource {
  let highest = 0
  const within: { set: IdSet | null } = { set: null }
  // Asked before the row is decoded: a lead that is out already costs a look at a bit.
  connection.function('is_left', { deterministic: false }, (id) =>
    within.set === null || isIn(within.set, Number(id)) ? 1 : 0,
  )
  function addIds(into: IdSet, select: string, parameters: SqlValue[]): IdSet {
    goOn()
    const [list] = connection
      .prepare<SqlValue[], Uint8Array>(
        // The one column of the statement is a lead's number, whatever it is called.
        `WITH asked(id) AS (${select}) SELECT CAST(json_group_array(id) AS BLOB) FROM asked`,
      )
      .pluck()
      .all(...parameters)
    if (list !== undefined) addListed(into, list)
    return into
  }
  return {
    empty: () => emptySet(highest),
    ids: (select, parameters) => addIds(emptySet(highest), select, parameters),
    scan(where, parameters, among) {
      const found = emptySet(highest)
      const select = `SELECT id FROM leads WHERE id > ? AND id <= ? AND is_left(id) AND ${where}`
      within.set = among
      try {
        for (let from = 0; from < highest; from += slice)
          addIds(found, select, [from, from + slice, ...parameters])
      } finally {
        within.set = null
      }
      return found
    },
    begin() {
      highest =
        connection.prepare<[], number>('SELECT coalesce(max(id), 0) FROM leads').pluck().get() ?? 0
    },
  }
}

/** @param goOn is asked again and again, and throws where the answer is not wanted any more */
export function createPlanReader(connection: SqliteConnection, goOn: () => void): PlanReader {
  const sets = createKeptSets()
  const source = createSetSource(connection, goOn)
  let version: unknown = null
  return {
    find: sets.find,
    kept: sets.kept,
    read: (plan) => read({ sets, source }, plan, null),
    begin() {
      source.begin()
      const present = connection.pragma('data_version', { simple: true })
      if (present !== version) sets.forget()
      version = present
    },
  }
}

type Place = { sets: KeptSets; source: SetSource }

const everybody = ({ sets, source }: Place): IdSet =>
  sets.kept('everybody', () => source.ids('SELECT id FROM leads', []))

/** @param among those outside need not be answered right: the caller leaves them out */
function read(place: Place, plan: FilterPlan, among: IdSet | null): IdSet {
  const { sets, source } = place
  if (plan.kind === 'ids')
    return sets.kept(JSON.stringify([plan.select, plan.parameters]), () =>
      source.ids(plan.select, plan.parameters),
    )
  if (plan.kind === 'scan') {
    // All of it is kept for the next time; a part of it would be no answer then.
    return among === null
      ? sets.kept(JSON.stringify([plan.where, plan.parameters]), () =>
          source.scan(plan.where, plan.parameters, null),
        )
      : source.scan(plan.where, plan.parameters, among)
  }
  if (plan.kind === 'not')
    return inFirstOnly(among ?? everybody(place), read(place, plan.plan, among))
  return plan.kind === 'all' ? readAll(place, plan.plans, among) : readAny(place, plan.plans, among)
}

function readAll(place: Place, plans: FilterPlan[], among: IdSet | null): IdSet {
  const scans = plans.filter((plan) => plan.kind === 'scan')
  let left = among
  for (const plan of plans) {
    if (plan.kind === 'scan' || plan.kind === 'not') continue
    const set = read(place, plan, left)
    left = left === null ? set : inBoth(left, set)
  }
  for (const plan of plans)
    if (plan.kind === 'not')
      left = inFirstOnly(left ?? everybody(place), read(place, plan.plan, left))
  if (scans.length > 0) left = place.source.scan(...together(scans, 'AND'), left)
  return left ?? everybody(place)
}

function readAny(place: Place, plans: FilterPlan[], among: IdSet | null): IdSet {
  const scans = plans.filter((plan) => plan.kind === 'scan')
  let found =
    scans.length === 0 ? place.source.empty() : place.source.scan(...together(scans, 'OR'), among)
  for (const plan of plans)
    if (plan.kind !== 'scan') found = inEither(found, read(place, plan, among))
  return found
}

type Scan = Extract<FilterPlan, { kind: 'scan' }>
const together = (scans: Scan[], word: 'AND' | 'OR'): [string, SqlValue[]] => [
  `(${scans.map(({ where }) => where).join(` ${word} `)})`,
  scans.flatMap(({ parameters }) => parameters),
]
