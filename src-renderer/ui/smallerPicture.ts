// Makes a picture from the disk one that every mail program shows, and no wider than any does, before it
// is kept.

/** Twice the width of a message, for screens with two pixels in the place of one. */
const widestPicture = 1_200
const quality = 0.85

type SmallerPicture = {
  file: File
  /** What it was, where it was made smaller. */
  before: { bytes: number; width: number } | null
  width: number | null
}

/**
 * A GIF may move and stays as it is; so does what the browser cannot draw, which the backend judges.
 * WebP, which Outlook does not show, becomes JPEG, or PNG where it is seen through. Of the others, the
 * smaller one is taken only where it is lighter.
 */
export async function smallerPicture(file: File): Promise<SmallerPicture> {
  const drawn = await createImageBitmap(file).catch(() => null)
  if (drawn === null) return { file, before: null, width: null }
  const { width, height } = drawn
  try {
    const isShownNowhere = file.type === 'image/webp'
    const isWide = width > widestPicture
    if ((!isWide && !isShownNowhere) || file.type === 'image/gif')
      return { file, before: null, width }
    const canvas = document.createElement('canvas')
    canvas.width = Math.min(width, widestPicture)
    canvas.height = Math.max(1, Math.round((height * canvas.width) / width))
    const place = canvas.getContext('2d')
    if (place === null) return { file, before: null, width }
    place.imageSmoothingQuality = 'high'
    place.drawImage(drawn, 0, 0, canvas.width, canvas.height)
    // JPEG would make black of what is seen through.
    const isJpeg = file.type === 'image/jpeg' || (isShownNowhere && isOpaque(place, canvas))
    const as = isJpeg ? 'image/jpeg' : 'image/png'
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, as, quality))
    if (made === null || (!isShownNowhere && made.size >= file.size))
      return { file, before: null, width }
    const name = file.name.replace(/\.[^.]*$/, '') + (isJpeg ? '.jpg' : '.png')
    return {
      file: new File([made], name, { type: as }),
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
