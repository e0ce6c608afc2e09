// What the relay has that nobody here knows, and how right its clock is: after a copy of the data
// was put back, a funnel published since is still on the web.
import type { Services } from '#main/core/services.ts'
import { memorySlot } from '#main/core/memory.ts'
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { RelayError } from '#main/relay/relayClient.ts'
import { funnelPath } from '#shared/rules/relayPages.ts'
import { withRelay } from './relayLink.ts'

type Seen = { unknown: { id: number; url: string }[]; clockAheadMinutes: number | null }
const nothing: Seen = { unknown: [], clockAheadMinutes: null }
const seen = memorySlot<Seen>(() => ({ ...nothing }))
/** A difference of clocks that changes no day and no order is not worth a word, in minutes. */
const clockTolerance = 5

export const seenAtRelay = ({ memory }: Pick<Services, 'memory'>): Seen => memory.of(seen)
export const forgetSeen = ({ memory }: Pick<Services, 'memory'>): void =>
  void Object.assign(memory.of(seen), nothing)

const known = rowOf({ id: integer() })

/** Part of each pull. A relay of an earlier version does not know the question. */
export async function lookAtRelay(services: Services): Promise<void> {
  const { relay, database, host, memory } = services
  try {
    const [{ funnels, time }, paired] = [await relay.list(), await relay.pairing()]
    const ids = new Set(
      database
        .all(
          known,
          `SELECT id FROM funnels UNION ALL SELECT item_id AS id FROM deleted_items WHERE kind = 'funnel'`,
          [],
        )
        .map(({ id }) => id),
    )
    const unknown = funnels.flatMap(({ funnelId: id, slug }) =>
      slug === null || ids.has(id) ? [] : [{ id, url: `${paired?.url ?? ''}${funnelPath(slug)}` }],
    )
    const ahead = Math.round((time - host.clock.now()) / 60_000)
    const clockAheadMinutes = Math.abs(ahead) > clockTolerance ? ahead : null
    Object.assign(memory.of(seen), { unknown, clockAheadMinutes })
    await keepNumbers(services, Math.max(0, ...funnels.map(({ funnelId }) => funnelId)))
  } catch (error) {
    if (!(error instanceof RelayError && error.reason === 'protocol')) throw error
  }
}

const highest = rowOf({ seq: integer() })

/** The next funnel gets none of the numbers the relay has heard of: events tell it by its number. */
async function keepNumbers({ database }: Services, last: number): Promise<void> {
  const read = `SELECT seq FROM sqlite_sequence WHERE name = 'funnels'`
  const present = database.first(highest, read, [])
  if (last <= (present?.seq ?? 0)) return
  await database.write([], (transaction) =>
    present === null
      ? transaction.sql(`INSERT INTO sqlite_sequence (name, seq) VALUES ('funnels', ?)`, [last])
      : transaction.sql(`UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'funnels'`, [
          last,
        ]),
  )
}

/** @throws 404 for a funnel that is here: it is archived instead; 422 with the relay's words */
export async function withdrawUnknownFunnel(services: Services, id: number): Promise<void> {
  if (!seenAtRelay(services).unknown.some((funnel) => funnel.id === id))
    throw unknownId('funnel at the relay that is not here', id)
  await withRelay(services, async (relay) => {
    const present = (await relay.list()).funnels.find(({ funnelId }) => funnelId === id)
    if (present === undefined)
      throw apiError('NOT_FOUND', 'unknown_id', 'The relay does not have it any more.')
    const version = Math.max(present.version + 1, Math.floor(services.host.clock.now() / 1000))
    await relay.withdraw(id, version)
    await lookAtRelay(services)
  })
  services.changes.publish(['funnels'])
}
