// The CRM's door to the frame.
import Adjustments from '@vicons/tabler/es/Adjustments'
import ArrowsJoin from '@vicons/tabler/es/ArrowsJoin'
import ChartDots from '@vicons/tabler/es/ChartDots'
import Columns from '@vicons/tabler/es/Columns'
import FileImport from '@vicons/tabler/es/FileImport'
import Forms from '@vicons/tabler/es/Forms'
import History from '@vicons/tabler/es/History'
import ListCheck from '@vicons/tabler/es/ListCheck'
import MoodSad from '@vicons/tabler/es/MoodSad'
import UserPlus from '@vicons/tabler/es/UserPlus'
import Users from '@vicons/tabler/es/Users'
import type { FeatureDoor } from '../../ui/featureDoor.ts'
import { lazyComponent } from '../../ui/lazyComponent.ts'

/** The most pressing tasks, for the dashboard. */
export const CrmDueToday = lazyComponent(() => import('./tasks/CrmDueToday.vue'))

export const crmFeature: FeatureDoor = {
  name: 'crm',
  routes: [
    { path: '/crm', component: () => import('./CrmPage.vue') },
    { path: '/crm/fields', component: () => import('./customFields/CrmFieldsPage.vue') },
    { path: '/crm/stages', component: () => import('./stages/CrmStagesPage.vue') },
    { path: '/crm/losses', component: () => import('./losses/CrmLossReasonsPage.vue') },
    { path: '/crm/retention', component: () => import('./retention/CrmRetentionPage.vue') },
    { path: '/crm/tasks', component: () => import('./tasks/CrmTasksPage.vue') },
    { path: '/crm/duplicates', component: () => import('./duplicates/CrmDuplicatesPage.vue') },
    { path: '/crm/changes', component: () => import('./selection/CrmRecentChanges.vue') },
    { path: '/crm/score', component: () => import('./scoring/CrmModelPage.vue') },
    { path: '/crm/score/rules', component: () => import('./scoring/CrmScoreRulesPage.vue') },
    { path: '/crm/consents/:id(\\d+)', component: () => import('./consents/CrmConsentProof.vue') },
    { path: '/crm/import', component: () => import('./import/CrmImportPage.vue') },
    { path: '/crm/import/:id(\\d+)', component: () => import('./import/CrmImportRunPage.vue') },
  ],
  navigation: { to: '/crm', labelKey: 'nav.crm', icon: Users, order: 2 },
  actions: [
    { labelKey: 'crm.newLead', to: '/crm?new=1', icon: UserPlus },
    { labelKey: 'crm.importLeads', to: '/crm/import', icon: FileImport },
    { labelKey: 'customFields.title', to: '/crm/fields', icon: Forms },
    { labelKey: 'stageSettings.title', to: '/crm/stages', icon: Columns },
    { labelKey: 'lossReasons.title', to: '/crm/losses', icon: MoodSad },
    { labelKey: 'retention.title', to: '/crm/retention', icon: History },
    { labelKey: 'tasks.seeAll', to: '/crm/tasks', icon: ListCheck },
    { labelKey: 'duplicates.action', to: '/crm/duplicates', icon: ArrowsJoin },
    { labelKey: 'recentChanges.title', to: '/crm/changes', icon: History },
    { labelKey: 'scoreRules.title', to: '/crm/score/rules', icon: Adjustments },
    { labelKey: 'scoring.title', to: '/crm/score', icon: ChartDots },
  ],
}
