// How far the warm-up of an account is, as a forecast asks for it.
import { nothingSent, type WarmingAccount } from '#shared/rules/sending/warmUp.ts'
import type { Database } from '#main/database/database.ts'
import type { AccountRow } from '../accounts/accounts.table.ts'
import { stageProgress } from './stageProgress.ts'

/** An account with what was sent in its stage, as a forecast asks for it. */
export function warming(database: Database, account: AccountRow): WarmingAccount {
  const { id, warmUpStage, warmUpSince, maxPerMinute, maxPerHour, maxPerDay } = account
  const sent =
    warmUpStage === null || warmUpSince === null
      ? nothingSent
      : stageProgress(database, id, warmUpSince)
  return { maxPerMinute, maxPerHour, maxPerDay, warmUpStage, sent }
}
