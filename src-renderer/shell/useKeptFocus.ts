// Where the keyboard stands is never lost. What had the focus may go away (a row that was deleted, a page
// that was left, the button that opened a dialog): a browser then forgets where one stood, and a screen
// reader says nothing. The focus goes to the nearest thing that is still there instead.
import { onScopeDispose } from 'vue'

/** Milliseconds a page has to choose a place of its own first. */
const patience = 60

const isLost = () => document.activeElement === null || document.activeElement === document.body

/** Takes the focus, without being a stop of Tab from then on. */
function give(element: HTMLElement): void {
  if (element.tabIndex < 0) element.tabIndex = -1
  element.focus({ preventScroll: true })
}

/** The dialog that is open on top, or null. */
const openDialog = () =>
  [...document.querySelectorAll<HTMLElement>('[aria-modal="true"]')].findLast(
    (dialog) => dialog.closest('[aria-hidden="true"]') === null,
  ) ?? null

/**
 * Watches over the focus until the scope ends.
 * @param view finds where pages are shown: its heading is told where nothing nearer is left
 */
export function useKeptFocus(view: () => HTMLElement | null): void {
  /** What had the focus last, and what it stood in, from within. */
  let stood: HTMLElement[] = []
  let waiting: ReturnType<typeof setTimeout> | undefined

  function remember({ target }: FocusEvent) {
    stood = []
    let at = target instanceof HTMLElement ? target : null
    for (; at !== null && at !== document.body; at = at.parentElement) stood.push(at)
  }
  const isGone = () => isLost() && stood[0]?.isConnected === false
  function find(): HTMLElement | null {
    const root = openDialog() ?? view()
    // A place of its own, which can be focused and is named: nothing wider than the page.
    const near = stood.find(
      (one) => one.isConnected && one !== root && root?.contains(one) && one.tabIndex >= 0,
    )
    return near ?? root?.querySelector<HTMLElement>('h1, h2') ?? root
  }
  function look() {
    waiting = undefined
    const place = isGone() ? find() : null
    if (place !== null) give(place)
  }
  const observer = new MutationObserver(() => {
    if (waiting === undefined && isGone()) waiting = setTimeout(look, patience)
  })
  observer.observe(document.body, { childList: true, subtree: true })
  document.addEventListener('focusin', remember)
  onScopeDispose(() => {
    observer.disconnect()
    document.removeEventListener('focusin', remember)
    clearTimeout(waiting)
  })
}
