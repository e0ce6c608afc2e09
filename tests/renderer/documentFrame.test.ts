// A document that is drawn anew takes the place of the one before, also when it is one from before.
import { afterEach, expect, test } from 'vitest'
import { h, nextTick, shallowRef } from 'vue'
import DocumentFrame from '../../src-renderer/ui/frames/DocumentFrame.vue'
import { mountPage } from './support/mountPage.ts'

let opened: Awaited<ReturnType<typeof mountPage>> | undefined
afterEach(() => opened?.close())
const shown = () =>
  opened?.element.querySelector('iframe[aria-hidden="false"]')?.getAttribute('srcdoc')

test('What was undone is shown again, though its frame holds it already', async () => {
  const html = shallowRef('<head></head>one')
  const render = () => h(DocumentFrame, { html: html.value, width: 600, title: 'Aperçu' })
  opened = await mountPage({ render }, '/')
  const show = async (next: string) => {
    html.value = next
    await nextTick()
    const behind = opened?.element.querySelector('iframe[aria-hidden="true"]')
    if (behind?.getAttribute('srcdoc') === next) behind.dispatchEvent(new Event('load'))
    await nextTick()
  }
  await show('<head></head>two')
  expect(shown()).toContain('two')
  // No frame loads now: a browser does not load what is there.
  html.value = '<head></head>one'
  await nextTick()
  await nextTick()
  expect(shown()).toContain('one')
})
