// The history of a person, a page at a time: keys first, then what each entry says.
import type { TimelineEntry, TimelineKind } from '#shared/contract/crm/timeline.ts'
import { shownDeliveryState } from '#shared/contract/deliveries.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Database } from '#main/database/database.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { consentsById } from '../consents/consents.repository.ts'
import { readInteractionsById } from '../interactions/interactions.repository.ts'
import { toInteraction } from '../interactions/interactions.service.ts'
import { findLeadRow } from '../leads/leads.repository.ts'
import { tasksById } from '../tasks/tasks.repository.ts'
import { toTask } from '../tasks/tasks.service.ts'
import {
  clicksById,
  importsOfLeads,
  messagesById,
  readEntryKeys,
  receivedById,
  sequencesById,
  stageChangesById,
  type After,
  type EntryKey,
} from './timeline.repository.ts'

type Asked = Paging & { id: number; kinds?: TimelineKind[] | undefined }

/** Sources are fewer than this: their place goes into the cursor's key beside the moment. */
const places = 16

/** Newest first, what is planned before all. @throws 404 if there is no such lead */
export function leadTimeline({ database, host }: Services, { id, kinds, cursor, limit }: Asked) {
  if (findLeadRow(database, id) === null) throw unknownId('lead', id)
  const keys = readEntryKeys(database, id, kinds, readCursor(cursor), limit + 1)
  const tell = tellerOf(database, keys.slice(0, limit), host.clock.now())
  return pageFrom(
    keys,
    limit,
    null,
    (entry) => ({ key: entry.at * places + entry.source, id: entry.id }),
    tell,
  )
}

function readCursor(cursor: string | undefined): After | null {
  const after = decodeCursor(cursor)
  if (after === null) return null
  const key = Number(after.key)
  return { at: Math.floor(key / places), source: ((key % places) + places) % places, id: after.id }
}

function tellerOf(database: Database, keys: EntryKey[], now: number) {
  const idsOf = (...kinds: TimelineKind[]) =>
    JSON.stringify(keys.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id))
  const byId = <Row extends { id: number }>(rows: Row[]) =>
    new Map(rows.map((row) => [row.id, row]))
  const interactions = byId(
    readInteractionsById(database, idsOf('email', 'call', 'meeting', 'note', 'form', 'sale')),
  )
  const messages = byId(messagesById(database, idsOf('message')))
  const received = byId(receivedById(database, idsOf('received')))
  const clicks = byId(clicksById(database, idsOf('click')))
  const stages = byId(stageChangesById(database, idsOf('stage')))
  const consents = byId(consentsById(database, idsOf('consent')))
  const sequences = byId(sequencesById(database, idsOf('sequence_entered', 'sequence_left')))
  const tasks = byId(tasksById(database, idsOf('task')))
  const imports = byId(importsOfLeads(database, idsOf('import')))
  return ({ kind, id, at }: EntryKey): TimelineEntry => {
    const common = { id, at: toTimestamp(at), isPlanned: at > now }
    switch (kind) {
      case 'message':
        return { kind, ...toMessage(found(messages.get(id))), ...common }
      case 'received':
        return { kind, ...found(received.get(id)), ...common }
      case 'click': {
        const told = found(clicks.get(id))
        return { kind, ...told, ...common, isOpenable: told.isOpenable === true }
      }
      case 'stage':
        return { kind, ...found(stages.get(id)), ...common }
      case 'sequence_entered': {
        const { end: _end, ...entered } = found(sequences.get(id))
        return { kind, ...entered, ...common, isOpenable: entered.isOpenable === true }
      }
      case 'sequence_left': {
        const { by: _by, ...left } = found(sequences.get(id))
        return { kind, ...left, ...common, isOpenable: left.isOpenable === true }
      }
      case 'consent':
        return { kind, ...common, consent: found(consents.get(id)) }
      case 'task': {
        const task = toTask(found(tasks.get(id)))
        return { kind, ...common, isPlanned: task.doneAt === null, task }
      }
      case 'import':
        return { kind, ...common, fileName: found(imports.get(id)).fileName }
      case 'creation':
        return { kind, ...common }
      default:
        return { kind, ...common, interaction: toInteraction(found(interactions.get(id))) }
    }
  }
}

function toMessage({
  isOpenable,
  state,
  bouncedAt,
  repliedAt,
  subject,
  ...message
}: ReturnType<typeof messagesById>[number]) {
  return {
    ...message,
    state: shownDeliveryState(state, { bouncedAt, repliedAt }),
    isOpenable: isOpenable === true,
    letter: subject === null ? null : { subject },
  }
}

/** The rows of a page are read by one connection in one go: none is gone in between. */
function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('An entry of the history lost its row.')
  return row
}
