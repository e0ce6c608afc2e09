// Keeps the window on its own pages: no navigation away, no second window, no permission, no
// embedded browser.
import { isOutsideLink, isOwnPage } from './appOrigin.ts'

type Going = { url: string; preventDefault(): void }

/** The page of a window, as far as it is locked here. */
export type LockedContents = {
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect' | 'will-attach-webview',
    listener: (event: Going) => void,
  ): unknown
  setWindowOpenHandler(decide: (details: { url: string }) => { action: 'deny' }): void
}

/** What a window's pages share, as far as it is locked here. */
export type LockedSession = {
  setPermissionRequestHandler(
    handler: (
      contents: { getURL(): string },
      permission: string,
      decide: (isGranted: boolean) => void,
    ) => void,
  ): void
  setPermissionCheckHandler(
    handler: (contents: unknown, permission: string, origin: string) => boolean,
  ): void
  setDevicePermissionHandler(handler: () => boolean): void
}

/**
 * @param openOutside is given links the page asks to open, when they are of a kind that may leave
 */
export function lockNavigation(contents: LockedContents, openOutside: (url: string) => void): void {
  const stayInside = (event: Going) => {
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

export function denyPermissions(session: LockedSession): void {
  session.setPermissionRequestHandler((contents, permission, decide) =>
    decide(permission === allowedPermission && isOwnPage(contents.getURL())),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === allowedPermission && isOwnPage(origin),
  )
  session.setDevicePermissionHandler(() => false)
}
