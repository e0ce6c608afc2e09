// The colours of a page can be read, whatever accent somebody chose.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, pageColours, textOn } from '#shared/rules/pages/pageColours.ts'

describe('colours', () => {
  const colour = fc
    .integer({ min: 0, max: 0xffffff })
    .map((value) => `#${value.toString(16).padStart(6, '0')}`)

  it('can always be read: on the accent, and as the colour of links', () => {
    fc.assert(
      fc.property(colour, fc.constantFrom('light' as const, 'dark' as const), (accent, tone) => {
        const colours = pageColours(accent, tone)
        expect(contrast(textOn(accent), accent)).toBeGreaterThanOrEqual(4.5)
        for (const on of [colours.background, colours.surface]) {
          for (const text of [colours.link, colours.text, colours.muted])
            expect(contrast(text, on)).toBeGreaterThanOrEqual(4.5)
        }
      }),
    )
  })

  it('measure contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })
})
