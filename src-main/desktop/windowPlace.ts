// Where the window was and how large, for the next start; forgotten where the screen it was on is
// gone.
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

/** In pixels of the screen's own scale. */
export type Area = { x: number; y: number; width: number; height: number }
const WindowPlace = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(300).max(20_000),
  height: z.int().min(200).max(20_000),
  isMaximized: z.boolean(),
  /** How large its page is, in Electron's steps; 0: its own size. */
  zoomLevel: z.number().min(-8).max(9).catch(0),
})
export type WindowPlace = z.infer<typeof WindowPlace>

/** How much of the window's upper edge has to be seen, so that it can be moved. */
const edge = { width: 120, height: 30 }

/** @returns null where none is kept, or none that can be read */
export function readWindowPlace(file: string): WindowPlace | null {
  try {
    return WindowPlace.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** At once: the application may be about to end. A place that cannot be kept is no loss. */
export function keepWindowPlace(file: string, place: WindowPlace): void {
  try {
    writeFileSync(file, JSON.stringify(place), { mode: 0o600 })
  } catch {
    return
  }
}

/** Null unless a window there could be seen and moved on one of these screens. */
export function placeOnScreens(
  place: WindowPlace | null,
  screens: readonly Area[],
): WindowPlace | null {
  if (place === null) return null
  const isSeen = screens.some(
    (screen) =>
      overlap(place.x, place.width, screen.x, screen.width) >= edge.width &&
      place.y >= screen.y - 1 &&
      place.y + edge.height <= screen.y + screen.height,
  )
  return isSeen ? place : null
}

const overlap = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom)
