// What views of a campaign read and lead to: its dry run, and its figures.
import { useQuery } from '@pinia/colada'
import { afterEach, expect, it, vi } from 'vitest'
import { defineComponent, h, shallowRef, type VNode } from 'vue'
import { topics } from '#shared/contract/system.contract.ts'
import { concerns } from '../../src-renderer/api/changeListener.ts'
import { checkQuery } from '../../src-renderer/features/email/campaigns/campaigns.queries.ts'
import EmailProgress from '../../src-renderer/features/email/campaigns/EmailProgress.vue'
import { answer, forgetAnswers, inputsOf } from './support/fakeApi.ts'
import { flushPromises } from './support/flushPromises.ts'
import { mountPage } from './support/mountPage.ts'
import { byId } from './support/pageTest.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)

let page: Awaited<ReturnType<typeof mountPage>> | undefined
const open = async (setup: () => () => VNode | null) =>
  (page = await mountPage(defineComponent({ setup }), '/email'))
afterEach(() => {
  page?.close()
  forgetAnswers()
})

it('draws the dry run each time it is opened, and not again with what others send meanwhile', async () => {
  answer('email.campaigns.check', {
    audience: { matching: 1, recipients: 1, suppressed: 0, withoutEmail: 0, leftTopic: 0 },
    ...{ drawn: 1, findings: [], canBeSent: true, htmlBytes: 1, messageBytes: 1, allBytes: 1 },
    finishedAt: null,
  })
  const isShown = shallowRef(false)
  await open(() => {
    useQuery(() => ({ ...checkQuery(7), enabled: isShown.value }))
    return () => null
  })
  for (const shown of [true, false, true]) {
    isShown.value = shown
    await flushPromises()
  }
  expect(inputsOf('email.campaigns.check')).toEqual([{ id: 7 }, { id: 7 }])
  const { key, meta } = { meta: {}, ...checkQuery(7) }
  expect(topics.filter((topic) => concerns(key, meta, new Set([topic])))).toEqual([])
})

it('leads from each figure only to a list of just those', async () => {
  const stats = {
    ...{ recipients: 9, queued: 4, sent: 3, failed: 1, uncertain: 0, suppressed: 0 },
    ...{ cancelled: 1, bounced: 1, replied: 1, unsubscribed: 1 },
  }
  const campaign = { id: 7, accountId: 1, stats } as never
  const { element } = await open(() => () => h(EmailProgress, { campaign }))
  const linked = Object.keys(stats).filter(
    (name) => element.querySelector(`[data-testid="stat-${name}"] a`) !== null,
  )
  expect(linked).toEqual(['sent', 'failed', 'cancelled', 'bounced', 'replied', 'unsubscribed'])
  expect(byId(element, 'stat-queued').textContent).toContain('4')
})
