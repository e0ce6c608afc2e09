// A message edited where it is drawn, in a real browser: blocks chosen and moved by drag, into columns
// and out of them, added between two others, and the same by keyboard.
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  appInBrowser,
  bothLanguages,
  campaignOf,
  eventually,
  place,
  shot,
  textBlock as text,
} from '../pages/app.ts'
import { byId, chromiumPath, expectAccessible } from '../pages/browser.ts'

const app = appInBrowser()
type Block = { key: string; kind: string; text?: string; columns?: { blocks: Block[] }[] }
const blocksOf = (id: number) => app.blocksOf<Block>(id)
/** The keys in their order; those in columns in brackets. */
const orderOf = async (id: number) =>
  (await blocksOf(id))
    .map(({ key, kind, columns }) =>
      kind === 'columns'
        ? `${key}(${(columns ?? []).map(({ blocks }) => blocks.map((block) => block.key).join(' ')).join('|')})`
        : key,
    )
    .join(' ')
const long = Array.from({ length: 12 }, (_, at) =>
  text(`long${at}`, `Paragraphe ${at}. ${'Des mots de plus, pour que ce soit long. '.repeat(6)}`),
)

async function open(language: string, colorScheme: 'light' | 'dark', locale: string) {
  await app.start()
  const id = await app.made(
    '/marketing/campaigns',
    campaignOf('Nouvelles', language, [
      { key: 'open', kind: 'heading', text: 'Nouvelles de l’atelier', level: 1 },
      {
        ...{ key: 'cols', kind: 'columns' },
        columns: [{ blocks: [text('left', 'À gauche')] }, { blocks: [text('right', 'À droite')] }],
      },
      text('last', 'Pour les clients'),
      ...long,
    ]),
  )
  const opened = await app.open({ locale, colorScheme })
  await opened.page.goto(`${app.host.url}/#/email/campaigns/${id}`)
  await place(opened.page, 'open').waitFor()
  await byId(opened.page, 'mail-blocks').scrollIntoViewIfNeeded()
  return { ...opened, id }
}
async function boxOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (box === null) throw new Error('It is not to be seen.')
  return box
}
/** Pressed on one block, let go at a share of the height of another. */
async function drag(page: Page, from: Locator, to: Locator, share: number, drop = true) {
  const [start, end] = [await boxOf(from), await boxOf(to)]
  await page.mouse.move(start.x + 30, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(end.x + 60, end.y + end.height / 2, { steps: 4 })
  await page.mouse.move(end.x + 60, end.y + end.height * share, { steps: 3 })
  if (drop) await page.mouse.up()
}

describe.skipIf(chromiumPath === '')('a message where it is drawn', () => {
  it.each(bothLanguages)(
    'is arranged by mouse and by keyboard (%s, %s)',
    async (language, colorScheme, locale) => {
      const { page, problems, id } = await open(language, colorScheme, locale)
      const rest = long.map(({ key }) => key).join(' ')
      await expectAccessible(page, `the drawing, ${language}`)
      await shot(page, `canvas-${language}`)

      // A line shows where it would land; Escape takes it back.
      await drag(page, place(page, 'last'), place(page, 'open'), 0.1, false)
      await byId(page, 'canvas-line').waitFor()
      await shot(page, `canvas-drag-${language}`)
      await page.keyboard.press('Escape')
      await expect(byId(page, 'canvas-line').count()).resolves.toBe(0)
      await page.mouse.up()
      await expect(orderOf(id)).resolves.toBe(`open cols(left|right) last ${rest}`)

      // Up, into a column, to the other, out again.
      await drag(page, place(page, 'last'), place(page, 'open'), 0.1)
      await eventually(() => orderOf(id)).toBe(`last open cols(left|right) ${rest}`)
      await drag(page, place(page, 'last'), place(page, 'right'), 0.9)
      await eventually(() => orderOf(id)).toBe(`open cols(left|right last) ${rest}`)
      await shot(page, `canvas-column-${language}`)
      await drag(page, place(page, 'last'), place(page, 'left'), 0.1)
      await eventually(() => orderOf(id)).toBe(`open cols(last left|right) ${rest}`)
      await drag(page, place(page, 'last'), place(page, 'open'), 0.1)
      await eventually(() => orderOf(id)).toBe(`last open cols(left|right) ${rest}`)
      // What holds columns is reached from within, and held above it.
      await place(page, 'right').click()
      await byId(page, 'canvas-holder').click()
      await drag(page, byId(page, 'canvas-grip'), place(page, 'open'), 0.1)
      await eventually(() => orderOf(id)).toBe(`last cols(left|right) open ${rest}`)
      for (const _ of [1, 2, 3, 4, 5]) await byId(page, 'mail-undo').click()
      await eventually(() => orderOf(id)).toBe(`open cols(left|right) last ${rest}`)

      // By keyboard, told to whoever does not see it.
      await place(page, 'last').focus()
      await page.keyboard.press('Alt+ArrowRight')
      await eventually(() => orderOf(id)).toBe(`open cols(left last|right) ${rest}`)
      await eventually(() => page.locator('.canvas [role=status]').innerText()).toMatch(/2.*2/)
      await page.keyboard.press('Alt+ArrowLeft')
      await eventually(() => orderOf(id)).toBe(`open last cols(left|right) ${rest}`)
      await expect(
        place(page, 'last').evaluate((element) => element.matches(':focus')),
      ).resolves.toBe(true)
      await page.keyboard.press('Control+z')
      await page.keyboard.press('Control+z')
      await eventually(() => orderOf(id)).toBe(`open cols(left|right) last ${rest}`)

      // Added between two blocks: by the sign, and by a drag from the list.
      await place(page, 'open').click()
      await byId(page, 'canvas-add-after').click()
      await page.locator('.n-dropdown-option', { hasText: /^(Filet|Line)$/ }).click()
      await eventually(async () => (await blocksOf(id))[1]?.kind).toBe('divider')
      await byId(page, 'mail-block-add').click()
      await drag(page, byId(page, 'mail-add-button'), place(page, 'right'), 0.9)
      await eventually(async () =>
        (await blocksOf(id))[2]?.columns?.map(({ blocks }) => blocks.map(({ kind }) => kind)),
      ).toEqual([['text'], ['text', 'button']])
      await shot(page, `canvas-added-${language}`)

      // Held at the lower edge, it scrolls to what is further down.
      const [start, room] = [await boxOf(place(page, 'open')), await boxOf(page.locator('.canvas'))]
      await page.mouse.move(start.x + 30, start.y + 10)
      await page.mouse.down()
      await page.mouse.move(room.x + 100, Math.min(room.y + room.height, 900) - 12, { steps: 5 })
      await eventually(() =>
        page.locator('.canvas').evaluate((box) => box.scrollTop),
      ).toBeGreaterThan(500)
      await page.mouse.up()
      await eventually(async () =>
        (await blocksOf(id)).findIndex(({ key }) => key === 'open'),
      ).toBeGreaterThan(5)
      await byId(page, 'mail-undo').click()

      // On a telephone columns stand below one another.
      await byId(page, 'mail-mobile').click()
      await eventually(async () => {
        const [left, right] = [await boxOf(place(page, 'left')), await boxOf(place(page, 'right'))]
        return right.y > left.y + left.height / 2
      }).toBe(true)
      await shot(page, `canvas-phone-${language}`)
      expect(problems).toEqual([])
      await page.context().close()
    },
    240_000,
  )
})
