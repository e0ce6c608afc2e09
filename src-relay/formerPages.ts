// What pages were called, and which forms they had: a form that was left open, a sale and an old
// address still find their page after it was renamed, taken out or archived. Only numbers, names and
// rules are kept: where a visitor is led is always what is published now.
import { z } from 'zod'
import { RelayBundle } from '#shared/contract/relayProtocol.ts'
import type { RelayStore } from './relayStore.ts'

const Holder = z.object({
  funnelId: z.int(),
  pageId: z.int(),
  language: z.enum(['fr', 'en']),
  forms: RelayBundle.shape.pages.element.shape.forms,
})
/** The last one; those before it, the newest first, of whom a page may still be open somewhere. */
const Former = Holder.extend({ before: z.array(Holder).default([]) })
export type FormerPage = z.infer<typeof Holder>

/** Pages that one address had, one after the other: more than anybody renames while a page is open. */
const maxHolders = 10

export type FormerPages = {
  /** The pages that had this address, the last one first. */
  find(funnelSlug: string, pageSlug: string): FormerPage[]
  /** Notes what is published, so that it is known when it no longer is. */
  note(bundle: RelayBundle): void
}

export function createFormerPages({ connection }: Pick<RelayStore, 'connection'>): FormerPages {
  const find = connection.prepare(
    'SELECT body FROM former_pages WHERE funnel_slug = ? AND page_slug = ?',
  )
  const write = connection.prepare(
    `INSERT INTO former_pages (funnel_slug, page_slug, body) VALUES (?, ?, ?)
     ON CONFLICT (funnel_slug, page_slug) DO UPDATE SET body = excluded.body`,
  )
  const read = (funnelSlug: string, pageSlug: string): FormerPage[] => {
    const body = find.get(funnelSlug, pageSlug)?.['body']
    if (typeof body !== 'string') return []
    const { before, ...last } = Former.parse(JSON.parse(body))
    return [last, ...before]
  }
  return {
    find: read,
    note({ slug, funnelId, language, pages }) {
      for (const { pageId, slug: pageSlug, forms } of pages) {
        const holders = read(slug, pageSlug)
        const isThis = (one: FormerPage) => one.funnelId === funnelId && one.pageId === pageId
        // A block that was taken out may still be open somewhere, and so may another page's.
        const known = holders.find(isThis)?.forms ?? {}
        const last = { funnelId, pageId, language, forms: { ...known, ...forms } }
        const before = holders.filter((one) => !isThis(one)).slice(0, maxHolders - 1)
        write.run(slug, pageSlug, JSON.stringify({ ...last, before }))
      }
    },
  }
}
