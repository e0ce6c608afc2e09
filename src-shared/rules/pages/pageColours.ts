// Colours of a page that can be read, whatever accent was chosen. Contrast as WCAG 2 defines it.

export type PageColours = {
  background: string
  /** Behind cards and every second section. */
  surface: string
  text: string
  muted: string
  border: string
  accent: string
  /** On the accent. */
  onAccent: string
  /** The accent, moved towards the text until it can be read on both backgrounds. */
  link: string
}

const light = {
  background: '#ffffff',
  surface: '#f4f6f9',
  text: '#1a1f29',
  muted: '#4a5262',
  border: '#d3d8e2',
}
const dark = {
  background: '#12151c',
  surface: '#1c212c',
  text: '#f3f5f9',
  muted: '#b6becd',
  border: '#3a4252',
}
/** What WCAG 2 AA asks of text. */
export const readableContrast = 4.5

export function pageColours(accent: string, tone: 'light' | 'dark'): PageColours {
  const base = tone === 'light' ? light : dark
  return { ...base, accent, onAccent: textOn(accent), link: readableAccent(accent, base) }
}

/** Black or white, whichever can be read better. One of the two always reaches 4.5. */
export function textOn(colour: string): string {
  return contrast('#ffffff', colour) >= contrast('#000000', colour) ? '#ffffff' : '#000000'
}

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}

function readableAccent(accent: string, base: typeof light): string {
  for (let share = 0; share < 1; share += 0.05) {
    const colour = mixed(accent, base.text, share)
    if (
      contrast(colour, base.background) >= readableContrast &&
      contrast(colour, base.surface) >= readableContrast
    )
      return colour
  }
  return base.text
}

function mixed(from: string, to: string, share: number): string {
  const target = channels(to)
  return `#${channels(from)
    .map((value, index) => Math.round(value + ((target[index] ?? 0) - value) * share))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`
}

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
