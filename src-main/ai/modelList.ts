// Which models a provider lists, and which local programs answer on this computer.
import { z } from 'zod'
import { AiError } from './aiError.ts'
import { modelListRequest, ownAddress, type ProviderSetup } from './aiProvider.ts'
import { guardedFetch, usualLimits, type Passage } from './guardedFetch.ts'

const ModelList = z.union([
  z
    .object({ data: z.array(z.object({ id: z.string() })) })
    .transform(({ data }) => data.map(({ id }) => id)),
  z
    .object({ models: z.array(z.object({ name: z.string() })) })
    .transform(({ models }) => models.map(({ name }) => name.replace(/^models\//, ''))),
])
/** A person waits for the list, in milliseconds. */
const patience = { firstByte: 10_000, total: 15_000, retries: 0 }
/** What does not answer on this computer within this is not there. */
const ownPatience = { firstByte: 1_500, total: 2_500, retries: 0 }

/**
 * Null if the provider has no list.
 * @throws AiError if it does not answer or refuses the key
 */
export async function listModels(
  setup: ProviderSetup,
  limits: Partial<Passage['limits']> = patience,
): Promise<string[] | null> {
  const passage: Passage = {
    allowPrivateNetwork: setup.allowPrivateNetwork,
    limits: { ...usualLimits, ...limits },
    signal: undefined,
  }
  const { url, headers } = modelListRequest(setup)
  const response = await guardedFetch(passage)(url, { headers })
  if (response.status === 401 || response.status === 403)
    throw new AiError(
      'ai_key_refused',
      `The provider answered ${response.status}.`,
      response.status,
    )
  if (!response.ok) return null
  const read = ModelList.safeParse(
    await response.json().catch((error: unknown) => Promise.reject(passage.failure ?? error)),
  )
  return read.success ? [...new Set(read.data)].sort() : null
}

/**
 * Asks Ollama and LM Studio on this computer, at their usual ports; whoever does not answer is left
 * out.
 */
export async function discoverLocalModels(): Promise<
  { kind: 'ollama' | 'lm_studio'; baseUrl: string; models: string[] }[]
> {
  const found = await Promise.all(
    (['ollama', 'lm_studio'] as const).map(async (kind) => {
      const setup = {
        kind,
        baseUrl: null,
        model: '',
        apiKey: null,
        allowPrivateNetwork: false,
        firstByteSeconds: 1,
        totalSeconds: 1,
      }
      // Not being there is the usual case, and nothing to tell.
      const models = await listModels(setup, ownPatience).catch(() => null)
      return models === null ? [] : [{ kind, baseUrl: ownAddress[kind] ?? '', models }]
    }),
  )
  return found.flat()
}
