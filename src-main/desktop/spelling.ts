// Spelling is checked where the system does it. Elsewhere Electron would fetch dictionaries from a
// server: nothing leaves the machine that the user did not send.

/** Only macOS lends its own; Windows and Linux get Hunspell's, which are not in the package. */
export const hasSystemSpelling = (platform: NodeJS.Platform): boolean => platform === 'darwin'

/** No browser connects to this port, and nobody listens there. */
const nowhere = 'http://127.0.0.1:9/'

export function limitSpelling(
  session: {
    setSpellCheckerEnabled(isOn: boolean): void
    setSpellCheckerDictionaryDownloadURL(url: string): void
  },
  platform: NodeJS.Platform = process.platform,
): void {
  session.setSpellCheckerDictionaryDownloadURL(nowhere)
  session.setSpellCheckerEnabled(hasSystemSpelling(platform))
}
