// What a block's fields may need of the page around it.
import type { ComputedRef, InjectionKey } from 'vue'
import type { FunnelPage } from '#shared/contract/funnelPages.ts'

export type PageContext = {
  offer: ComputedRef<FunnelPage['offer']>
  /** Shows the fields of the page, where its offer is. */
  openPage: () => void
}
export const pageContextKey: InjectionKey<PageContext> = Symbol('the page around a block')
