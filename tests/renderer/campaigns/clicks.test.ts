// What a campaign's report says of clicks, and where they can be measured.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, shallowRef, type VNode } from 'vue'
import type { Campaign } from '#shared/contract/campaigns.ts'
import EmailClicks from '../../../src-renderer/features/email/campaigns/EmailClicks.vue'
import EmailMeasuring from '../../../src-renderer/features/email/editor/EmailMeasuring.vue'
import { answer, forgetAnswers, inputsOf } from '../support/fakeApi.ts'
import { flushPromises } from '../support/flushPromises.ts'
import { mountPage } from '../support/mountPage.ts'
import { byId } from '../support/pageTest.ts'

vi.mock(
  '../../../src-renderer/api/connectApi.ts',
  async () => (await import('../support/fakeApi.ts')).fakeConnection,
)

let page: Awaited<ReturnType<typeof mountPage>> | undefined
const open = async (setup: () => () => VNode | null) => {
  page = await mountPage(defineComponent({ setup }), '/email')
  await flushPromises()
  await flushPromises()
  return page.element
}
afterEach(() => {
  page?.close()
  forgetAnswers()
})

const report = (stats: object, accountId: number | null = 1) => {
  const campaign = { id: 7, accountId, stats: { sent: 9, ...stats } } as unknown as Campaign
  return open(() => () => h(EmailClicks, { campaign }))
}
const hrefOf = (element: HTMLElement, testId: string) =>
  element.querySelector(`[data-testid="${testId}"]`)?.getAttribute('href')

describe('the report', () => {
  it('says that nothing is measured instead of 0, and asks for no links', async () => {
    const none = { measured: null, clicked: null, clickedByPrograms: null }
    expect((await report(none)).textContent).toContain('non mesurés')
    expect(inputsOf('email.campaigns.links')).toEqual([])
    page?.close()
    expect((await report(none, null)).textContent).toContain('bac à sable')
  })

  it('says that nobody agreed', async () => {
    answer('email.campaigns.links', { items: [], others: 0 })
    const element = await report({ measured: 0, clicked: 0, clickedByPrograms: 0 })
    expect(byId(element, 'clicks-nobody').textContent).toContain('aucune personne')
  })

  it('leads from each figure to its messages, and from each link to those who opened it', async () => {
    answer('email.campaigns.links', {
      items: [
        { link: 'https://a.example/?x=1', people: 2, programs: 1 },
        { link: 'https://b.example', people: 0, programs: 0 },
      ],
      others: 0,
    })
    const element = await report({ measured: 5, clicked: 2, clickedByPrograms: 1 })
    expect(byId(element, 'clicks-people').textContent).toBe('2 personnes ont cliqué')
    expect(byId(element, 'clicks-measured').textContent).toBe('sur 5 qui l’ont accepté')
    expect(element.textContent).toContain('4 non mesurés, faute d’accord')
    expect(hrefOf(element, 'clicks-people')).toContain('state=clicked')
    expect(hrefOf(element, 'clicks-measured')).toContain('state=measured')
    expect(hrefOf(element, 'clicks-programs')).toContain('state=programs')
    const links = [...element.querySelectorAll('[data-testid="click-link"]')]
    expect(links.map((link) => link.querySelectorAll('a').length)).toEqual([2, 0])
    const to = new URL(
      links[0]?.querySelector('a')?.getAttribute('href') ?? '',
      'https://app.example',
    )
    expect(decodeURIComponent(to.href)).toContain('state=clicked&link=https://a.example/?x=1')
  })
})

describe('measuring a campaign', () => {
  const relay = {
    ...{ paired: true, url: 'https://r.example', measuresClicks: true, lastPullAt: null },
    ...{ lastError: null, waitingEvents: 0, unknownFunnels: [], clockAheadMinutes: null },
  }
  const choose = (status: object, measures = false) => {
    answer('funnels.relay.status', status)
    const isOn = shallowRef(measures)
    return open(
      () => () =>
        h(EmailMeasuring, {
          modelValue: isOn.value,
          'onUpdate:modelValue': (on: boolean) => (isOn.value = on),
        }),
    )
  }
  const isDisabled = (element: HTMLElement) =>
    byId(element, 'measures-clicks').classList.contains('n-switch--disabled')

  it('is offered with a relay that can', async () => {
    const element = await choose(relay)
    expect(isDisabled(element)).toBe(false)
    expect(element.querySelector('[data-testid="measuring-objection"]')).toBeNull()
  })

  it.each([
    [
      'no relay',
      { ...relay, paired: false, url: null, measuresClicks: false },
      'Aucun n’est associé',
    ],
    ['an older one', { ...relay, measuresClicks: false }, 'mettre à jour'],
  ])('is not with %s, and says why', async (_what, status, words) => {
    const element = await choose(status)
    expect(isDisabled(element)).toBe(true)
    expect(byId(element, 'measuring-objection').textContent).toContain(words)
  })

  it('can be turned off where the relay went, and says what happens meanwhile', async () => {
    const element = await choose(
      { ...relay, paired: false, url: null, measuresClicks: false },
      true,
    )
    expect(isDisabled(element)).toBe(false)
    expect(byId(element, 'measuring-objection').textContent).toContain('liens tels quels')
  })
})
