// The features, one line each. Navigation, routes and palette actions follow from them.
import { assistantFeature } from '../features/assistant/assistant.feature.ts'
import { adsFeature } from '../features/ads/ads.feature.ts'
import { analyticsFeature } from '../features/analytics/analytics.feature.ts'
import { backupsFeature } from '../features/backups/backups.feature.ts'
import { crmFeature } from '../features/crm/crm.feature.ts'
import { dashboardFeature } from '../features/dashboard/dashboard.feature.ts'
import { emailFeature } from '../features/email/email.feature.ts'
import { funnelsFeature } from '../features/funnels/funnels.feature.ts'
import { settingsFeature } from '../features/settings/settings.feature.ts'
import { weboxFeature } from '../features/webox/webox.feature.ts'
import type { FeatureDoor } from '../ui/featureDoor.ts'

export const features: FeatureDoor[] = [
  dashboardFeature,
  crmFeature,
  emailFeature,
  funnelsFeature,
  analyticsFeature,
  adsFeature,
  assistantFeature,
  weboxFeature,
  backupsFeature,
  settingsFeature,
].toSorted((one, other) => (one.navigation?.order ?? 99) - (other.navigation?.order ?? 99))

/** What stands in the navigation, in its order. */
export const entries = features.flatMap(({ name, navigation }) =>
  navigation === undefined ? [] : [{ name, ...navigation }],
)
