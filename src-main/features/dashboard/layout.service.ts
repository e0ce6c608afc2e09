// How the user arranged the dashboard: kept with the settings, so that it is the same in every
// window.
import { dashboardCards, DashboardLayout } from '#shared/contract/dashboard.contract.ts'
import type { Services } from '#main/core/services.ts'
import { settingsTable } from '#main/features/settings/settings.feature.ts'

const name = 'dashboard.layout'
const asMade: DashboardLayout = dashboardCards.map((card) => ({ card, isShown: true }))

/** What was kept by another version and no longer fits is left aside. */
export function dashboardLayout({ database }: Services): DashboardLayout {
  const row = settingsTable.find(database, { name })
  if (row === null) return asMade
  const kept = DashboardLayout.safeParse(JSON.parse(row.value))
  return kept.success ? kept.data : asMade
}

export async function saveDashboardLayout(
  services: Services,
  cards: DashboardLayout,
): Promise<DashboardLayout> {
  await services.database.write(['dashboard'], (transaction) =>
    transaction.sql(
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      [name, JSON.stringify(cards)],
    ),
  )
  return dashboardLayout(services)
}
