// The browser's session with the local host: a one-time code in the address becomes a cookie; a 401
// ends it.
import { shallowRef } from 'vue'

// One flag for the whole window: whichever call learns that the session is over, the whole page
// says so.
export const sessionLost = shallowRef(false)

/** The application itself no longer answers: what is shown may be old. */
export const connectionLost = shallowRef(false)

/** The one-time code in an address fragment, with or without the slash a router puts before it. */
export const codeIn = (fragment: string) => /(?:^|[#/&])code=([^&/]+)/.exec(fragment)?.[1] ?? null

/**
 * Takes the one-time code out of the address and trades it for the session cookie. Without a code
 * there is nothing to do.
 */
export async function startSession(fragment = location.hash): Promise<void> {
  const code = codeIn(fragment)
  if (code === null) return
  // The code leaves the address first: it must not stay in the history, even when the exchange
  // fails.
  history.replaceState(null, '', `${location.pathname}${location.search}`)
  try {
    await fetch('/session', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'x-webox': '1' },
      body: JSON.stringify({ code: decodeURIComponent(code) }),
    })
  } catch {
    // The first call will fail in turn and say what is wrong.
  }
}
