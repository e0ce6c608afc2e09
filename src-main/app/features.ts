// The features of the application, one line each.
import { assistantFeature } from '#main/features/assistant/assistant.feature.ts'
import { adsFeature } from '#main/features/ads/ads.feature.ts'
import { analyticsFeature } from '#main/features/analytics/analytics.feature.ts'
import { backupsFeature } from '#main/features/backups/backups.feature.ts'
import { crmFeature } from '#main/features/crm/crm.feature.ts'
import { dashboardFeature } from '#main/features/dashboard/dashboard.feature.ts'
import { emailFeature } from '#main/features/email/email.feature.ts'
import { funnelsFeature } from '#main/features/funnels/funnels.feature.ts'
import { sequencesFeature } from '#main/features/sequences/sequences.feature.ts'
import { settingsFeature } from '#main/features/settings/settings.feature.ts'
import { systemFeature } from '#main/features/system/system.feature.ts'
import { weboxFeature } from '#main/features/webox/webox.feature.ts'
import type { Feature } from '../core/feature.ts'

export const features: Feature[] = [
  systemFeature,
  settingsFeature,
  crmFeature,
  emailFeature,
  sequencesFeature,
  funnelsFeature,
  adsFeature,
  weboxFeature,
  backupsFeature,
  dashboardFeature,
  analyticsFeature,
  assistantFeature,
]
