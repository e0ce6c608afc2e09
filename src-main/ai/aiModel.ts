// The one interface to a model, whoever offers it: a text, a text in parts, JSON of a shape, or
// calls of tools. Nothing here acts on an answer.
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4Usage,
} from '@ai-sdk/provider'
import { AiError, isAbortError } from './aiError.ts'
import { openLanguageModel, type ProviderSetup } from './aiProvider.ts'
import { guardedFetch, type Passage } from './guardedFetch.ts'
import type { JsonShape } from './jsonShape.ts'

export type ModelPrompt = {
  /** What this application tells the model to do. */
  instructions: string
  /** What is said to it, in order; `model` repeats an answer of its own, to have it mended. */
  messages: { from: 'user' | 'model'; text: string }[]
  maxOutputTokens: number
}
/** As the provider counted; null if it did not say. */
export type TokenUse = { input: number | null; output: number | null }
export type ModelTool = { name: string; description: string; shape: JsonShape }
export type ToolCall = { name: string; input: string }
/**
 * How JSON is asked for, from the strictest to the least: what a model does not support, it
 * refuses.
 */
export const jsonModes = ['schema', 'json', 'tool', 'text'] as const
export type JsonMode = (typeof jsonModes)[number]

export type AiModel = {
  text(prompt: ModelPrompt): Promise<{ text: string; use: TokenUse }>
  /** Yields parts of the text; returns what it took. */
  stream(prompt: ModelPrompt): AsyncGenerator<string, TokenUse>
  /**
   * The JSON as text: whether it is what was asked for is for the caller to check. `isCut` where
   * the model reached the longest length: it may still hold what was asked for.
   */
  json(
    prompt: ModelPrompt,
    shape: JsonShape,
    mode: JsonMode,
  ): Promise<{ text: string; isCut: boolean; use: TokenUse }>
  tools(
    prompt: ModelPrompt,
    tools: ModelTool[],
  ): Promise<{ calls: ToolCall[]; text: string; use: TokenUse }>
}

const answerTool = 'give_answer'

/**
 * Opens a model for one request. Everything it throws is an AiError, an AbortError, or what
 * `passage.beforeSend` threw.
 */
export async function openModel(setup: ProviderSetup, passage: Passage): Promise<AiModel> {
  const model = await openLanguageModel(setup, guardedFetch(passage))
  const told = (error: unknown) => explain(error, passage, setup.apiKey)
  const generate = (options: LanguageModelV4CallOptions, mayBeCut = false) =>
    run(model, options, mayBeCut).catch((error: unknown) => Promise.reject(told(error)))
  return {
    async text(prompt) {
      const result = await generate(optionsOf(prompt, passage))
      return { text: textOf(result), use: useOf(result.usage) }
    },
    async *stream(prompt) {
      try {
        return yield* streamed(model, optionsOf(prompt, passage))
      } catch (error) {
        throw told(error)
      }
    },
    async json(prompt, shape, mode) {
      const result = await generate(jsonOptions(optionsOf(prompt, passage), shape, mode), true)
      // Whatever the tool is called: the one that was offered, or what the model made of its name.
      const calls = result.content.filter((part) => part.type === 'tool-call')
      const call = calls.find(({ toolName }) => toolName === answerTool) ?? calls[0]
      return {
        text: call !== undefined ? call.input : (result.structuredOutputText ?? textOf(result)),
        isCut: result.finishReason.unified === 'length',
        use: useOf(result.usage),
      }
    },
    async tools(prompt, tools) {
      const offered = tools.map(({ name, description, shape }) => ({
        type: 'function' as const,
        name,
        description,
        inputSchema: shape,
      }))
      const result = await generate({
        ...optionsOf(prompt, passage),
        tools: offered,
        toolChoice: { type: 'auto' },
      })
      const calls = result.content.flatMap((part) =>
        part.type === 'tool-call' ? [{ name: part.toolName, input: part.input }] : [],
      )
      return { calls, text: textOf(result), use: useOf(result.usage) }
    },
  }
}

function optionsOf(
  { instructions, messages, maxOutputTokens }: ModelPrompt,
  { signal }: Passage,
): LanguageModelV4CallOptions {
  return {
    prompt: [
      { role: 'system', content: instructions },
      ...messages.map(({ from, text }) => ({
        role: from === 'user' ? ('user' as const) : ('assistant' as const),
        content: [{ type: 'text' as const, text }],
      })),
    ],
    maxOutputTokens,
    // A schema checked to the letter by the provider may not have optional fields: the answer is
    // checked here in any case.
    providerOptions: {
      openai: { strictJsonSchema: false, store: false },
      openaiCompatible: { strictJsonSchema: false },
    },
    ...(signal ? { abortSignal: signal } : {}),
  }
}

