// An answer of a given shape: asked for in the strictest way the model supports, checked, mended
// once with the errors said, else refused.
import { z } from 'zod'
import { AiError } from '#main/ai/aiError.ts'
import { jsonModes, type JsonMode, type ModelPrompt } from '#main/ai/aiModel.ts'
import { addressOf, type ProviderSetup } from '#main/ai/aiProvider.ts'
import { jsonShapeOf } from '#main/ai/jsonShape.ts'
import { memorySlot } from '#main/core/memory.ts'
import { asApiError } from './modelError.ts'
import { callModel, type Asking } from './modelCalls.service.ts'

/**
 * What a model was found to support, so that it is not asked in vain again. Forgotten with the
 * application.
 */
const knownModes = memorySlot(() => new Map<string, JsonMode>())
const nameOf = (setup: ProviderSetup): string =>
  JSON.stringify([setup.kind, addressOf(setup), setup.model])

/**
 * Lengthened answers are data of the model's own: what is repeated to it is bounded. In characters.
 */
const maxRepeat = 20_000

/** @throws refusals; `ai_answer_unusable` where the second answer does not fit either */
export async function askObject<T>(
  asking: Asking,
  prompt: Omit<ModelPrompt, 'maxOutputTokens'>,
  schema: z.ZodType<T>,
): Promise<T> {
  const shape = jsonShapeOf(schema)
  const full = { ...prompt, maxOutputTokens: asking.options.maxOutputTokens }
  const first = await askJson(asking, full, shape)
  const read = readAnswer(first, schema)
  if (read.ok) return read.value
  const mending = [
    { from: 'model' as const, text: first.slice(0, maxRepeat) || '(nothing)' },
    {
      from: 'user' as const,
      text: `This answer cannot be used:\n${read.problems}\nGive the whole answer again, mended.`,
    },
  ]
  const second = readAnswer(
    await askJson(asking, { ...full, messages: [...full.messages, ...mending] }, shape),
    schema,
  )
  if (second.ok) return second.value
  throw asApiError(new AiError('ai_answer_unusable', second.problems))
}

async function askJson(
  asking: Asking,
  prompt: ModelPrompt,
  shape: ReturnType<typeof jsonShapeOf>,
): Promise<string> {
  const modes = asking.services.memory.of(knownModes)
  const name = nameOf(asking.setup)
  for (let at = jsonModes.indexOf(modes.get(name) ?? 'schema'); ; at += 1) {
    const mode = jsonModes[at] ?? 'text'
    try {
      const { text } = await callModel(asking, (model) =>
        tellingUnsupported(model.json(prompt, shape, mode)),
      )
      modes.set(name, mode)
      return text
    } catch (error) {
      if (!(error instanceof UnsupportedMode) || mode === 'text')
        throw error instanceof UnsupportedMode ? asApiError(error.cause) : error
    }
  }
}

/** The provider does not take the request as it was put; another way of asking may do. */
export class UnsupportedMode extends Error {
  override name = 'UnsupportedMode'
  readonly data = { reason: 'ai_refused' }
}

export async function tellingUnsupported<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer
  } catch (error) {
    const isShapeRefused =
      error instanceof AiError &&
      error.reason === 'ai_refused' &&
      [400, 404, 415, 422, 501].includes(error.status ?? 0)
    throw isShapeRefused ? new UnsupportedMode(error.message, { cause: error }) : error
  }
}

type Read<T> = { ok: true; value: T } | { ok: false; problems: string }

function readAnswer<T>(text: string, schema: z.ZodType<T>): Read<T> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, problems: 'It is not JSON.' }
  }
  const parsed = schema.safeParse(value)
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: z.prettifyError(parsed.error).slice(0, 2_000) }
}
