// Tells a picture from anything else by its content, and reads its size. SVG is left out on
// purpose: it can hold scripts.
import { disableTypes, imageSize, types } from 'image-size'

const extensions = { png: 'png', jpg: 'jpg', webp: 'webp', gif: 'gif' } as const
type PictureType = keyof typeof extensions

export type Picture = {
  extension: (typeof extensions)[PictureType]
  width: number
  height: number
}

// What is not taken is not even parsed.
disableTypes(types.filter((type) => !(type in extensions)))

/** Null if the bytes are no picture of a kind that is taken, or hold no size. */
export function readPicture(bytes: Buffer): Picture | null {
  try {
    const { type, width, height } = imageSize(bytes)
    if (!isTaken(type) || !(width > 0 && height > 0)) return null
    return { extension: extensions[type], width, height }
  } catch {
    // The library throws on anything it does not know: that is the answer "no picture".
    return null
  }
}

const isTaken = (type: string | undefined): type is PictureType =>
  type !== undefined && type in extensions