function jsonOptions(
  options: LanguageModelV4CallOptions,
  shape: JsonShape,
  mode: JsonMode,
): LanguageModelV4CallOptions {
  if (mode === 'schema')
    return { ...options, responseFormat: { type: 'json', name: 'answer', schema: shape } }
  if (mode === 'tool') {
    const tool = {
      type: 'function' as const,
      name: answerTool,
      description: 'Gives the answer.',
      inputSchema: shape,
    }
    return { ...options, tools: [tool], toolChoice: { type: 'tool', toolName: answerTool } }
  }
  const [system, ...rest] = options.prompt
  const words = `${typeof system?.content === 'string' ? system.content : ''}\n\nAnswer with one JSON value and nothing else. It must fit this JSON schema:\n${JSON.stringify(shape)}`
  return {
    ...options,
    prompt: [{ role: 'system', content: words }, ...rest],
    ...(mode === 'json' ? { responseFormat: { type: 'json' as const } } : {}),
  }
}

async function run(
  model: LanguageModelV4,
  options: LanguageModelV4CallOptions,
  mayBeCut: boolean,
): Promise<LanguageModelV4GenerateResult> {
  const result = await model.doGenerate(options)
  if (!(mayBeCut && result.finishReason.unified === 'length'))
    checkEnd(result.finishReason, textOf(result))
  return result
}

function checkEnd(
  { unified }: LanguageModelV4GenerateResult['finishReason'],
  answer: string,
): void {
  if (unified === 'length') throw answerCut(answer)
  if (unified === 'content-filter')
    throw new AiError(
      'ai_refused',
      'The provider held the answer back by a filter of its own.',
      null,
      {
        answer,
      },
    )
  if (unified === 'error' || unified === 'interrupted')
    throw new AiError('ai_answer_unusable', 'The model stopped with an error.', null, { answer })
}

/** The model wrote as much as it was allowed to, and was not done. */
export const answerCut = (answer: string): AiError =>
  new AiError(
    'ai_answer_cut',
    'The answer was cut at the longest length that was asked for.',
    null,
    { answer },
  )

async function* streamed(
  model: LanguageModelV4,
  options: LanguageModelV4CallOptions,
): AsyncGenerator<string, TokenUse> {
  const { stream } = await model.doStream(options)
  const reader = stream.getReader()
  let said = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done)
        throw new AiError('ai_unreachable', 'The connection ended in the middle of the answer.')
      if (value.type === 'text-delta') {
        said += value.delta
        yield value.delta
      }
      if (value.type === 'error') throw value.error
      if (value.type !== 'finish') continue
      // A stream that just stops has no reason for its end.
      if (value.finishReason.raw === undefined)
        throw new AiError('ai_unreachable', 'The connection ended in the middle of the answer.')
      checkEnd(value.finishReason, said)
      return useOf(value.usage)
    }
  } finally {
    await reader.cancel().catch(() => undefined) // Already told by what was thrown above.
  }
}

const textOf = ({ content }: LanguageModelV4GenerateResult): string =>
  content.map((part) => (part.type === 'text' ? part.text : '')).join('')
const useOf = ({ inputTokens, outputTokens }: LanguageModelV4Usage): TokenUse => ({
  input: inputTokens.total ?? null,
  output: outputTokens.total ?? null,
})

/**
 * The first thing that went wrong, in our words; the provider's own are kept, without the key it
 * may have repeated.
 */
function explain(error: unknown, passage: Passage, key: string | null): unknown {
  if (passage.signal?.aborted) return new DOMException('The call was given up.', 'AbortError')
  const first = passage.failure ?? error
  if (first instanceof AiError || isAbortError(first)) return first
  if (passage.failure !== undefined) return first
  const status =
    first instanceof Error && 'statusCode' in first && typeof first.statusCode === 'number'
      ? first.statusCode
      : null
  const words = withoutKey(first instanceof Error ? first.message : String(first), key).slice(
    0,
    300,
  )
  return new AiError(reasonOf(status), words, status, { cause: undefined })
}

function reasonOf(status: number | null): AiError['reason'] {
  if (status === 401 || status === 403) return 'ai_key_refused'
  if (status === 429) return 'ai_limited'
  if (status !== null && status >= 500) return 'ai_unreachable'
  return status === null || status < 400 ? 'ai_answer_unusable' : 'ai_refused'
}

const withoutKey = (words: string, key: string | null): string =>
  key === null || key === '' ? words : words.replaceAll(key, '…')
