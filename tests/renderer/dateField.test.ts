// The one field for days and moments: what is typed stays, what is understood is said, and what is
// no date gives no value.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import DateField from '../../src-renderer/ui/fields/DateField.vue'
import DaySpanFields from '../../src-renderer/ui/fields/DaySpanFields.vue'
import { mountPage } from './support/mountPage.ts'
import { byId, wordsOf, write } from './support/pageTest.ts'

let opened: Awaited<ReturnType<typeof mountPage>>
afterEach(() => {
  opened.close()
  vi.restoreAllMocks()
})

const value = shallowRef<string | null>(null)
const isWrong = shallowRef(false)

async function open(
  given: { kind: 'moment' | 'day'; only?: 'past' | 'future'; isRequired?: boolean },
  begin: string | null,
  language: 'fr' | 'en' = 'fr',
) {
  value.value = begin
  isWrong.value = false
  const page = defineComponent(
    () => () =>
      h(DateField, {
        ...given,
        label: 'Envoi',
        testId: 'moment',
        value: value.value,
        isWrong: isWrong.value,
        'onUpdate:value': (next: string | null) => (value.value = next),
        'onUpdate:isWrong': (next: boolean) => (isWrong.value = next),
      }),
  )
  opened = await mountPage(page, '/', { language })
}
const typed = () => byId<HTMLInputElement>(opened.element, 'moment').value
const local = (year: number, month: number, day: number, hour: number, minute = 0) =>
  new Date(year, month - 1, day, hour, minute).toISOString()

describe('a moment that is typed', () => {
  it.each(['5/12/2031 9h', '5 déc. 2031 à 9 h', '05.12.2031 09:00'])(
    'is taken as %j, and said in words',
    async (text) => {
      await open({ kind: 'moment', only: 'future', isRequired: true }, local(2031, 1, 1, 8))
      await write(opened.element, 'moment', text)
      expect(value.value).toBe(local(2031, 12, 5, 9))
      expect(isWrong.value).toBe(false)
      expect(typed()).toBe(text)
      expect(wordsOf(opened.element)).toContain('vendredi 5 décembre 2031 à 09:00')
    },
  )

  it.each([
    ['n’importe quoi', 'Date non comprise'],
    ['31/02/2031 9h', 'n’existe pas dans le calendrier'],
    ['5/12/2031 25h', 'Cette heure n’existe pas'],
    ['5/12/2031', 'Ajoutez l’heure'],
    ['5/12/2001 9h', 'déjà passé'],
    ['', 'Indiquez une date'],
  ])('gives no value for %j, and stays as it was typed', async (text, said) => {
    await open({ kind: 'moment', only: 'future', isRequired: true }, local(2031, 1, 1, 8))
    expect(typed()).toBe('01/01/2031 08:00')
    await write(opened.element, 'moment', text)
    expect(value.value).toBeNull()
    expect(isWrong.value).toBe(true)
    expect(typed()).toBe(text)
    expect(wordsOf(opened.element)).toContain(said)
    expect(byId(opened.element, 'moment').getAttribute('aria-invalid')).toBe('true')
    await write(opened.element, 'moment', '5/12/2031 9h')
    expect([value.value, isWrong.value]).toEqual([local(2031, 12, 5, 9), false])
  })

  it('may be left out where it need not be given', async () => {
    await open({ kind: 'moment' }, null)
    expect(isWrong.value).toBe(false)
    await write(opened.element, 'moment', 'bientôt')
    expect(isWrong.value).toBe(true)
    await write(opened.element, 'moment', '')
    expect([value.value, isWrong.value]).toEqual([null, false])
  })

  it('cannot lie ahead where only what has happened is meant', async () => {
    await open({ kind: 'moment', only: 'past' }, null)
    await write(opened.element, 'moment', '5/12/2099 9h')
    expect([value.value, isWrong.value]).toEqual([null, true])
  })

  it('follows a value that comes from outside', async () => {
    await open({ kind: 'moment' }, local(2031, 1, 1, 8))
    value.value = local(2031, 2, 3, 4, 5)
    await vi.waitFor(() => expect(typed()).toBe('03/02/2031 04:05'))
  })
})

describe('a day in English', () => {
  it('is day first, and month first where the browser is American', async () => {
    await open({ kind: 'day' }, '2031-01-02', 'en')
    expect(typed()).toBe('2 Jan 2031')
    vi.spyOn(navigator, 'language', 'get').mockReturnValue('en-GB')
    await write(opened.element, 'moment', '12/5/2031')
    expect(value.value).toBe('2031-05-12')
    expect(wordsOf(opened.element)).toContain('12 May 2031')
    vi.spyOn(navigator, 'language', 'get').mockReturnValue('en-US')
    await write(opened.element, 'moment', '12/5/2031 ')
    expect(value.value).toBe('2031-12-05')
  })
})

it('tells a span of days once both are days and in their order', async () => {
  const changes: string[][] = []
  const page = defineComponent(
    () => () =>
      h(DaySpanFields, {
        from: '2031-01-02',
        to: '2031-01-20',
        testId: 'span',
        onChange: (...span: string[]) => changes.push(span),
      }),
  )
  opened = await mountPage(page, '/')
  await write(opened.element, 'span-first', '31/02/2031')
  await write(opened.element, 'span-first', '25/01/2031')
  expect(changes).toEqual([])
  expect(wordsOf(opened.element)).toContain('fin')
  await write(opened.element, 'span-first', '5 janvier 2031')
  expect(changes).toEqual([['2031-01-05', '2031-01-20']])
})
