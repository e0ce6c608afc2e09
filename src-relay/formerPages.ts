// What pages were called, and which forms they had: a form that was left open, a sale and an old
// address still find their page after it was renamed, taken out or archived. Only numbers, names and
// rules are kept: where a visitor is led is always what is published now.
import { z } from 'zod'
import { RelayBundle } from '#shared/contract/relayProtocol.ts'
import type { RelayStore } from './relayStore.ts'

const Former = z.object({
  funnelId: z.int(),
  pageId: z.int(),
  language: z.enum(['fr', 'en']),
  forms: RelayBundle.shape.pages.element.shape.forms,
})
export type FormerPage = z.infer<typeof Former>

export type FormerPages = {
  /** The last page that had this address. */
  find(funnelSlug: string, pageSlug: string): FormerPage | null
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
  const read = (funnelSlug: string, pageSlug: string): FormerPage | null => {
    const body = find.get(funnelSlug, pageSlug)?.['body']
    return typeof body === 'string' ? Former.parse(JSON.parse(body)) : null
  }
  return {
    find: read,
    note({ slug, funnelId, language, pages }) {
      for (const page of pages) {
        const before = read(slug, page.slug)
        // A block that was taken out may still be open somewhere.
        const forms =
          before?.pageId === page.pageId ? { ...before.forms, ...page.forms } : page.forms
        const former = { funnelId, pageId: page.pageId, language, forms }
        write.run(slug, page.slug, JSON.stringify(former))
      }
    },
  }
}
