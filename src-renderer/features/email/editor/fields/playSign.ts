// The sign that says that a picture is a film, drawn into it: no mail program lays one over another.

const quality = 0.85

/**
 * The picture with a round sign to play in its middle; as it was where the browser cannot draw it,
 * which the backend judges then. What moved stands still.
 */
export async function withPlaySign(file: File): Promise<File> {
  const drawn = await createImageBitmap(file).catch(() => null)
  if (drawn === null) return file
  try {
    const canvas = document.createElement('canvas')
    canvas.width = drawn.width
    canvas.height = drawn.height
    const place = canvas.getContext('2d')
    if (place === null) return file
    place.drawImage(drawn, 0, 0)
    drawSign(place, canvas.width, canvas.height)
    const as = file.type === 'image/jpeg' || file.type === 'image/webp' ? file.type : 'image/png'
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, as, quality))
    if (made === null) return file
    const name = as === file.type ? file.name : `${file.name.replace(/\.[^.]*$/, '')}.png`
    return new File([made], name, { type: as })
  } finally {
    drawn.close()
  }
}

/** A light triangle on a dark disc with a light rim: seen on a picture of any brightness. */
function drawSign(place: CanvasRenderingContext2D, width: number, height: number): void {
  const radius = Math.min(width, height) * 0.16
  const [x, y] = [width / 2, height / 2]
  place.beginPath()
  place.arc(x, y, radius, 0, 2 * Math.PI)
  place.fillStyle = 'rgba(20, 21, 26, 0.72)'
  place.fill()
  place.lineWidth = radius * 0.09
  place.strokeStyle = '#ffffff'
  place.stroke()
  place.beginPath()
  // Its centre of gravity, not its box, is in the middle.
  place.moveTo(x - radius * 0.3, y - radius * 0.45)
  place.lineTo(x + radius * 0.52, y)
  place.lineTo(x - radius * 0.3, y + radius * 0.45)
  place.closePath()
  place.fillStyle = '#ffffff'
  place.fill()
}
