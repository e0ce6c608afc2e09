// An answer of a given shape: asked for in the strictest way the model supports, read leniently,
// asked for once more with the errors said where it cannot be read, else refused.
import type { z } from 'zod'
import { AiError } from '#main/ai/aiError.ts'
import { jsonModes, type JsonMode, type ModelPrompt } from '#main/ai/aiModel.ts'
import { addressOf, type ProviderSetup } from '#main/ai/aiProvider.ts'
import { jsonShapeOf } from '#main/ai/jsonShape.ts'
import { memorySlot } from '#main/core/memory.ts'
import { readAnswer, type Answered, type ReadOptions } from './answerReading.ts'
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

/**
 * @throws refusals; `ai_answer_unusable`, `_empty`, `_declined` or `_cut` where what came cannot be
 * used, with the answer itself
 */
export async function askObject<T>(
  asking: Asking,
  prompt: Omit<ModelPrompt, 'maxOutputTokens'>,
  schema: z.ZodType<T>,
  options: ReadOptions = {},
): Promise<Answered<T>> {
  const shape = jsonShapeOf(schema)
  const full = { ...prompt, maxOutputTokens: asking.options.maxOutputTokens }
  const first = await askJson(asking, full, shape)
  const read = readAnswer(first, schema, options)
  if (read.ok) return read
  if (read.isFinal) throw asApiError(read.failure)
  const mending = [
    { from: 'model' as const, text: first.text.slice(0, maxRepeat) || '(nothing)' },
    {
      from: 'user' as const,
      text: `This answer cannot be used:\n${read.failure.message}\nGive the whole answer again, mended, as one JSON value and nothing else.`,
    },
  ]
  const second = readAnswer(
    await askJson(asking, { ...full, messages: [...full.messages, ...mending] }, shape),
    schema,
    options,
  )
  if (second.ok) return second
  throw asApiError(second.failure)
}

async function askJson(
  asking: Asking,
  prompt: ModelPrompt,
  shape: ReturnType<typeof jsonShapeOf>,
): Promise<{ text: string; isCut: boolean }> {
  const modes = asking.services.memory.of(knownModes)
  const name = nameOf(asking.setup)
  for (let at = jsonModes.indexOf(modes.get(name) ?? 'schema'); ; at += 1) {
    const mode = jsonModes[at] ?? 'text'
    try {
      const { text, isCut } = await callModel(asking, (model) =>
        tellingUnsupported(model.json(prompt, shape, mode)),
      )
      modes.set(name, mode)
      return { text, isCut }
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
