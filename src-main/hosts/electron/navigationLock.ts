// Keeps the window on its own pages: no navigation away, no second window, no permission, no
// embedded browser.
import type { Session, WebContents } from 'electron'
import { isOutsideLink, isOwnPage } from '#main/desktop/appOrigin.ts'

/**
 * @param openOutside is given links the page asks to open, when they are of a kind that may leave
 */
export function lockNavigation(contents: WebContents, openOutside: (url: string) => void): void {
  const stayInside = (event: { url: string; preventDefault(): void }) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stayInside)
  contents.on('will-frame-navigate', stayInside)
  contents.on('will-redirect', stayInside)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isOutsideLink(url)) openOutside(url)
    return { action: 'deny' }
  })
}

/** Copying text is the only thing a page may do beyond itself. */
const allowedPermission = 'clipboard-sanitized-write'

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) =>
    decide(permission === allowedPermission && isOwnPage(contents.getURL())),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === allowedPermission && isOwnPage(origin),
  )
  session.setDevicePermissionHandler(() => false)
  // Chromium's spell checker fetches its dictionaries from a server: nothing leaves the machine
  // that the user did not send.
  session.setSpellCheckerEnabled(false)
}
