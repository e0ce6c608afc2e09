// The funnels this relay serves: verified when they arrive and again when they are read from the
// disk, then kept ready in memory.
import { createHash } from 'node:crypto'
import { RelayBundle } from '#shared/contract/relayProtocol.ts'
import { isTimeZone } from '#shared/rules/zonedMoment.ts'
import { bundleText } from '#shared/rules/relay/relaySigning.ts'
import { contentPolicy } from './answerHeaders.ts'
import { createFormerPages, type FormerPages } from './formerPages.ts'
import { readyPage, type ReadyPage } from './pageServing.ts'
import type { Desktop } from './pairing.ts'
import { isSigned } from './publicKeys.ts'
import type { RelayStore } from './relayStore.ts'

export type PublishedFunnel = {
  funnelId: number
  slug: string
  language: 'fr' | 'en'
  /** In whose days its visitors are counted. */
  timeZone: string
  first: ReadyPage
  pages: Map<string, ReadyPage>
  assets: Map<string, { contentType: string; bytes: Buffer }>
}

/** A page as far as its forms need it. */
export type FormPage = Pick<
  ReadyPage,
  'funnelId' | 'pageId' | 'forms' | 'targets' | 'knownWordings'
> & {
  language: 'fr' | 'en'
}

/** Why a bundle was not taken; thrown. */
export class BundleRefusal extends Error {
  override name = 'BundleRefusal'
  readonly reason: 'signature' | 'bundle' | 'version' | 'slug'
  constructor(reason: BundleRefusal['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

export type PublishedPages = {
  funnel(slug: string): PublishedFunnel | undefined
  /** The page of an address of now or of before, as it is published now; undefined if it is not. */
  page(funnelSlug: string, pageSlug: string): ReadyPage | undefined
  /**
   * Who can take a form that was posted to this address: the page that has it, then those that had it
   * before, wherever they have gone meanwhile.
   */
  formPages(funnelSlug: string, pageSlug: string, blockKey: string): FormPage[]
  /** What a sale is counted for, published still or not. */
  salePage(funnelSlug: string, pageSlug: string): { funnelId: number; pageId: number } | undefined
  /** UTC for a funnel that is not published, or was without a zone. */
  timeZone(funnelId: number): string
  /** Every funnel the relay has heard of, withdrawn ones too. */
  list(): { funnelId: number; version: number; slug: string | null }[]
  /**
   * @returns the version served from now on.
   * @throws BundleRefusal; what was served before stays then
   */
  publish(json: string, signature: string, desktop: Desktop): number
  /** Takes a funnel off the web. @throws BundleRefusal if a newer version is there */
  withdraw(funnelId: number, version: number): void
  /**
   * Forgets every funnel in memory and reads again those that this desktop signed.
   * @returns how many were not taken
   */
  reload(desktop: Desktop | null): number
}

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
const blockKeyPattern = /^[a-z0-9]{1,40}$/
const imageTypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  svg: 'image/svg+xml',
}

export function createPublishedPages(store: RelayStore): PublishedPages {
  const { connection } = store
  const bySlug = new Map<string, PublishedFunnel>()
  const find = connection.prepare('SELECT version, json FROM bundles WHERE funnel_id = ?')
  const owner = connection.prepare('SELECT funnel_id FROM bundles WHERE slug = ?')
  const write =
    connection.prepare(`INSERT INTO bundles (funnel_id, version, slug, json, signature) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (funnel_id) DO UPDATE SET version = excluded.version, slug = excluded.slug, json = excluded.json, signature = excluded.signature`)
  const forget = (funnelId: number) => {
    for (const [slug, funnel] of bySlug) if (funnel.funnelId === funnelId) bySlug.delete(slug)
  }
  /**
   * @returns true if exactly this is there already: the desktop asks again because our answer
   * was lost
   */
  const isThere = (funnelId: number, version: number, json: string | null): boolean => {
    const present = find.get(funnelId)
    if (present === undefined || Number(present['version']) < version) return false
    if (Number(present['version']) === version && present['json'] === json) return true
    throw new BundleRefusal(
      'version',
      `Version ${String(present['version'])} of this funnel is here already.`,
    )
  }
  const formerPages = createFormerPages(store)
  const all = connection.prepare('SELECT funnel_id, version, slug FROM bundles ORDER BY funnel_id')
  return {
    funnel: (slug) => bySlug.get(slug),
    ...lookups(bySlug, formerPages),
    timeZone: (funnelId) =>
      [...bySlug.values()].find((one) => one.funnelId === funnelId)?.timeZone ?? 'UTC',
    list: () =>
      all.all().map((row) => ({
        funnelId: Number(row['funnel_id']),
        version: Number(row['version']),
        slug: typeof row['slug'] === 'string' ? row['slug'] : null,
      })),
    publish(json, signature, desktop) {
      const { funnel, version, bundle } = verified(json, signature, desktop)
      if (isThere(funnel.funnelId, version, json)) return version
      const other = owner.get(funnel.slug)
      if (other !== undefined && other['funnel_id'] !== funnel.funnelId)
        throw new BundleRefusal('slug', 'Another funnel has this address.')
      store.transaction(() => {
        write.run(funnel.funnelId, version, funnel.slug, json, signature)
        formerPages.note(bundle)
      })
      forget(funnel.funnelId)
      bySlug.set(funnel.slug, funnel)
      return version
    },
    withdraw(funnelId, version) {
      if (isThere(funnelId, version, null)) return
      write.run(funnelId, version, null, null, null)
      forget(funnelId)
    },
    reload: (desktop) => reload(store, bySlug, formerPages, desktop),
  }
}

/** @returns how many bundles are not as this desktop signed them */
function reload(
  { connection }: RelayStore,
  bySlug: Map<string, PublishedFunnel>,
  formerPages: FormerPages,
  desktop: Desktop | null,
): number {
  bySlug.clear()
  let refused = 0
  if (desktop === null) return refused
  for (const row of connection
    .prepare('SELECT json, signature FROM bundles WHERE json IS NOT NULL')
    .iterate()) {
    try {
      const { funnel, bundle } = verified(String(row['json']), String(row['signature']), desktop)
      bySlug.set(funnel.slug, funnel)
      // Published before former addresses were noted.
      formerPages.note(bundle)
    } catch (error) {
      if (!(error instanceof BundleRefusal)) throw error
      refused += 1
    }
  }
  return refused
}

/** Pages by an address of now or of before. */
function lookups(
  bySlug: Map<string, PublishedFunnel>,
  formerPages: FormerPages,
): Pick<PublishedPages, 'page' | 'formPages' | 'salePage'> {
  /** As it is published now, under whatever name. */
  const present = (funnelSlug: string, { funnelId, pageId }: PagePlace): ReadyPage | undefined => {
    const funnel = bySlug.get(funnelSlug)
    if (funnel?.funnelId !== funnelId) return undefined
    return [...funnel.pages.values()].find((page) => page.pageId === pageId)
  }
  const page = (funnelSlug: string, pageSlug: string): ReadyPage | undefined => {
    const funnel = bySlug.get(funnelSlug)
    const named = funnel?.pages.get(pageSlug)
    if (funnel === undefined || named !== undefined) return named
    const holders = formerPages.find(funnelSlug, pageSlug)
    return holders.map((holder) => present(funnelSlug, holder)).find((one) => one !== undefined)
  }
  return {
    page,
    formPages(funnelSlug, pageSlug, blockKey) {
      const language = bySlug.get(funnelSlug)?.language
      const named = page(funnelSlug, pageSlug)
      const holders = formerPages.find(funnelSlug, pageSlug)
      const formOf = (place: PagePlace): FormPage[] => {
        const now = present(funnelSlug, place)
        if (now !== undefined && language !== undefined && Object.hasOwn(now.forms, blockKey))
          return [{ ...now, language }]
        const former = holders.find((one) => isSame(one, place))
        if (former === undefined || !Object.hasOwn(former.forms, blockKey)) return []
        const { targets = {}, knownWordings = new Set<string>() } = now ?? {}
        return [{ ...former, targets, knownWordings }]
      }
      const others = holders.filter((one) => named === undefined || !isSame(one, named))
      return [...(named === undefined ? [] : [named]), ...others].flatMap(formOf)
    },
    salePage: (funnelSlug, pageSlug) =>
      page(funnelSlug, pageSlug) ?? formerPages.find(funnelSlug, pageSlug)[0],
  }
}

type PagePlace = Pick<FormPage, 'funnelId' | 'pageId'>
const isSame = (one: PagePlace, other: PagePlace): boolean =>
  one.funnelId === other.funnelId && one.pageId === other.pageId

function verified(
  json: string,
  signature: string,
  desktop: Desktop,
): { funnel: PublishedFunnel; version: number; bundle: RelayBundle } {
  if (!isSigned(bundleText(json), signature, desktop.verifying))
    throw new BundleRefusal('signature', 'The bundle is not signed by the paired desktop.')
  const parsed = RelayBundle.safeParse(readJson(json))
  if (!parsed.success)
    throw new BundleRefusal(
      'bundle',
      `The bundle cannot be read: ${parsed.error.issues[0]?.path.join('.') ?? ''} ${parsed.error.issues[0]?.message ?? ''}`,
    )
  return { funnel: readyFunnel(parsed.data), version: parsed.data.version, bundle: parsed.data }
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new BundleRefusal('bundle', 'The bundle is no JSON.')
  }
}

function readyFunnel(bundle: RelayBundle): PublishedFunnel {
  const slugs = bundle.pages.map((page) => page.slug)
  for (const slug of [bundle.slug, ...slugs])
    if (!slugPattern.test(slug))
      throw new BundleRefusal('bundle', `"${slug}" cannot be part of an address.`)
  if (new Set(slugs).size !== slugs.length)
    throw new BundleRefusal('bundle', 'Two pages have the same address.')
  const policy = contentPolicy(bundle.scriptHashes ?? [])
  const pages = new Map<string, ReadyPage>()
  for (const page of bundle.pages) {
    checkTargets(page, slugs)
    const strange = Object.keys(page.forms).find((key) => !blockKeyPattern.test(key))
    if (strange !== undefined) throw new BundleRefusal('bundle', `"${strange}" cannot name a form.`)
    pages.set(page.slug, readyPage(page, bundle, policy))
  }
  const first = pages.get(slugs[0] ?? '')
  if (first === undefined) throw new BundleRefusal('bundle', 'The funnel has no page.')
  return {
    funnelId: bundle.funnelId,
    slug: bundle.slug,
    language: bundle.language,
    // One that this machine does not know may be known to the desktop's.
    timeZone: isTimeZone(bundle.timeZone ?? '') ? (bundle.timeZone ?? 'UTC') : 'UTC',
    first,
    pages,
    assets: readyAssets(bundle),
  }
}

function checkTargets({ targets }: RelayBundle['pages'][number], slugs: string[]): void {
  for (const name of ['next', 'accepted', 'declined'] as const) {
    const slug = targets[name]
    if (slug !== undefined && !slugs.includes(slug))
      throw new BundleRefusal(
        'bundle',
        `A button leads to "${slug}", which is no page of the funnel.`,
      )
  }
  const { payment } = targets
  if (payment === undefined) return
  const url = URL.canParse(payment.replaceAll('{reference}', 'x'))
    ? new URL(payment.replaceAll('{reference}', 'x'))
    : null
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
    throw new BundleRefusal('bundle', 'A payment link must begin with https://.')
}

function readyAssets(bundle: RelayBundle): PublishedFunnel['assets'] {
  const assets: PublishedFunnel['assets'] = new Map()
  for (const { path, base64 } of bundle.assets) {
    const bytes = Buffer.from(base64, 'base64')
    if (createHash('sha256').update(bytes).digest('hex') !== path.slice(0, 64))
      throw new BundleRefusal('bundle', 'A picture is not what its name says.')
    // The type follows from the checked name: what the bundle says could be a page.
    assets.set(path, {
      bytes,
      contentType: imageTypes[path.slice(65)] ?? 'application/octet-stream',
    })
  }
  return assets
}
