// The warm-up of an account as it is shown, and what a person does about it.
import type { z } from 'zod'
import type { WarmUp, WarmUpKind, WarmUpWish } from '#shared/contract/email/warmUp.ts'
import { isPublicMailbox } from '#shared/rules/mailProviders.ts'
import { day } from '#shared/rules/sending/sendingRates.ts'
import {
  stageAmount,
  stagesBelow,
  stageSoonest,
  warmedRate,
  warmUpStages,
} from '#shared/rules/sending/warmUp.ts'
import type { Services } from '#main/core/services.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { usedLately } from '../accounts/accountLimits.ts'
import { findAccount } from '../accounts/accounts.repository.ts'
import { accountsTable, type AccountRow } from '../accounts/accounts.table.ts'
import { warming } from './warming.ts'
import { warmUpChangesTable, type WarmUpChangeRow } from './warmUps.table.ts'

/** Changes that are shown. */
const shownChanges = 50
/** How far back messages tell that servers know an account, in milliseconds. */
const knownSince = 30 * day
const byPerson: readonly WarmUpKind[] = ['started', 'skipped', 'restarted', 'stopped', 'declined']

/** @throws 404 */
export function getWarmUp({ database, host }: Services, id: number): z.infer<typeof WarmUp> {
  const account = findAccount(database, id)
  if (account === null) throw unknownId('e-mail account', id)
  const now = host.clock.now()
  const { warmUpStage, warmUpSince, maxPerDay } = account
  const { sent } = warming(database, account)
  const amount = stageAmount(warmUpStage, maxPerDay)
  const { lastDay } = usedLately(database, id, now)
  const perDay = warmedRate(account).maxPerDay
  const changes = lastChanges(database, id)
  const [last] = changes
  return {
    stage: warmUpStage,
    stages: stagesBelow(maxPerDay),
    since: toOptionalTimestamp(warmUpSince),
    perDay,
    sentLastDay: lastDay,
    remaining: perDay === null ? null : Math.max(0, perDay - lastDay),
    sentInStage: sent.accepted,
    stageEndsAt: toOptionalTimestamp(amount === null ? null : stageSoonest(sent, amount, now)),
    isOffered: changes.length === 0 && isOffered(database, account, now),
    changes: changes.map(({ changedAt, kind, stage, trouble }) => ({
      at: toTimestamp(changedAt),
      ...{ kind, stage, trouble },
    })),
    canUndo: last !== undefined && byPerson.includes(last.kind),
  }
}

/**
 * New to servers: nothing left through it lately, or little of a domain of one's own. One whose limit
 * leaves no stage is not asked about.
 */
function isOffered(database: Database, account: AccountRow, now: number): boolean {
  if (stagesBelow(account.maxPerDay).length === 0) return false
  const most = warmUpStages.at(-1) ?? 0
  const left = database.count(
    `SELECT count(*) AS n FROM (SELECT 1 FROM send_attempts WHERE account_id = ? AND attempted_at > ? LIMIT ?)`,
    [account.id, now - knownSince, most],
  )
  return left === 0 || (left < most && !isPublicMailbox(account.fromEmail))
}

const lastChanges = (database: Database, accountId: number): WarmUpChangeRow[] =>
  database.all(
    warmUpChangesTable,
    `SELECT ${warmUpChangesTable.list()} FROM warm_up_changes WHERE account_id = ? ORDER BY id DESC LIMIT ?`,
    [accountId, shownChanges],
  )

/**
 * @throws 404; 409 where the wish does not fit, 422 where the account's limit of a day leaves no stage
 */
export async function changeWarmUp(
  services: Services,
  { id, wish }: z.infer<typeof WarmUpWish>,
): Promise<z.infer<typeof WarmUp>> {
  const { database, host } = services
  await database.write(['email'], async (transaction) => {
    const account = await accountsTable.findForUpdate(transaction, { id })
    if (account === null) throw unknownId('e-mail account', id)
    if (wish === 'undo') return undo(transaction, id)
    const now = host.clock.now()
    const { kind, stage } = wished(account, wish)
    const { warmUpStage: stageBefore, warmUpSince: sinceBefore } = account
    await setStage(transaction, id, { stage, since: stage === null ? null : now })
    await warmUpChangesTable.insert(transaction, {
      ...{ accountId: id, changedAt: now, kind, stage, trouble: null },
      ...{ stageBefore, sinceBefore },
    })
  })
  // Its lanes count a whole day from now on, or no longer.
  services.outbox.accountChanged(id)
  return getWarmUp(services, id)
}

type Wish = Exclude<z.infer<typeof WarmUpWish>['wish'], 'undo'>

/** What a wish makes of an account. @throws 409 or 422 where it does not fit */
function wished(
  { warmUpStage, maxPerDay }: AccountRow,
  wish: Wish,
): { kind: WarmUpKind; stage: number | null } {
  const stages = stagesBelow(maxPerDay)
  const isOn = warmUpStage !== null
  const fits = { start: !isOn, decline: !isOn, skip: isOn, restart: isOn, stop: isOn }
  if (!fits[wish])
    throw apiError(
      'CONFLICT',
      isOn ? 'warm_up_under_way' : 'warm_up_off',
      isOn ? 'The account is warming up already.' : 'The account is not warming up.',
    )
  if ((wish === 'start' || wish === 'restart') && stages.length === 0)
    throw apiError(
      'UNPROCESSABLE',
      'warm_up_needless',
      'The limit of a day is as low as the first stage.',
      { field: 'wish' },
    )
  if (wish === 'decline') return { kind: 'declined', stage: null }
  if (wish === 'stop') return { kind: 'stopped', stage: null }
  if (wish === 'start') return { kind: 'started', stage: 1 }
  if (wish === 'restart') return { kind: 'restarted', stage: 1 }
  const next = (warmUpStage ?? 0) + 1
  return { kind: 'skipped', stage: next > stages.length ? null : next }
}

/** @throws 409 where the last change was not a person's */
async function undo(transaction: Transaction, accountId: number): Promise<void> {
  const last = await transaction.first(
    warmUpChangesTable,
    `SELECT ${warmUpChangesTable.list()} FROM warm_up_changes WHERE account_id = ? ORDER BY id DESC LIMIT 1`,
    [accountId],
  )
  if (last === null || !byPerson.includes(last.kind))
    throw apiError('CONFLICT', 'warm_up_unchanged', 'There is no change to take back.')
  const { stageBefore, sinceBefore } = last
  await setStage(transaction, accountId, { stage: stageBefore, since: sinceBefore })
  await warmUpChangesTable.delete(transaction, { id: last.id })
}

const setStage = (
  transaction: Transaction,
  id: number,
  { stage, since }: { stage: number | null; since: number | null },
) => accountsTable.update(transaction, { id }, { warmUpStage: stage, warmUpSince: since })
