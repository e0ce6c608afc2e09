// An address with a slip of the hand is asked about once its field was left, and put right by a click.
import { afterEach, expect, it } from 'vitest'
import { h, reactive } from 'vue'
import CrmLeadFields from '../../../src-renderer/features/crm/leads/CrmLeadFields.vue'
import { emptyLeadForm } from '../../../src-renderer/features/crm/leads/leadForm.ts'
import { mountPage } from '../support/mountPage.ts'
import { byId, click, write } from '../support/pageTest.ts'

let mounted: Awaited<ReturnType<typeof mountPage>> | undefined
afterEach(() => mounted?.close())

it('is asked about when the field is left, and not while it is typed', async () => {
  const form = reactive(emptyLeadForm())
  mounted = await mountPage({ render: () => h(CrmLeadFields, { form }) }, '/crm')
  const { element } = mounted
  const shown = () => element.querySelector('[data-testid="lead-email-meant"]')
  await write(element, 'lead-email', 'zoe@gmail.co')
  expect(shown()).toBeNull()
  byId(element, 'lead-email').dispatchEvent(new FocusEvent('blur'))
  await Promise.resolve()
  expect(shown()?.textContent).toContain('zoe@gmail.com')
  await click(byId(element, 'lead-email-meant'))
  expect(form.email).toBe('zoe@gmail.com')
  expect(shown()).toBeNull()
})
