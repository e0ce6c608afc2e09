// Who is in a sequence and where: listed, brought in and taken out by hand.
import type { LeadFilter } from '#shared/contract/crm/leadFilter.ts'
import type { Services } from '#main/core/services.ts'
import { integer } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  checkLeadFilter,
  leftTopicSql,
  reachableAddressSql,
  readLeadIds,
  topicSql,
} from '#main/features/crm/crm.feature.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { waitAgain } from '#main/features/email/email.feature.ts'
import { endPeople, withoutLeaving } from '../engine/leaving.ts'
import { goOnWhereTheyWere } from '../engine/goingOn.ts'
import { getSequenceForUpdate, requireSequence } from '../sequences.repository.ts'
import { sequenceTopics } from '../sequences.service.ts'
import { refuseEmpty } from '../steps/sequenceProblems.ts'
import { enter, enteredAtOnce, type Times } from './entering.ts'
import { sequencePeopleTable } from './sequencePeople.table.ts'

type Added = { added: number; already: number; unreachable: number }
type Asked = LeadFilter & { id: number }

/**
 * Some at a time: cut short, whoever came in is in it. Numbers that are no lead's are left out.
 * @throws 404; 422 for a filter with a mistake, and for a sequence without steps
 */
export async function addPeople(services: Services, { id, ...meant }: Asked): Promise<Added> {
  const { database, host } = services
  refuseEmpty(requireSequence(database, id))
  checkLeadFilter(database, meant)
  const times = { now: host.clock.now(), timeZone: businessZone(services) }
  const sum: Added = { added: 0, already: 0, unreachable: 0 }
  for (const slice of await chosenLeads(services, meant)) {
    const more = await database.write(sequenceTopics, (transaction) =>
      addSlice(transaction, id, slice, times),
    )
    sum.added += more.added
    sum.already += more.already
    sum.unreachable += more.unreachable
  }
  return sum
}

/** @returns their numbers, in slices */
async function chosenLeads(services: Services, filter: LeadFilter): Promise<number[][]> {
  if (Object.values(filter).every((part) => part === undefined)) return []
  const everybody = { select: 'SELECT 0', parameters: [], most: Number.MAX_SAFE_INTEGER }
  const meant = await readLeadIds(services, filter, everybody)
  const slices: number[][] = []
  for (let from = 0; from < meant.length; from += enteredAtOnce)
    slices.push(meant.slice(from, from + enteredAtOnce))
  return slices
}

const idOnly = rowOf({ id: integer() })

async function addSlice(
  transaction: Transaction,
  sequenceId: number,
  ids: number[],
  times: Times,
): Promise<Added> {
  const sequence = await getSequenceForUpdate(transaction, sequenceId)
  const list = JSON.stringify(ids)
  const there = await transaction.count(
    `SELECT count(*) AS n FROM leads WHERE id IN (SELECT value FROM json_each(?))`,
    [list],
  )
  const known = await transaction.all(
    idOnly,
    `SELECT lead_id AS id FROM sequence_people WHERE sequence_id = ? AND lead_id IN (SELECT value FROM json_each(?))
       AND reason IS NOT 'already_there' AND lead_id IN (SELECT id FROM leads)`,
    [sequenceId, list],
  )
  const { topic } = sequence
  const leftTopic = topic === null ? '0' : leftTopicSql(topicSql(topic), 'leads.id', 'leads.email')
  const refused = await transaction.all(
    idOnly,
    `SELECT leads.id AS id FROM leads WHERE leads.id IN (SELECT value FROM json_each(?)) AND ((leads.email IS NOT NULL AND (${reachableAddressSql}) IS NULL) OR ${leftTopic})`,
    [list],
  )
  const out = new Set([...known, ...refused].map(({ id }) => id))
  const already = new Set(known.map(({ id }) => id))
  const coming = ids.filter((id) => !out.has(id))
  const added = await enter(transaction, sequence, coming, times, 'hand', { evenIfThere: true })
  return { added, already: already.size, unreachable: there - already.size - added }
}

/** @throws 404 */
export async function removePerson(
  { database, host }: Services,
  { id, personId }: { id: number; personId: number },
): Promise<void> {
  await database.write(sequenceTopics, async (transaction) => {
    await getSequenceForUpdate(transaction, id)
    const person = await sequencePeopleTable.findForUpdate(transaction, {
      id: personId,
      sequenceId: id,
    })
    if (person === null) throw unknownId('person in this sequence', personId)
    await endPeople(transaction, [personId], 'removed', host.clock.now())
  })
}

/**
 * Takes a removal by hand back: they go on where they were, and a message that waited then waits again.
 * Whatever would end it now does.
 * @throws 404 for somebody who was not taken out by hand
 */
export async function putPersonBack(
  services: Services,
  { id, personId }: { id: number; personId: number },
): Promise<void> {
  const { database, host, outbox } = services
  const times = { now: host.clock.now(), timeZone: businessZone(services) }
  await database.write(sequenceTopics, async (transaction) => {
    const sequence = await getSequenceForUpdate(transaction, id)
    const removed = { id: personId, sequenceId: id, reason: 'removed' as const }
    const person = await sequencePeopleTable.findForUpdate(transaction, removed)
    if (person === null) throw unknownId('person taken out of this sequence', personId)
    if (person.outboxId !== null) await waitAgain(transaction, person.outboxId)
    await goOnWhereTheyWere(transaction, sequence, person, times.now)
    await withoutLeaving(transaction, { database, now: times.now }, sequence, [personId])
  })
  outbox.wake()
}
