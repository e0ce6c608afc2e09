// The user's settings: defaults here, changes in the database, one row a setting.
import { z } from 'zod'
import type { Language, Settings, SettingsChange } from '#shared/contract/settings.contract.ts'
import {
  stageNames,
  stageProblem,
  StageSetting,
  usualStages,
  type StageNames,
} from '#shared/rules/leads/stages.ts'
import { phoneCountries, type PhoneCountry } from '#shared/rules/phoneNumber.ts'
import { chosenZone } from '#shared/rules/zonedMoment.ts'
import type { Services } from '#main/core/services.ts'
import { settingsTable } from './settings.table.ts'

const defaults: Omit<Settings, 'secretStore' | 'stages'> = {
  language: null,
  theme: 'system',
  currency: 'EUR',
  businessName: '',
  businessAddress: '',
  businessEmail: '',
  formOfAddress: 'vous',
  businessLogo: null,
  businessColour: null,
  timeZone: null,
  country: null,
}

export function getSettings({ database, host }: Pick<Services, 'database' | 'host'>): Settings {
  const known = new Set(Object.keys(defaults))
  const rows = database
    .all(settingsTable, `SELECT ${settingsTable.list()} FROM settings`)
    .filter((row) => known.has(row.name))
  const stored = Object.fromEntries(
    rows.map((row): [string, unknown] => [row.name, JSON.parse(row.value)]),
  )
  return { ...defaults, ...stored, stages: storedStages(database), secretStore: host.secrets.kind }
}

const StoredStages = z.array(StageSetting)
const stagesName = 'stages'
/** Ours where what is stored says no whole order: every stage has a place in each view. */
function storedStages(database: Services['database']): StageSetting[] {
  const [row] = database.all(
    settingsTable,
    `SELECT ${settingsTable.list()} FROM settings WHERE name = ?`,
    [stagesName],
  )
  const read = row === undefined ? null : StoredStages.safeParse(JSON.parse(row.value))
  return read?.success === true && stageProblem(read.data) === null ? read.data : [...usualStages]
}

/** How each stage is called where people read it. */
export const stageNamesOf = (
  services: Pick<Services, 'database' | 'host'>,
  language: Language = languageOf(services),
): StageNames => stageNames(storedStages(services.database), language)

/** @param stages in their order, without a mistake: see `stageProblem` */
export async function saveStages(
  { database }: Pick<Services, 'database'>,
  stages: readonly StageSetting[],
): Promise<void> {
  await database.write(
    ['settings', 'crm', 'dashboard', 'analytics', 'email', 'sequences'],
    async (transaction) => {
      await transaction.sql(
        'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        [stagesName, JSON.stringify(stages)],
      )
    },
  )
}

/** The zone of the business: of its days, its months, and of dates in files that name none. */
export const businessZone = (services: Pick<Services, 'database' | 'host'>): string =>
  chosenZone(getSettings(services).timeZone)

/** Where a phone number without a calling code is at home: as chosen, else where the computer is. */
export function businessCountry(services: Pick<Services, 'database' | 'host'>): PhoneCountry {
  const region = /[-_]([A-Z]{2})\b/.exec(services.host.systemLanguage)?.[1]
  const found = phoneCountries.find((country) => country === region)
  return getSettings(services).country ?? found ?? 'FR'
}

/** Of the user: as chosen, else as the computer speaks. */
export const languageOf = (services: Pick<Services, 'database' | 'host'>): Language =>
  getSettings(services).language ?? (services.host.systemLanguage.startsWith('en') ? 'en' : 'fr')

/** Settings left out keep their value. */
export async function updateSettings(
  services: Services,
  change: z.infer<typeof SettingsChange>,
): Promise<Settings> {
  // Figures of money are those of the currency, days those of the zone.
  await services.database.write(
    ['settings', 'email', 'dashboard', 'analytics'],
    async (transaction) => {
      for (const [name, value] of Object.entries(change)) {
        if (value === undefined) continue
        await transaction.sql(
          'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
          [name, JSON.stringify(value)],
        )
      }
    },
  )
  return getSettings(services)
}

/** What a feature keeps among the settings under a name of its own; null where nothing was kept. */
export function keptSetting<T>(
  { database }: Pick<Services, 'database'>,
  name: string,
  schema: z.ZodType<T>,
): T | null {
  const [row] = database.all(
    settingsTable,
    `SELECT ${settingsTable.list()} FROM settings WHERE name = ?`,
    [name],
  )
  return row === undefined ? null : schema.parse(JSON.parse(row.value))
}

export async function keepSetting(
  { database }: Pick<Services, 'database'>,
  name: string,
  value: unknown,
): Promise<void> {
  await database.write(['settings', 'crm', 'dashboard'], async (transaction) => {
    await transaction.sql(
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      [name, JSON.stringify(value)],
    )
  })
}
