// Where somebody goes from the page of what is gone.
import type { Router } from 'vue-router'

/**
 * Path of the list from which somebody came to a page: `/email/sequences` of `/email/sequences/9`,
 * `/email` of `/email/campaigns/9`, which has no page between; a list's own path leads to all of it.
 */
export function listAbove(router: Router, path: string): string {
  const names = path.split('/').filter((name) => name !== '')
  const numbered = names.findIndex((name) => /^\d+$/.test(name))
  const above = numbered === -1 ? names : names.slice(0, numbered)
  while (above.length > 1 && !isPage(router, `/${above.join('/')}`)) above.pop()
  return `/${above.join('/')}`
}

/** What no page has is led to the first one. */
const isPage = (router: Router, path: string): boolean =>
  router.resolve(path).matched.some((record) => !record.path.includes(':unknown'))
