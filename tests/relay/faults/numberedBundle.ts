// The sample funnel with its version on its first page, to see which one is served.
import type { RelayBundle } from '#shared/contract/relayProtocol.ts'
import { sampleBundle } from '../../support/relayProcess.ts'

export function numberedBundle(version: number): RelayBundle {
  const [first, ...rest] = sampleBundle().pages
  if (first === undefined) throw new Error('The sample has no page.')
  return sampleBundle({
    version,
    pages: [{ ...first, html: first.html.replace('</h1>', ` version ${version}.</h1>`) }, ...rest],
  })
}
