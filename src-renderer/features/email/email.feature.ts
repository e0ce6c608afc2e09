// The e-mail feature's door to the frame.
import Mail from '@vicons/tabler/es/Mail'
import Inbox from '@vicons/tabler/es/Inbox'
import Route from '@vicons/tabler/es/Route'
import Send from '@vicons/tabler/es/Send'
import Server from '@vicons/tabler/es/Server'
import UserOff from '@vicons/tabler/es/UserOff'
import Wand from '@vicons/tabler/es/Wand'
import type { FeatureDoor } from '../../ui/featureDoor.ts'
import { lazyComponent } from '../../ui/lazyComponent.ts'

/** Opens the drawer in which one person is written to. */
export const EmailLetterButton = lazyComponent(() => import('./letters/EmailLetterButton.vue'))
/** What can be done about a letter in its person's history. */
export const EmailLetterTools = lazyComponent(() => import('./letters/EmailLetterTools.vue'))

export const emailFeature: FeatureDoor = {
  name: 'email',
  routes: [
    { path: '/email', component: () => import('./campaigns/EmailCampaignsPage.vue') },
    {
      path: '/email/campaigns/:id(\\d+)',
      component: () => import('./campaigns/EmailCampaignPage.vue'),
      meta: { needsAllLanguages: true },
    },
    { path: '/email/sequences', component: () => import('./sequences/EmailSequencesPage.vue') },
    {
      path: '/email/sequences/:id(\\d+)',
      component: () => import('./sequences/EmailSequencePage.vue'),
      meta: { needsAllLanguages: true },
    },
    { path: '/email/outbox', component: () => import('./sending/EmailOutboxPage.vue') },
    { path: '/email/messages', component: () => import('./sending/EmailMessagesPage.vue') },
    { path: '/email/sandbox', component: () => import('./sending/EmailSandboxPage.vue') },
    { path: '/email/accounts', component: () => import('./sending/EmailAccountsPage.vue') },
    {
      path: '/email/suppressions',
      component: () => import('./suppressions/EmailSuppressionsPage.vue'),
    },
    { path: '/email/topics', component: () => import('./topics/EmailTopicsPage.vue') },
  ],
  navigation: { to: '/email', labelKey: 'nav.email', icon: Mail, order: 3 },
  actions: [
    { labelKey: 'email.newCampaign', to: '/email?new=1', icon: Mail },
    { labelKey: 'sequences.new', to: '/email/sequences?new=1', icon: Route },
    { labelKey: 'generation.campaignTitle', to: '/assistant/campaign', icon: Wand },
    { labelKey: 'email.tab.outbox', to: '/email/outbox', icon: Send },
    { labelKey: 'email.tab.sandbox', to: '/email/sandbox', icon: Inbox },
    { labelKey: 'email.tab.accounts', to: '/email/accounts', icon: Server },
    { labelKey: 'email.tab.suppressions', to: '/email/suppressions', icon: UserOff },
    { labelKey: 'mailTopics.title', to: '/email/topics', icon: Mail },
  ],
}
