// The features, one line each. Navigation, routes and palette actions follow from them.
import { analyticsFeature } from '../features/analytics/analytics.feature.ts'
import { crmFeature } from '../features/crm/crm.feature.ts'
import { dashboardFeature } from '../features/dashboard/dashboard.feature.ts'
import { emailFeature } from '../features/email/email.feature.ts'
import { funnelsFeature } from '../features/funnels/funnels.feature.ts'
import { settingsFeature } from '../features/settings/settings.feature.ts'
import type { FeatureDoor } from '../ui/featureDoor.ts'

export const features: FeatureDoor[] = [dashboardFeature, crmFeature, emailFeature, funnelsFeature, analyticsFeature, settingsFeature].toSorted(
  (one, other) => one.navigation.order - other.navigation.order,
)
