// A published page ready to be answered: cut at the places that are filled in while serving, its
// whole body kept while nothing changes.
import type { RelayBundle } from '#shared/contract/relayProtocol.ts'
import { pagePlaces } from '#shared/rules/relayPages.ts'
import { securityHeaders } from './answerHeaders.ts'

type BundlePage = RelayBundle['pages'][number]
type Filled = { formTime: string; carried: string }

export type ReadyPage = {
  funnelId: number
  pageId: number
  slug: string
  targets: BundlePage['targets']
  forms: BundlePage['forms']
  /** Texts of consent that were shown at some time. */
  knownWordings: ReadonlySet<string>
  /** Headers but for the length. */
  headers: string[]
  /** True if the body depends on the moment: the page has a form. */
  hasForm: boolean
  body(filled: Filled): Buffer
}

export function readyPage(page: BundlePage, bundle: RelayBundle, policy: string): ReadyPage {
  const pieces = page.html.split(new RegExp(`(${pagePlaces.formTime}|${pagePlaces.carried})`))
  const hasForm = page.html.includes(pagePlaces.formTime)
  let kept: { formTime: string; body: Buffer } | null = null
  const render = ({ formTime, carried }: Filled) =>
    Buffer.from(
      pieces
        .map((piece) =>
          piece === pagePlaces.formTime ? formTime : piece === pagePlaces.carried ? carried : piece,
        )
        .join(''),
    )
  return {
    funnelId: bundle.funnelId,
    pageId: page.pageId,
    slug: page.slug,
    targets: page.targets,
    forms: page.forms,
    knownWordings: new Set(bundle.knownWordings ?? []),
    headers: [
      ...securityHeaders(policy),
      'Content-Type',
      'text/html; charset=utf-8',
      'Content-Language',
      bundle.language,
    ],
    hasForm,
    body(filled) {
      if (filled.carried !== '') return render(filled)
      if (kept === null || kept.formTime !== filled.formTime)
        kept = { formTime: filled.formTime, body: render(filled) }
      return kept.body
    },
  }
}
