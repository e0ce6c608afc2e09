// How far the opening of the data has come, asked of the host on the page's own origin, before
// there is anything to call.
import { startupPath, StartupState } from '#shared/startup.ts'

/** What the page knows: the host's answer, or that nobody answers. */
export type SeenStartup = StartupState | { kind: 'gone' }

export async function readStartup(): Promise<SeenStartup> {
  try {
    const response = await fetch(startupPath, { cache: 'no-store' })
    const answer = StartupState.safeParse(await response.json())
    // A host that does not know the question has nothing to wait for.
    return answer.success ? answer.data : { kind: 'ready' }
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'ready' }
    return { kind: 'gone' }
  }
}
