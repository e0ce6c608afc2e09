// Links of the kind `webox://lead/123`: each leads to a view and does nothing. Anybody can write one
// (a page, a message), so that only what stands here counts, letter by letter.

/** A link that begins so is meant for this application, whatever follows. */
export const isAppLink = (text: string): boolean => /^webox:/i.test(text)

/** Views without a number. None of them begins anything by being looked at. */
const places: Readonly<Record<string, string>> = {
  dashboard: '/dashboard',
  leads: '/crm',
  tasks: '/crm/tasks',
  duplicates: '/crm/duplicates',
  import: '/crm/import',
  campaigns: '/email',
  sequences: '/email/sequences',
  outbox: '/email/outbox',
  funnels: '/funnels',
  analytics: '/analytics',
  ads: '/ads',
  settings: '/settings',
  backups: '/settings/backups',
}
/** Views of one thing. */
const things: Readonly<Record<string, (id: string) => string>> = {
  lead: (id) => `/crm?lead=${id}`,
  campaign: (id) => `/email/campaigns/${id}`,
  sequence: (id) => `/email/sequences/${id}`,
  funnel: (id) => `/funnels/${id}`,
}

/**
 * A place, or a thing and its number; the slash at the end is what browsers add. No query, no fragment,
 * no encoded sign, no user, no port. A number of 15 digits is still exact.
 */
const form = /^webox:\/\/([a-z]{1,20})(?:\/([1-9]\d{0,14}))?\/?$/i

/** The view a link leads to, as a path of the interface; null where it leads nowhere. */
export function viewOfLink(link: string): string | null {
  const [, given, id] = form.exec(link) ?? []
  if (given === undefined) return null
  const name = given.toLowerCase()
  if (id === undefined) return Object.hasOwn(places, name) ? (places[name] ?? null) : null
  return Object.hasOwn(things, name) ? (things[name]?.(id) ?? null) : null
}
