// Whether the provider answers, in its own words.
import type { Services } from '#main/core/services.ts'
import { callModel, startAsking } from '../calls/modelCalls.service.ts'

type Check = { ok: boolean; reason: string | null; detail: string | null; model: string }

/** Asks for one word. @throws 409 if nobody is set up to answer */
export async function verifyProvider(services: Services, signal?: AbortSignal): Promise<Check> {
  const asking = await startAsking(services, { task: 'verify', maxOutputTokens: 1_000, signal })
  const { model } = asking.setup
  try {
    const prompt = {
      instructions: 'Answer with the word OK and nothing else.',
      messages: [{ from: 'user' as const, text: 'OK?' }],
      maxOutputTokens: asking.options.maxOutputTokens,
    }
    await callModel(asking, (opened) => opened.text(prompt))
    return { ok: true, reason: null, detail: null, model }
  } catch (error) {
    const data =
      error instanceof Error && 'data' in error
        ? (error.data as { reason?: string; detail?: string } | undefined)
        : undefined
    if (data?.reason === undefined) throw error
    return { ok: false, reason: data.reason, detail: data.detail ?? null, model }
  }
}
