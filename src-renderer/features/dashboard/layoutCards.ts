// Moving and hiding cards of the dashboard: pure changes of its layout.
import type { DashboardCard, DashboardLayout } from '#shared/contract/dashboard.contract.ts'

/** The layout with a card one place earlier or later; unchanged at either end. */
export function movedCard(
  layout: DashboardLayout,
  card: DashboardCard,
  step: -1 | 1,
): DashboardLayout {
  const at = layout.findIndex((entry) => entry.card === card)
  const [moved, other] = [layout[at], layout[at + step]]
  if (!moved || !other) return layout
  return layout.with(at, other).with(at + step, moved)
}

export const toggledCard = (layout: DashboardLayout, card: DashboardCard): DashboardLayout =>
  layout.map((entry) => (entry.card === card ? { ...entry, isShown: !entry.isShown } : entry))
