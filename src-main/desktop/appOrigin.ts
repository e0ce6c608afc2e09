// The application's own address inside Electron. Every check of "is this ours" asks here, with a
// URL parser and never by prefix.

export const appScheme = 'app'
const appHostname = 'webox'
export const appOrigin = `${appScheme}://${appHostname}`
export const startPage = `${appOrigin}/`

/** True for pages served by this application. */
export function isOwnPage(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, port, username, password } = new URL(url)
  return (
    protocol === `${appScheme}:` &&
    hostname === appHostname &&
    port === '' &&
    username === '' &&
    password === ''
  )
}

/** What may be opened outside: web pages over https, a new mail, a call. */
export function isOutsideLink(url: string): boolean {
  return URL.canParse(url) && ['https:', 'mailto:', 'tel:'].includes(new URL(url).protocol)
}
