// The ways by which a system hands something over while the application runs.
import { readGiven, readSecondStart } from './commandLine.ts'
import type { OpenRequests } from './openRequests.ts'

type Handing = { preventDefault(): void }

/** Electron's application, as far as it is handed something here. */
export type OpeningApp = {
  on(
    event: 'second-instance',
    listener: (event: unknown, argv: string[], folder: string, told: unknown) => void,
  ): unknown
  on(event: 'open-file' | 'open-url', listener: (event: Handing, given: string) => void): unknown
}

/**
 * To be called before the application is ready: macOS hands over what it was started with before.
 * @param show brings the window to the front, where there is one to be shown
 */
export function listenForOpening(app: OpeningApp, requests: OpenRequests, show: () => void): void {
  app.on('second-instance', (_event, argv, folder, told) => {
    const { given, hidden } = readSecondStart(told, argv, folder)
    requests.add(given)
    // The computer started it while it runs: nobody asked for a window.
    if (!hidden) show()
  })
  for (const event of ['open-file', 'open-url'] as const)
    app.on(event, (handing, given) => {
      handing.preventDefault()
      // Each of them brings one kind only.
      const read = readGiven(given, '/')
      const isExpected = read.kind === 'link' || (event === 'open-file' && read.kind === 'file')
      requests.add([isExpected ? read : { kind: 'refused', reason: 'link_unknown', name: given }])
      show()
    })
}
