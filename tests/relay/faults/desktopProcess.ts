// The desktop's half in a process that is meant to be killed: publishes and pulls without end, and
// says what it is about to do.
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { RelayEvent, type SealedForm } from '#shared/contract/relayProtocol.ts'
import { openDatabase } from '#main/database/openDatabase.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { createChangeFeed } from '#main/platform/changeFeed.ts'
import { openKeyFileSecrets } from '#main/platform/secrets/keyFileSecrets.ts'
import { silentLog } from '#main/platform/log.ts'
import { createRelayClient, RelayError, type RelayClient } from '#main/relay/relayClient.ts'
import { readRelayKeys, type RelayKeys } from '#main/relay/relayKeys.ts'
import { cursorOf, pullOnce } from '#main/relay/relayPull.ts'
import { openSealedForm } from '#main/relay/sealedForms.ts'
import { numberedBundle } from './numberedBundle.ts'

export type DesktopTask = { folder: string; mutate: 'none' | 'cursor_first' | 'cursor_last' }
export type DesktopMessage =
  { at: 'publish' | 'pull' | 'commit' | 'acknowledge' } | { published: number } | { done: true }

const task = JSON.parse(process.argv[2] ?? '{}') as DesktopTask
const say = (message: DesktopMessage): void => void process.send?.(message)

/** Who did it: each event of the plan names its own. No UNIQUE here: applying twice must show. */
async function note(
  transaction: Transaction,
  event: RelayEvent,
  opened: SealedForm | null,
): Promise<void> {
  const who =
    event.kind === 'form'
      ? opened?.fields['email']
      : event.kind === 'visit'
        ? event.source.utmSource
        : 'token' in event
          ? event.token
          : event.kind
  await transaction.sql('INSERT INTO noted (event_id, who) VALUES (?, ?)', [event.id, who ?? ''])
}

/**
 * What must not be done: the cursor and what it stands for in two transactions, in either order.
 */
async function pullApart(
  client: RelayClient,
  database: Database,
  keys: RelayKeys,
): Promise<number> {
  const paired = await client.pairing()
  const cursor = cursorOf(database, paired?.relayKey ?? '')
  const events = (await client.pull(cursor)).events.map((event) => RelayEvent.parse(event))
  const last = events.at(-1)
  if (last === undefined) return 0
  const steps = [
    () =>
      database.write([], (transaction) =>
        transaction.sql(
          'INSERT INTO relay_cursors (relay_key, cursor, moved_at) VALUES (?, ?, 0) ON CONFLICT (relay_key) DO UPDATE SET cursor = excluded.cursor',
          [paired?.relayKey ?? '', last.id],
        ),
      ),
    () =>
      database.write([], async (transaction) => {
        for (const event of events)
          await note(
            transaction,
            event,
            event.kind === 'form' ? openSealedForm(event.sealed, keys.sealing, event) : null,
          )
      }),
  ]
  if (task.mutate === 'cursor_last') steps.reverse()
  await steps[0]?.()
  say({ at: 'commit' })
  await delay(100)
  await steps[1]?.()
  await client.acknowledge(last.id)
  return events.length
}

const secrets = await openKeyFileSecrets(task.folder)
const database = await openDatabase(join(task.folder, 'main.db'), [], createChangeFeed())
const keys = await readRelayKeys(secrets)
const plain = createRelayClient({ secrets })
const client: RelayClient = {
  ...plain,
  pull(after) {
    say({ at: 'pull' })
    return plain.pull(after, 100)
  },
  async acknowledge(cursor) {
    say({ at: 'acknowledge' })
    await plain.acknowledge(cursor)
  },
}
await database.write([], async (transaction) => {
  await transaction.sql(
    'CREATE TABLE IF NOT EXISTS noted (event_id varchar NOT NULL, who varchar NOT NULL)',
  )
  await transaction.sql('CREATE TABLE IF NOT EXISTS versions (version integer NOT NULL)')
})

async function publish(): Promise<void> {
  const version =
    (database.query<{ version: number | null }>('SELECT max(version) AS version FROM versions')[0]
      ?.version ?? 1) + 1
  await database.write([], (transaction) =>
    transaction.sql('INSERT INTO versions (version) VALUES (?)', [version]),
  )
  say({ at: 'publish' })
  await client.publish(numberedBundle(version))
  say({ published: version })
}

async function pull(): Promise<number> {
  if (task.mutate !== 'none') return pullApart(client, database, keys)
  const apply = async (transaction: Transaction, event: RelayEvent, opened: SealedForm | null) => {
    say({ at: 'commit' })
    await note(transaction, event, opened)
  }
  const { applied, failed, refused } = await pullOnce({
    client,
    database,
    keys,
    apply,
    now: Date.now,
    log: silentLog,
    topics: [],
  })
  if (failed + refused > 0) throw new Error(`${failed} events failed, ${refused} were refused.`)
  return applied
}

let isFinishing = false
process.on('message', () => (isFinishing = true))
for (;;) {
  const isLast = isFinishing
  try {
    if (!isLast) await publish()
    const applied = await pull()
    if (isLast && applied === 0) break
  } catch (error) {
    // The relay is being killed, too: what could not be reached is tried again.
    if (!(error instanceof RelayError) || !['unreachable', 'version'].includes(error.reason))
      throw error
  }
  await delay(5)
}
await database.close()
say({ done: true })
process.disconnect()
