// The families of providers: their own address, how a model of theirs is opened, where they list
// their models.
import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { ProviderKind } from '#shared/contract/assistant.contract.ts'

/** Everything needed to ask, key included: never leaves the main process. */
export type ProviderSetup = {
  kind: ProviderKind
  /** Null is the provider's own address. */
  baseUrl: string | null
  model: string
  apiKey: string | null
  allowPrivateNetwork: boolean
  firstByteSeconds: number
  totalSeconds: number
}

/**
 * Null if only the user can say. LM Studio and Ollama at the ports they take unless told
 * otherwise.
 */
export const ownAddress: Record<ProviderKind, string | null> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  mistral: 'https://api.mistral.ai/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta',
  openai_compatible: null,
  ollama: 'http://127.0.0.1:11434/v1',
  lm_studio: 'http://127.0.0.1:1234/v1',
}

export const providerNames: Record<ProviderKind, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  mistral: 'Mistral',
  google: 'Google',
  openai_compatible: 'OpenAI-compatible',
  ollama: 'Ollama',
  lm_studio: 'LM Studio',
}

/** Those that cost nothing and take no key. */
export const isLocalKind = (kind: ProviderKind): boolean =>
  kind === 'ollama' || kind === 'lm_studio'

/**
 * @throws if an OpenAI-compatible provider has no address: the contract's handler refuses that
 * before
 */
export function addressOf({ kind, baseUrl }: Pick<ProviderSetup, 'kind' | 'baseUrl'>): string {
  const address = baseUrl ?? ownAddress[kind]
  if (address === null) throw new Error('This provider needs an address.')
  return address.replace(/\/+$/, '')
}

/** Libraries are read when first needed: starting the application must not wait for them. */
export async function openLanguageModel(
  setup: ProviderSetup,
  fetch: typeof globalThis.fetch,
): Promise<LanguageModelV4> {
  const options = { baseURL: addressOf(setup), apiKey: setup.apiKey ?? '', fetch }
  switch (setup.kind) {
    case 'openai':
      // The older of OpenAI's two interfaces: the newer one keeps what it was sent unless told not
      // to.
      return (await import('@ai-sdk/openai')).createOpenAI(options).chat(setup.model)
    case 'anthropic':
      return (await import('@ai-sdk/anthropic')).createAnthropic(options)(setup.model)
    case 'mistral':
      return (await import('@ai-sdk/mistral')).createMistral(options)(setup.model)
    case 'google':
      return (await import('@ai-sdk/google')).createGoogle(options)(setup.model)
    default: {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      const key = setup.apiKey === null ? {} : { apiKey: setup.apiKey }
      return createOpenAICompatible({
        name: setup.kind,
        baseURL: options.baseURL,
        fetch,
        includeUsage: true,
        supportsStructuredOutputs: true,
        ...key,
      }).chatModel(setup.model)
    }
  }
}

/**
 * The request that lists models, and how its answer is read: lists of `data` (OpenAI and most) or
 * of `models` (Google).
 */
export function modelListRequest(setup: Pick<ProviderSetup, 'kind' | 'baseUrl' | 'apiKey'>): {
  url: string
  headers: Record<string, string>
} {
  const key = setup.apiKey ?? ''
  const headers: Record<string, string> =
    setup.kind === 'anthropic'
      ? { 'x-api-key': key, 'anthropic-version': '2023-06-01' }
      : setup.kind === 'google'
        ? { 'x-goog-api-key': key }
        : key === ''
          ? {}
          : { authorization: `Bearer ${key}` }
  return { url: `${addressOf(setup)}/models`, headers }
}
