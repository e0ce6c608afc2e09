// Makes a picture from the disk one that every mail program shows, and no wider than any does, before it
// is kept.

/** Where a picture is for. */
export type PictureUse = {
  /** In pixels; what is wider is made as wide. */
  widest: number
  /** What is shown there; what else can be drawn is made one of them. */
  types: readonly string[]
}
/**
 * Twice the width of a message, for screens with two pixels in the place of one. Outlook shows no WebP.
 */
export const inMessages: PictureUse = {
  ...{ widest: 1_200, types: ['image/png', 'image/jpeg', 'image/gif'] },
}
/** As wide as a page on a large screen; pages show no moving pictures. */
export const onPages: PictureUse = {
  ...{ widest: 2_000, types: ['image/png', 'image/jpeg', 'image/webp'] },
}
const quality = 0.85
const extensions = new Map([
  ['image/jpeg', '.jpg'],
  ['image/webp', '.webp'],
])

type SmallerPicture = {
  file: File
  /** What it was, where it was made smaller. */
  before: { bytes: number; width: number } | null
  width: number | null
}

/**
 * A GIF may move and stays as it is; so does what the browser cannot draw, which the backend judges.
 * What is not shown where it is for (WebP in Outlook, AVIF) becomes JPEG, or PNG where it is seen through. Of
 * the others, the smaller one is taken only where it is lighter.
 */
export async function smallerPicture(
  file: File,
  { widest, types }: PictureUse = inMessages,
): Promise<SmallerPicture> {
  const drawn = await createImageBitmap(file).catch(() => null)
  if (drawn === null) return { file, before: null, width: null }
  const { width, height } = drawn
  try {
    const isShownNowhere = !types.includes(file.type)
    const isWide = width > widest
    if ((!isWide && !isShownNowhere) || file.type === 'image/gif')
      return { file, before: null, width }
    const canvas = document.createElement('canvas')
    canvas.width = Math.min(width, widest)
    canvas.height = Math.max(1, Math.round((height * canvas.width) / width))
    const place = canvas.getContext('2d')
    if (place === null) return { file, before: null, width }
    place.imageSmoothingQuality = 'high'
    place.drawImage(drawn, 0, 0, canvas.width, canvas.height)
    // JPEG would make black of what is seen through.
    const isJpeg = file.type === 'image/jpeg' || (isShownNowhere && isOpaque(place, canvas))
    const isWebp = file.type === 'image/webp' && !isShownNowhere
    const as = isJpeg ? 'image/jpeg' : isWebp ? 'image/webp' : 'image/png'
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, as, quality))
    if (made === null || (!isShownNowhere && made.size >= file.size))
      return { file, before: null, width }
    const name = file.name.replace(/\.[^.]*$/, '') + (extensions.get(made.type) ?? '.png')
    return {
      file: new File([made], name, { type: made.type }),
      before: isWide ? { bytes: file.size, width } : null,
      width: canvas.width,
    }
  } finally {
    drawn.close()
  }
}

/** True if nothing of what was drawn is seen through. */
function isOpaque(place: CanvasRenderingContext2D, { width, height }: HTMLCanvasElement): boolean {
  const { data } = place.getImageData(0, 0, width, height)
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false
  return true
}
