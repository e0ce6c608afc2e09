// The form of a provider, and what of it is sent.
import type { ProviderKind } from '#shared/contract/assistant.contract.ts'
import type { Provider, ProviderDraft } from '../assistant.queries.ts'

export type ProviderForm = {
  kind: ProviderKind
  baseUrl: string
  model: string
  apiKey: string
  allowPrivateNetwork: boolean
  firstByteSeconds: number
  totalSeconds: number
}

export const emptyProvider = (): ProviderForm => ({
  kind: 'mistral',
  baseUrl: '',
  model: '',
  apiKey: '',
  allowPrivateNetwork: false,
  firstByteSeconds: 120,
  totalSeconds: 300,
})

export const providerToForm = (provider: Provider | null): ProviderForm =>
  provider === null
    ? emptyProvider()
    : { ...emptyProvider(), ...provider, baseUrl: provider.baseUrl ?? '', apiKey: '' }

/** An empty key field keeps the key: it is never shown, so it cannot be typed again by accident. */
export const formToProvider = ({
  baseUrl,
  apiKey,
  kind,
  model,
  allowPrivateNetwork,
  firstByteSeconds,
  totalSeconds,
}: ProviderForm): ProviderDraft => ({
  kind,
  model: model.trim(),
  allowPrivateNetwork,
  firstByteSeconds,
  totalSeconds,
  baseUrl: baseUrl.trim() === '' ? null : baseUrl.trim(),
  ...(apiKey === '' ? {} : { apiKey: apiKey.trim() }),
})

/** Those whose address nobody knows but the user, and those that take no key. */
export const needsAddress = (kind: ProviderKind): boolean => kind === 'openai_compatible'
export const takesKey = (kind: ProviderKind): boolean => kind !== 'ollama' && kind !== 'lm_studio'
