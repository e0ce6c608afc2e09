// What is dropped on the window, or handed over by the system: a view, the import, or why not.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { OpenRequest } from '#shared/contract/system/opening.ts'
import { useOpening } from '../../../src-renderer/shell/useOpening.ts'
import AppNotices from '../../../src-renderer/shell/AppNotices.vue'
import CrmImportPage from '../../../src-renderer/features/crm/import/CrmImportPage.vue'
import CrmImportWaiting from '../../../src-renderer/features/crm/import/CrmImportWaiting.vue'
import { useOpenedFiles } from '../../../src-renderer/stores/openedFiles.store.ts'
import { answer, forgetAnswers, inputsOf } from '../support/fakeApi.ts'
import { flushPromises } from '../support/flushPromises.ts'
import { mountPage } from '../support/mountPage.ts'
import { click, wordsOf } from '../support/pageTest.ts'

vi.mock(
  '../../../src-renderer/api/connectApi.ts',
  async () => (await import('../support/fakeApi.ts')).fakeConnection,
)

let opened: Awaited<ReturnType<typeof mountPage>>
let files: ReturnType<typeof useOpenedFiles>
const Page = defineComponent({
  setup() {
    useOpening()
    files = useOpenedFiles()
    return () => [h(AppNotices), h(CrmImportWaiting, { isReading: false })]
  },
})
const requests = (...given: OpenRequest[]) => {
  answer('system.opening.waiting', { count: given.length })
  answer('system.opening.next', () => given.shift() ?? null)
}
const open = async (language: 'fr' | 'en' = 'fr') => {
  opened = await mountPage(Page, '/dashboard', { language })
  await flushPromises()
}
beforeEach(() => {
  forgetAnswers()
  requests()
})
afterEach(() => {
  opened.close()
  document.querySelector('.dialogue')?.remove()
})

const csv = (name: string, size = 1) =>
  Object.defineProperty(new File(['x'], name), 'size', { value: size })
/** A drop as the window sees it. @returns whether the page took it */
async function drop(
  dropped: File[],
  { isFolder = false, types = ['Files'], isTaken = false } = {},
) {
  const event = new Event('drop', { bubbles: true, cancelable: true })
  const items = dropped.map((file) => ({
    getAsFile: () => file,
    webkitGetAsEntry: () => ({ isDirectory: isFolder }),
  }))
  Object.assign(event, { dataTransfer: { types, items } })
  if (isTaken) event.preventDefault()
  window.dispatchEvent(event)
  await flushPromises()
  return event.defaultPrevented
}
const names = () => files.files.map(({ name }) => name)

it('asks for nothing where nothing waits', async () => {
  await open()
  expect(inputsOf('system.opening.next')).toEqual([])
  expect(opened.path()).toBe('/dashboard')
})

it('goes to the view of a link', async () => {
  requests({ kind: 'view', path: '/crm?lead=5' })
  await open()
  expect(opened.path()).toBe('/crm?lead=5')
})

it('opens the import with the first file, and names the others', async () => {
  requests({ kind: 'file', file: csv('a.csv') }, { kind: 'file', file: csv('b.csv') })
  await open()
  expect(opened.path()).toBe('/crm/import')
  expect(names()).toEqual(['a.csv', 'b.csv'])
  expect(wordsOf(opened.element)).toContain('« a.csv » attend, avec 1 autre')
})

it.each([
  ['fr', 'Ce lien ne mène à aucune page'],
  ['en', 'This link leads to no page'],
] as const)('says in words why something was not opened (%s)', async (language, words) => {
  requests(
    { kind: 'refused', reason: 'link_unknown', name: 'webox://evil' },
    { kind: 'view', path: '/crm/tasks' },
  )
  await open(language)
  expect(wordsOf(opened.element)).toContain(words)
  expect(wordsOf(opened.element)).toContain('webox://evil')
  // What is wrong does not keep back what follows.
  expect(opened.path()).toBe('/crm/tasks')
})

it('takes what is dropped on the window, in any number', async () => {
  await open()
  expect(await drop([csv('a.csv'), csv('b.vcf')])).toBe(true)
  expect([opened.path(), names()]).toEqual(['/crm/import', ['a.csv', 'b.vcf']])
})

it.each([
  ['a.exe', {}, 1, 'Seuls les fichiers de contacts'],
  ['a.csv', { isFolder: true }, 1, 'C’est un dossier'],
  ['a.csv', {}, 300 * 1024 * 1024, 'dépasse 200 Mo'],
] as const)(
  'refuses %s with %j of %i bytes, and the browser does not show it',
  async (name, more, size, words) => {
    await open()
    expect(await drop([csv(name, size)], more)).toBe(true)
    expect(wordsOf(opened.element)).toContain(words)
    expect([opened.path(), names()]).toEqual(['/dashboard', []])
  },
)

it('leaves alone what a part of the page took, and what is no file', async () => {
  await open()
  await drop([csv('a.csv')], { isTaken: true })
  expect(await drop([csv('a.csv')], { types: ['text/plain'] })).toBe(false)
  expect(names()).toEqual([])
})

it('leaves an open dialogue where it is, and offers the way', async () => {
  const dialogue = document.createElement('div')
  dialogue.className = 'dialogue'
  dialogue.setAttribute('aria-modal', 'true')
  document.body.append(dialogue)
  requests({ kind: 'view', path: '/crm/tasks' })
  await open()
  await drop([csv('a.csv')])
  expect(opened.path()).toBe('/dashboard')
  dialogue.remove()
  const go = [...opened.element.querySelectorAll('button')].filter(
    (button) => wordsOf(button) === 'Y aller',
  )
  expect(go).toHaveLength(2)
  await click(go[1] as HTMLElement)
  await flushPromises()
  expect([opened.path(), names()]).toEqual(['/crm/import', ['a.csv']])
})

it('reads a file that was opened at once, and the next one not before it is asked for', async () => {
  await open()
  opened.close()
  opened = await mountPage(CrmImportPage, '/crm/import')
  const store = useOpenedFiles()
  store.add([csv('a.csv')])
  await flushPromises()
  const read = () =>
    inputsOf('crm.imports.preview').map((input) => (input as { file: File }).file.name)
  expect([read(), store.files]).toEqual([['a.csv'], []])
  store.add([csv('b.csv')])
  await flushPromises()
  expect(read()).toEqual(['a.csv'])
  expect(wordsOf(opened.element)).toContain('« b.csv » attend d’être importé')
})
