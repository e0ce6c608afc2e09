// The pages on which the assistant writes campaigns and funnels, for the frame. Other features link
// to them by address.
import type { RouteRecordRaw } from 'vue-router'

export const generationRoutes: RouteRecordRaw[] = [
  {
    path: '/assistant/campaign',
    component: () => import('./generation/AssistantCampaignPage.vue'),
  },
  { path: '/assistant/funnel', component: () => import('./generation/AssistantFunnelPage.vue') },
]
