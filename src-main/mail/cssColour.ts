// Colours as messages write them: by name, as hex with or without `#`, rgb(), hsl(), in a shorthand.
import colorString from 'color-string'

/** Red, green, blue from 0 to 255, and how much of it covers, from 0 to 1. */
export type Colour = [number, number, number, number]

/** @returns null if the text names no colour */
export function readColour(written: string): Colour | null {
  const text = written.trim().toLowerCase()
  const read =
    colorString.get(text) ??
    (/^(?:[0-9a-f]{3}|[0-9a-f]{6})$/.test(text) ? colorString.get(`#${text}`) : null)
  if (read === null) return null
  const [one = 0, two = 0, three = 0, alpha = 1] = read.value
  if (read.model === 'hwb') return null
  if (read.model === 'rgb') return [one, two, three, alpha]
  return [...fromHsl(one, two / 100, three / 100), alpha]
}

/** The colour in the value of `background`: pictures, sizes and gradients are not read. */
export function colourOfBackground(value: string): Colour | null {
  const parts = value.replace(/!important/gi, '').match(/[a-z-]+\([^()]*\)|#?[\w-]+/gi) ?? []
  for (const part of parts) {
    const colour = /^\d/.test(part) ? null : readColour(part)
    if (colour !== null) return colour
  }
  return null
}

/** What is seen where one colour lies on an opaque one. */
export function laidOver([red, green, blue, alpha]: Colour, ground: Colour): Colour {
  const mixed = (top: number, under: number) => Math.round(top * alpha + under * (1 - alpha))
  return [mixed(red, ground[0]), mixed(green, ground[1]), mixed(blue, ground[2]), 1]
}

export const hexOf = ([red, green, blue]: Colour): string =>
  `#${[red, green, blue].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`

function fromHsl(hue: number, saturation: number, light: number): [number, number, number] {
  const reach = saturation * Math.min(light, 1 - light)
  const channel = (offset: number) => {
    const turn = (offset + hue / 30) % 12
    return 255 * (light - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1)))
  }
  return [channel(0), channel(8), channel(4)]
}
