// Puts a funnel on the web through the paired relay, and takes it off again.
import { refuseWhereStopped } from '#main/core/sendingStop.ts'
import type { Services } from '#main/core/services.ts'
import type { RelayBundle } from '#shared/contract/relayProtocol.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { keepWording, listFields } from '#main/features/crm/crm.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { RelayError } from '#main/relay/relayClient.ts'
import { refuseUnready } from '../pages/funnelCheck.service.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'
import { publicationHash } from './publishedPages.ts'
import { bundleOf } from './bundle.ts'
import { resumeMail } from '../relay/confirmations.service.ts'
import { holdEmails } from '../emails/funnelEmails.service.ts'
import { getFunnelForUpdate, readFunnel } from '../funnels.repository.ts'
import { notPaired, withRelay } from '../relay/relayLink.ts'
import { funnelsTable } from '../funnels.table.ts'
import { freeSlug } from '../slugs.ts'

const topics: Topic[] = ['funnels', 'dashboard']

/**
 * The number and the words are committed before anything leaves: whatever dies on the way, no
 * visitor sees words that are not on record,
 * and the next publication has a higher number.
 * @throws 404; 409 without a relay, or where another computer has it; 422 without a page, or where the relay did not take it
 */
export async function publishFunnel(services: Services, id: number): Promise<{ url: string }> {
  const whole = readFunnel(services.database, id)
  refuseWhereStopped(services)
  if ((await withRelay(services, (relay) => relay.publishing())) === null) throw notPaired()
  if (whole.pages.length === 0)
    throw apiError('UNPROCESSABLE', 'funnel_incomplete', 'The funnel has no page.', {
      field: 'pages',
    })
  await refuseUnready(services, id)
  const { database, host } = services
  const { bundle, hash, url } = await publishBundle(services, id)
  const now = host.clock.now()
  const published = {
    pages: bundle.pages.map(({ pageId, slug }) => ({ id: pageId, slug })),
    hash,
  }
  await database.write(topics, async (transaction) => {
    await funnelsTable.update(
      transaction,
      { id },
      { publishedAt: now, publishedUrl: url, published, isActive: true, isArchived: false },
    )
    await holdEmails(services, transaction, id, false)
  })
  await resumeMail(services)
  return { url }
}

type Sent = { bundle: RelayBundle; hash: string; url: string }

/**
 * A funnel that only the relay knows, as after a copy of the data was put back, may have its address: this
 * one goes beside it then, under the next that is free.
 */
async function publishBundle(services: Services, id: number): Promise<Sent> {
  const made = await numberedBundle(services, id)
  return withRelay(services, async (relay) => {
    try {
      return { ...made, ...(await relay.publish(made.bundle)) }
    } catch (error) {
      if (!(error instanceof RelayError) || error.reason !== 'slug') throw error
      await moveAside(services, id, (await relay.list()).funnels)
      const again = await numberedBundle(services, id)
      return { ...again, ...(await relay.publish(again.bundle)) }
    }
  })
}

/** Committed with its words and its number before anything leaves. */
async function numberedBundle(services: Services, id: number): Promise<Omit<Sent, 'url'>> {
  const { database, host } = services
  return database.write([], async (transaction) => {
    const now = host.clock.now()
    const locked = await getFunnelForUpdate(transaction, id)
    const version = versionAfter(locked.funnel.version, now)
    const { bundle, wordings } = bundleOf(services, locked, version)
    for (const wording of wordings) await keepWording(transaction, wording, now)
    await funnelsTable.update(transaction, { id }, { version })
    return {
      bundle,
      hash: publicationHash(locked, getSettings(services), listFields(services.database)),
    }
  })
}

const slugs = funnelsTable.select('id', 'slug')

async function moveAside(
  { database }: Services,
  id: number,
  atRelay: { funnelId: number; slug: string | null }[],
): Promise<void> {
  await database.write(['funnels'], async (transaction) => {
    const { funnel } = await getFunnelForUpdate(transaction, id)
    const here = await transaction.all(slugs, `SELECT ${slugs.list()} FROM funnels`)
    const taken = new Set<string | null>([
      ...here.filter((one) => one.id !== id).map(({ slug }) => slug),
      ...atRelay.filter(({ funnelId }) => funnelId !== id).map(({ slug }) => slug),
    ])
    const slug = freeSlug(funnel.slug, (candidate) => taken.has(candidate))
    await funnelsTable.update(transaction, { id }, { slug })
  })
}

/** Whether visitors get something else than what is written here. @throws 404 */
export function publicationOf(services: Services, id: number): { hasChanges: boolean } {
  const whole = readFunnel(services.database, id)
  const { published, publishedAt, updatedAt } = whole.funnel
  if (publishedAt === null) return { hasChanges: false }
  return {
    hasChanges:
      published === null
        ? updatedAt > publishedAt
        : published.hash !==
          publicationHash(whole, getSettings(services), listFields(services.database)),
  }
}

/**
 * Of no effect where no relay is paired: nothing can be on the web then.
 * @throws 409 where another computer has the relay, 422 if it could not be told
 */
export async function withdrawFunnel(services: Services, id: number): Promise<void> {
  const { database, host } = services
  if ((await services.relay.pairing()) !== null) {
    refuseWhereStopped(services)
    const version = await database.write([], async (transaction) => {
      const { funnel } = await getFunnelForUpdate(transaction, id)
      const next = versionAfter(funnel.version, host.clock.now())
      await funnelsTable.update(transaction, { id }, { version: next })
      return next
    })
    await withRelay(services, (relay) => relay.withdraw(id, version))
  }
  await database.write(topics, (transaction) =>
    funnelsTable.update(
      transaction,
      { id },
      { publishedAt: null, publishedUrl: null, published: null },
    ),
  )
}

/**
 * Follows the clock, so that a database restored from a backup does not hand out numbers the relay
 * has seen.
 */
const versionAfter = (version: number, now: number): number =>
  Math.max(version + 1, Math.floor(now / 1000))
