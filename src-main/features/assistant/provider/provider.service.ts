// Which model answers: kept in the database, its key in the host's secret store and nowhere else.
import type { z } from 'zod'
import { AiProvider, type AiProviderDraft } from '#shared/contract/assistant.contract.ts'
import type { Services } from '#main/core/services.ts'
import { AiError } from '#main/ai/aiError.ts'
import { addressOf, isLocalKind, type ProviderSetup } from '#main/ai/aiProvider.ts'
import { listModels } from '#main/ai/modelList.ts'
import { checkedAddresses } from '#main/ai/networkAddress.ts'
import { changeBoundSecret, readBoundSecret } from '#main/platform/secrets/boundSecrets.ts'
import { apiError } from '#main/platform/apiError.ts'
import type { SecretStore } from '#main/platform/secrets/secrets.ts'
import { AssistantSettings } from '#shared/contract/assistantSettings.ts'
import { readSetting, writeSetting } from './assistantSettings.service.ts'
import { asApiError } from '../calls/modelError.ts'

const StoredProvider = AiProvider.omit({ hasKey: true })
type Stored = Omit<ProviderSetup, 'apiKey'>

/**
 * The key of the one provider, bound to the address it was entered for: sending it to another would
 * give it away.
 */
const keyName = 'ai:provider'
const placeOf = (stored: Stored): string => `${stored.kind} ${addressOf(stored)}`

/** Null if nobody is set up to answer. */
export async function providerSetup({
  database,
  host,
}: Pick<Services, 'database' | 'host'>): Promise<ProviderSetup | null> {
  const stored = readSetting(database, 'provider', StoredProvider)
  return stored === null ? null : withKey(stored, host.secrets)
}

async function withKey(stored: Stored, secrets: SecretStore): Promise<ProviderSetup> {
  return {
    ...stored,
    apiKey: await readBoundSecret(secrets, { name: keyName, place: placeOf(stored) }),
  }
}

/** A provider that is asked over the network by a key, and has none that can be read. */
export async function lacksProviderKey(
  services: Pick<Services, 'database' | 'host'>,
): Promise<boolean> {
  const setup = await providerSetup(services)
  // An address somebody entered may do without one.
  return (
    setup !== null && setup.baseUrl === null && setup.apiKey === null && !isLocalKind(setup.kind)
  )
}

/** @throws 409 if nobody is set up to answer */
export async function requireProvider(
  services: Pick<Services, 'database' | 'host'>,
): Promise<ProviderSetup> {
  const setup = await providerSetup(services)
  if (setup === null) throw apiError('CONFLICT', 'ai_not_configured', 'No AI provider is set up.')
  return setup
}

export async function getProvider(services: Services): Promise<{ provider: AiProvider | null }> {
  const setup = await providerSetup(services)
  return { provider: setup && shown(setup) }
}

const shown = ({ apiKey, ...stored }: ProviderSetup): AiProvider => ({
  ...stored,
  hasKey: apiKey !== null,
})

/** @throws 422 for an address that may not be asked */
export async function setProvider(
  services: Services,
  draft: z.infer<typeof AiProviderDraft>,
): Promise<AiProvider> {
  const { database, host } = services
  const before = readSetting(database, 'provider', StoredProvider)
  const stored: Stored = {
    kind: draft.kind,
    baseUrl: draft.baseUrl ?? null,
    model: draft.model,
    allowPrivateNetwork: draft.allowPrivateNetwork ?? false,
    firstByteSeconds:
      draft.firstByteSeconds ?? (before?.kind === draft.kind ? before.firstByteSeconds : 120),
    totalSeconds: draft.totalSeconds ?? (before?.kind === draft.kind ? before.totalSeconds : 300),
  }
  await checkAddress(stored)
  const change = {
    name: keyName,
    before: before && placeOf(before),
    after: placeOf(stored),
    value: draft.apiKey === '' ? null : draft.apiKey,
  }
  await changeBoundSecret(host.secrets, change, () =>
    database.write(['assistant'], async (transaction) => {
      await writeSetting(transaction, 'provider', stored)
      // A price is a model's: another model's is not known until it is entered. The budget stays,
      // and refuses until then.
      if (before === null || (before.model === stored.model && change.before === change.after))
        return
      const settings = readSetting(database, 'settings', AssistantSettings.partial())
      if (settings !== null)
        await writeSetting(transaction, 'settings', {
          ...settings,
          inputPrice: null,
          outputPrice: null,
        })
    }),
  )
  return shown(await withKey(stored, host.secrets))
}

async function checkAddress(stored: Stored): Promise<void> {
  if (stored.kind === 'openai_compatible' && stored.baseUrl === null) {
    throw apiError(
      'UNPROCESSABLE',
      'ai_address_forbidden',
      'An OpenAI-compatible provider needs its address.',
      { field: 'baseUrl' },
    )
  }
  try {
    await checkedAddresses(new URL(addressOf(stored)), stored)
  } catch (error) {
    // A name that cannot be resolved now (no network) is checked at each call in any case.
    if (error instanceof AiError && error.reason === 'ai_address_forbidden') throw asApiError(error)
  }
}

export async function deleteProvider({ database, host }: Services): Promise<void> {
  const before = readSetting(database, 'provider', StoredProvider)
  const change = { name: keyName, before: before && placeOf(before), after: null, value: null }
  await changeBoundSecret(host.secrets, change, () =>
    database.write(['assistant'], (transaction) =>
      transaction.sql(`DELETE FROM assistant_settings WHERE name = 'provider'`),
    ),
  )
}

/** @throws 409 without a provider, 422 if it does not answer */
export async function listProviderModels(services: Services): Promise<{ models: string[] | null }> {
  const setup = await requireProvider(services)
  try {
    return { models: await listModels(setup) }
  } catch (error) {
    throw asApiError(error)
  }
}
