// Makes a picture from the disk no wider than any mail program shows it, before it is kept.

/** Twice the width of a message, for screens with two pixels in the place of one. */
const widestPicture = 1_200
const quality = 0.85
const endings: Readonly<Record<string, string>> = { 'image/jpeg': '.jpg', 'image/webp': '.webp' }

type SmallerPicture = {
  file: File
  /** What it was, where it was made smaller. */
  before: { bytes: number; width: number } | null
  width: number | null
}

/**
 * A GIF may move and stays as it is; so does what the browser cannot draw, which the backend judges.
 * The smaller one is taken only where it is lighter.
 */
export async function smallerPicture(file: File): Promise<SmallerPicture> {
  const drawn = await createImageBitmap(file).catch(() => null)
  if (drawn === null) return { file, before: null, width: null }
  const { width, height } = drawn
  try {
    // Each stays what it is: JPEG would make black of what is seen through.
    const as = file.type in endings ? file.type : 'image/png'
    if (width <= widestPicture || file.type === 'image/gif') return { file, before: null, width }
    const canvas = document.createElement('canvas')
    canvas.width = widestPicture
    canvas.height = Math.max(1, Math.round((height * widestPicture) / width))
    const place = canvas.getContext('2d')
    if (place === null) return { file, before: null, width }
    place.imageSmoothingQuality = 'high'
    place.drawImage(drawn, 0, 0, canvas.width, canvas.height)
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, as, quality))
    if (made === null || made.size >= file.size) return { file, before: null, width }
    const name = file.name.replace(/\.[^.]*$/, '') + (endings[as] ?? '.png')
    return {
      file: new File([made], name, { type: as }),
      before: { bytes: file.size, width },
      width: widestPicture,
    }
  } finally {
    drawn.close()
  }
}
