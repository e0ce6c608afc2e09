// A passphrase as it counts: the same words typed on another keyboard are the same passphrase.

/** In characters, once blanks at both ends are gone. */
export const shortestPassphrase = 8
export const longestPassphrase = 500

/**
 * Accents are one character each, whichever system typed them; a hard blank is a blank; what a paste
 * brought along at both ends does not count. Capitals do.
 */
export const passphraseText = (typed: string): string =>
  typed
    .normalize('NFC')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .trim()
