// Hands a file to the browser's downloads.

export function downloadFile(file: Blob, fallbackName: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download =
    file instanceof File && file.name !== '' && file.name !== 'blob' ? file.name : fallbackName
  link.click()
  // The download has begun once the click is handled; the address must outlive it by a moment.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
