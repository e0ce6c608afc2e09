// What the user decided about the assistant: defaults here, changes in the database; and this
// month's sum.
import type { z } from 'zod'
import {
  AssistantSettings,
  type AssistantSettingsChange,
  type MonthUse,
} from '#shared/contract/assistantSettings.ts'
import { dateAt } from '#shared/rules/calendar/calendarDays.ts'
import type { Services } from '#main/core/services.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { assistantSettingsTable } from '../assistant.table.ts'
import { forgetPayloads, monthFigures, monthStart } from '../calls/aiCalls.repository.ts'

type Settings = AssistantSettings
const day = 24 * 60 * 60 * 1_000

const defaults: Settings = {
  leadFields: [],
  inputPrice: null,
  outputPrice: null,
  currency: 'EUR',
  monthlyBudget: null,
  keepDays: 90,
}

/** A setting as it was stored; null if there is none. @throws ZodError if it is something else */
export function readSetting<Value>(
  database: Database,
  name: string,
  schema: z.ZodType<Value>,
): Value | null {
  const row = assistantSettingsTable.find(database, { name })
  return row === null ? null : schema.parse(JSON.parse(row.value))
}

export async function writeSetting(
  transaction: Transaction,
  name: string,
  value: unknown,
): Promise<void> {
  await transaction.sql(
    'INSERT INTO assistant_settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [name, JSON.stringify(value)],
  )
}

export function getAssistantSettings({ database }: Pick<Services, 'database'>): Settings {
  return { ...defaults, ...readSetting(database, 'settings', AssistantSettings.partial()) }
}

/**
 * Settings left out keep their value.
 * @throws 422 for a budget without prices: it could not be kept
 */
export async function updateAssistantSettings(
  services: Services,
  change: z.infer<typeof AssistantSettingsChange>,
): Promise<Settings> {
  const { database, host } = services
  const settings = {
    ...getAssistantSettings(services),
    ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  } as Settings
  if (
    settings.monthlyBudget !== null &&
    (settings.inputPrice === null || settings.outputPrice === null)
  ) {
    throw apiError('UNPROCESSABLE', 'ai_price_missing', 'A budget needs the prices of the model.', {
      field: 'monthlyBudget',
    })
  }
  await database.write(['assistant'], async (transaction) => {
    await writeSetting(transaction, 'settings', settings)
    const now = host.clock.now()
    if (settings.keepDays !== null)
      await forgetPayloads(transaction, now - settings.keepDays * day, monthOf(services, now))
  })
  return settings
}

/** Forgets what was kept longer than the user wants. */
export async function forgetOldCalls(services: Services): Promise<void> {
  const { keepDays } = getAssistantSettings(services)
  if (keepDays === null) return
  const now = services.host.clock.now()
  const before = now - keepDays * day
  const old = services.database.count(
    'SELECT EXISTS (SELECT 1 FROM ai_calls WHERE at < ? AND payload IS NOT NULL) AS n',
    [before],
  )
  if (old === 0) return
  await services.database.write(['assistant'], (transaction) =>
    forgetPayloads(transaction, before, monthOf(services, now)),
  )
}

const monthOf = (services: Services, now: number): number => monthStart(now, businessZone(services))

export function monthUse(services: Services): MonthUse {
  const { currency, monthlyBudget } = getAssistantSettings(services)
  const timeZone = businessZone(services)
  const from = monthStart(services.host.clock.now(), timeZone)
  const { cost, ...figures } = monthFigures(services.database, from, currency)
  return {
    month: dateAt(from, timeZone),
    ...figures,
    cost: cost / 1_000_000,
    currency,
    monthlyBudget,
  }
}
