// All SQL that lists people of sequences, with what was done for each.
import type { SequenceEnd } from '#shared/contract/sequences/sequenceEnds.ts'
import type { SequencePerson } from '#shared/contract/sequences/sequences.contract.ts'
import { flag, integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { Services } from '#main/core/services.ts'
import { displayName, getLead } from '#main/features/crm/crm.feature.ts'
import { stepsThatSend } from '../emails/sequenceEmails.repository.ts'
import { requireSequence } from '../sequences.repository.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import { planOf } from '../steps/stepPlan.ts'
import { sequencePeopleTable } from './sequencePeople.table.ts'

const shown = sequencePeopleTable.and({
  isThere: flag(),
  firstName: optional(text()),
  lastName: optional(text()),
  company: optional(text()),
  leadEmail: optional(text()),
  phone: optional(text()),
  /** When the call of their step is tried next. */
  callAt: optional(moment()),
})
type Shown = RowOfTable<typeof shown>
const shownSql = `SELECT ${sequencePeopleTable.list('people')}, leads.id IS NOT NULL AS isThere, leads.first_name AS firstName, leads.last_name AS lastName,
    leads.company AS company, leads.email AS leadEmail, leads.phone AS phone,
    (SELECT next_at FROM sequence_calls WHERE person_id = people.id AND sequence_calls.step_key = people.step_key) AS callAt
  FROM sequence_people AS people LEFT JOIN leads ON leads.id = people.lead_id`

type ListInput = Paging & {
  id: number
  isUnderWay?: boolean | undefined
  end?: SequenceEnd | undefined
  stepKey?: string | undefined
}

/** The last to come in first. @throws 404 */
export function listPeople(database: Database, input: ListInput) {
  const sequence = requireSequence(database, input.id)
  const conditions = ['people.sequence_id = ?']
  const parameters: SqlValue[] = [input.id]
  if (input.isUnderWay !== undefined)
    conditions.push(input.isUnderWay ? `people.state <> 'ended'` : `people.state = 'ended'`)
  for (const [column, value] of [
    ['reason', input.end],
    ['step_key', input.stepKey],
  ] as const) {
    if (value === undefined) continue
    conditions.push(`people.${column} = ?`)
    parameters.push(value)
  }
  const total = database.count(
    `SELECT count(*) AS n FROM sequence_people AS people WHERE ${conditions.join(' AND ')}`,
    parameters,
  )
  const after = decodeCursor(input.cursor)
  if (after !== null) {
    conditions.push('people.id < ?')
    parameters.push(after.id)
  }
  const rows = database.all(
    shown,
    `${shownSql} WHERE ${conditions.join(' AND ')} ORDER BY people.id DESC LIMIT ?`,
    [...parameters, input.limit + 1],
  )
  const place = placeIn(database, sequence)
  const done = doneBy(database, rows.slice(0, input.limit))
  return pageFrom(
    rows,
    input.limit,
    total,
    ({ id }) => ({ key: null, id }),
    (row): SequencePerson => ({
      ...place(row),
      leadId: row.isThere ? row.leadId : null,
      name: row.isThere ? displayName({ ...row, email: row.leadEmail }) : '',
      email: row.email ?? row.leadEmail,
      done: done.get(row.id) ?? [],
    }),
  )
}

/** Where somebody stands in a sequence, as it is shown. */
function placeIn(database: Database, sequence: SequenceRow) {
  const plan = planOf(sequence.steps)
  const sends = stepsThatSend(database, sequence.id)
  const waitsForOn = (key: string | null) => {
    const step = key === null ? undefined : plan.get(key)?.step
    return step?.kind === 'send' && step.isSkipped !== true && !sends.has(step.key)
  }
  return ({ id, state, stepKey, dueAt, callAt, reason, enteredAt, endedAt }: Shown) => ({
    id,
    state:
      state === 'ended'
        ? ('ended' as const)
        : !sequence.isOn || sequence.isHeld
          ? ('off' as const)
          : state === 'sending'
            ? ('sending' as const)
            : waitsForOn(stepKey)
              ? ('waits_for_email' as const)
              : ('waits' as const),
    stepKey: stepKey !== null && plan.has(stepKey) ? stepKey : null,
    dueAt: state === 'waiting' ? toOptionalTimestamp(dueAt ?? callAt) : null,
    end: reason,
    enteredAt: toTimestamp(enteredAt),
    endedAt: toOptionalTimestamp(endedAt),
  })
}

const doneStep = rowOf({
  personId: integer(),
  stepKey: text(),
  kind: text(),
  at: moment(),
  result: optional(text()),
})

/** In the order in which it was done. */
function doneBy(database: Database, people: readonly Shown[]): Map<number, SequencePerson['done']> {
  const rows = database.all(
    doneStep,
    `SELECT person_id AS personId, step_key AS stepKey, kind, at, result FROM sequence_steps
     WHERE person_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    [JSON.stringify(people.map(({ id }) => id))],
  )
  const done = new Map<number, SequencePerson['done']>()
  for (const { personId, at, ...step } of rows) {
    const list = done.get(personId) ?? []
    list.push({ ...step, at: toTimestamp(at) })
    done.set(personId, list)
  }
  return done
}

/**
 * The last to have begun first; deleted sequences are left out, and those they never came into.
 * @throws 404
 */
export function sequencesOfLead(services: Services, leadId: number) {
  const { database } = services
  getLead(services, leadId)
  const rows = database.all(
    shown,
    `${shownSql} JOIN sequences ON sequences.id = people.sequence_id AND sequences.deleted_at IS NULL
     WHERE people.lead_id = ? AND people.reason IS NOT 'already_there' ORDER BY people.entered_at DESC, people.id DESC`,
    [leadId],
  )
  return {
    items: rows.flatMap((row) => {
      const sequence = sequencesTable.find(database, { id: row.sequenceId })
      if (sequence === null) return []
      const { id: sequenceId, name: sequenceName } = sequence
      return [{ ...placeIn(database, sequence)(row), sequenceId, sequenceName }]
    }),
  }
}
