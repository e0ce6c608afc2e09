// Whether a menu or a calendar lies over the page: Esc belongs to it first.

// A closed menu may stay in the page, hidden.
const isVisible = (element: Element) => element.getClientRects().length > 0

export const isPopupOpen = (): boolean =>
  [...document.querySelectorAll('.n-base-select-menu, .n-date-panel, .n-dropdown-menu')].some(
    isVisible,
  )
