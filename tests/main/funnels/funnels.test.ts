// Funnels through the router: creation, templates, pages, check, copy, archive, deletion, export.
import { inflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import { funnelTypes } from '#shared/contract/funnels.contract.ts'
import { FunnelPage } from '#shared/contract/funnelPages.ts'
import { restorablePeriod } from '#main/core/deletedItems.ts'
import { purgeDeletedFunnels } from '#main/features/funnels/deletedFunnels.service.ts'
import { clearedAway } from '#main/features/funnels/pages/leftovers.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const create = (name: string, template?: string) =>
  app.client.funnels.create({ query: template === undefined ? {} : { template }, body: { name } })

describe('a funnel', () => {
  it('is created empty with defaults, changed and listed', async () => {
    const funnel = await create('Mon été')
    expect(funnel).toMatchObject({
      name: 'Mon été',
      description: '',
      funnelType: 'lead_magnet',
      isActive: false,
      isArchived: false,
      language: 'fr',
      publishedAt: null,
      pages: [],
    })
    app.host.clock.advance(1000)
    const changed = await app.client.funnels.update({
      id: funnel.id,
      isActive: true,
      funnelType: 'service',
    })
    expect(changed).toMatchObject({ isActive: true, funnelType: 'service', name: 'Mon été' })
    app.host.clock.advance(1000)
    const other = await create('Autre')
    expect((await app.client.funnels.list({ search: 'été' })).items.map(({ id }) => id)).toEqual([
      funnel.id,
    ])
    expect((await app.client.funnels.list({ search: '%' })).total).toBe(0)
    const first = await app.client.funnels.list({ limit: 1 })
    expect(first).toMatchObject({ total: 2, items: [{ id: other.id }] })
    expect(
      (await app.client.funnels.list({ limit: 1, cursor: first.nextCursor ?? '' })).items.map(
        ({ id }) => id,
      ),
    ).toEqual([funnel.id])
  })

  it('is archived out of the list, and comes back', async () => {
    const { id } = await create('A')
    expect(await app.client.funnels.update({ id, isActive: true, isArchived: true })).toMatchObject(
      { isArchived: true, isActive: false },
    )
    expect((await app.client.funnels.list({})).total).toBe(0)
    expect((await app.client.funnels.list({ isArchived: true })).total).toBe(1)
    await app.client.funnels.update({ id, isArchived: false })
    expect((await app.client.funnels.list({})).total).toBe(1)
  })

  it('is copied with its pages and paths', async () => {
    const original = await create('Vente', 'product-single-fr')
    const copy = await app.client.funnels.duplicate({ id: original.id })
    expect(copy).toMatchObject({ name: 'Vente (copie)', isActive: false, publishedAt: null })
    expect(copy.pages.map(({ slug }) => slug)).toEqual(original.pages.map(({ slug }) => slug))
    const [first, second] = await Promise.all(
      copy.pages.map(({ id }) => app.client.funnels.pages.get({ id })),
    )
    expect(first?.paths.accepted).toBe(second?.id)
    expect(
      copy.pages.map(({ id }) => id).some((id) => original.pages.some((page) => page.id === id)),
    ).toBe(false)
  })

  it('is deleted with everything that happened on it; not while it is published', async () => {
    const { id, pages } = await create('Vente', 'product-single-fr')
    await app.client.funnels.recordSale({ id, pageId: pages[0]?.id ?? 0, amount: 79 })
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `UPDATE funnels SET published_at = 1, published_url = 'https://relais.example/f/vente/' WHERE id = ?`,
        [id],
      ),
    )
    expect(await errorReasonOf(app.client.funnels.delete({ id }))).toBe('funnel_published')
    expect((await app.client.funnels.get({ id })).pages.map(({ url }) => url)).toEqual([
      'https://relais.example/f/vente/',
      ...['le-complement', 'la-petite-version', 'merci'].map(
        (slug) => `https://relais.example/f/vente/${slug}`,
      ),
    ])
    expect(await app.client.funnels.update({ id, isArchived: true })).toMatchObject({
      publishedAt: null,
    })
    await app.client.funnels.delete({ id })
    expect(await errorReasonOf(app.client.funnels.get({ id }))).toBe('unknown_id')
    // As long as it can be brought back, what was measured on it rests; then it goes.
    app.host.clock.advance(restorablePeriod + 1)
    await purgeDeletedFunnels(app.services)
    await clearedAway(app.services)
    for (const table of [
      'funnel_pages',
      'funnel_events',
      'funnel_firsts',
      'funnel_totals',
      'funnel_source_totals',
    ]) {
      expect([table, app.services.database.query(`SELECT * FROM ${table}`)]).toEqual([table, []])
    }
  })
})

describe('templates', () => {
  it('are at least two a type in each language', async () => {
    const { items } = await app.client.funnels.templates({})
    for (const type of funnelTypes) {
      for (const language of ['fr', 'en']) {
        expect([
          type,
          language,
          items.filter((item) => item.funnelType === type && item.language === language).length >=
            2,
        ]).toEqual([type, language, true])
      }
    }
    expect(
      (await app.client.funnels.templates({ language: 'en' })).items.every(
        ({ language }) => language === 'en',
      ),
    ).toBe(true)
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
  })

  it('make whole funnels: valid blocks, signed by the business, nothing to repair but the relay, the price and what only the user knows', async () => {
    await app.client.settings.update({
      businessName: 'Atelier Forêt',
      businessAddress: '1 rue du Bois\n44000 Nantes',
      businessEmail: 'bonjour@atelier.example',
    })
    for (const template of (await app.client.funnels.templates({})).items) {
      const funnel = await create(template.name, template.id)
      expect(funnel).toMatchObject({ funnelType: template.funnelType, language: template.language })
      expect(funnel.pages).toHaveLength(template.pages)
      expect(funnel.pages.at(-1)?.pageType).toBe('thank_you')
      const problems = new Set(
        (await app.client.funnels.check({ id: funnel.id })).map(({ problem }) => problem),
      )
      problems.delete('form_without_relay')
      for (const own of [
        'offer_without_link',
        'offer_without_price',
        'video_without_address',
        'places_left',
      ] as const)
        problems.delete(own)
      // The first e-mail waits for its user's words and word.
      problems.delete('email_off')
      problems.delete('email_incomplete')
      problems.delete('promise_without_email')
      expect([template.id, [...problems]]).toEqual([template.id, []])
      for (const { id } of funnel.pages) {
        const page = await app.client.funnels.pages.get({ id })
        expect(FunnelPage.safeParse(page).error).toBeUndefined()
        expect(page.blocks.filter((block) => !PageBlock.safeParse(block).success)).toEqual([])
        const words = JSON.stringify(page)
        expect(words).toContain('Atelier Forêt')
        expect(words).not.toMatch(/\{\w+\}/)
        expect(
          page.seo.title.length > 0 &&
            page.seo.description.length > 0 &&
            page.seo.description.length <= 160,
        ).toBe(true)
        const form = page.blocks.find((block) => block.kind === 'form')
        if (form?.kind === 'form')
          expect(form.consentText.length > 20 && form.measureConsentText.length > 20).toBe(true)
        const { html, bytes } = await app.client.funnels.pages.preview({ id })
        expect(bytes).toBeLessThan(100_000)
        expect(html.startsWith('<!DOCTYPE html>')).toBe(true)
      }
    }
  })

  it('refuse a name nobody knows', async () => {
    expect(await errorReasonOf(create('x', 'nope'))).toBe('unknown_id')
  })
})

describe('pages', () => {
  it('get an address from their name, unique in the funnel, and a path from the page before', async () => {
    const { id } = await create('A')
    const first = await app.client.funnels.pages.create({
      id,
      name: 'Œuvre d’été',
      pageType: 'optin',
    })
    const second = await app.client.funnels.pages.create({
      id,
      name: 'Œuvre d’été',
      pageType: 'thank_you',
    })
    expect([first.slug, second.slug]).toEqual(['oeuvre-d-ete', 'oeuvre-d-ete-2'])
    expect((await app.client.funnels.pages.get({ id: first.id })).paths.next).toBe(second.id)
    expect(
      await errorReasonOf(
        app.client.funnels.pages.create({ id, name: 'x', pageType: 'sales', slug: 'oeuvre-d-ete' }),
      ),
    ).toBe('slug_taken')
    expect(
      await errorReasonOf(app.client.funnels.pages.update({ id: second.id, slug: 'oeuvre-d-ete' })),
    ).toBe('slug_taken')
    expect(
      await errorReasonOf(
        app.client.funnels.pages.update({ id: second.id, slug: 'oeuvre-d-ete-2' }),
      ),
    ).toBeNull()
  })

  it('stay in order when one is put between, moved or deleted', async () => {
    const { id } = await create('A')
    const names = async () =>
      (await app.client.funnels.get({ id })).pages.map(({ name, position }) => `${position}${name}`)
    const pages = []
    for (const name of ['a', 'b', 'c'])
      pages.push(await app.client.funnels.pages.create({ id, name, pageType: 'sales' }))
    await app.client.funnels.pages.create({ id, name: 'x', pageType: 'sales', position: 1 })
    expect(await names()).toEqual(['0a', '1x', '2b', '3c'])
    await app.client.funnels.pages.update({ id: pages[2]?.id ?? 0, position: 0 })
    expect(await names()).toEqual(['0c', '1a', '2x', '3b'])
    await app.client.funnels.pages.delete({ id: pages[1]?.id ?? 0 })
    expect(await names()).toEqual(['0c', '1a', '2x'])
    expect(
      (await app.client.funnels.pages.get({ id: pages[0]?.id ?? 0 })).paths.next ?? null,
    ).toBeNull()
  })

  it('lead only to pages of their own funnel', async () => {
    const [one, other] = [await create('A', 'guide-fr'), await create('B', 'guide-fr')]
    const paths = { next: other.pages[1]?.id ?? 0 }
    expect(
      await errorReasonOf(app.client.funnels.pages.update({ id: one.pages[0]?.id ?? 0, paths })),
    ).toBe('unknown_id')
  })

  it('keep one form a key', async () => {
    const { id } = await create('A')
    const divider = { key: 'abcd', kind: 'divider' as const }
    const page = await app.client.funnels.pages.create({
      id,
      name: 'a',
      pageType: 'optin',
      blocks: [divider, divider, divider],
    })
    expect(new Set(page.blocks.map(({ key }) => key)).size).toBe(3)
  })

  it('are previewed from blocks that are not saved', async () => {
    const { pages } = await create('A', 'guide-fr')
    const id = pages[0]?.id ?? 0
    const { html } = await app.client.funnels.pages.preview({
      id,
      blocks: [{ key: 'abcd', kind: 'text', text: '<b>Bonjour</b>' }],
    })
    expect(html).toContain('&lt;b&gt;Bonjour&lt;/b&gt;')
    expect((await app.client.funnels.pages.get({ id })).blocks.length).toBeGreaterThan(1)
  })
})

describe('the check', () => {
  it('says what is wrong, and where', async () => {
    const { id } = await create('A')
    expect(await app.client.funnels.check({ id })).toEqual([{ problem: 'no_page', pageId: null }])
    const form = {
      kind: 'form' as const,
      title: '',
      fields: [{ field: 'email' as const, label: 'E-mail', isRequired: true }],
      buttonLabel: 'OK',
      consentText: ' ',
      measureConsentText: '',
      doubleOptIn: false,
      tag: '',
    }
    const one = await app.client.funnels.pages.create({
      id,
      name: 'a',
      pageType: 'optin',
      blocks: [{ key: 'form', ...form }],
      paths: {},
    })
    const two = await app.client.funnels.pages.create({
      id,
      name: 'b',
      pageType: 'sales',
      paths: {},
      offer: { amount: 10, currency: 'EUR', paymentUrl: null },
      blocks: [
        { key: 'abcd', kind: 'button', button: { label: 'Suite', target: 'next' }, note: '' },
      ],
    })
    const three = await app.client.funnels.pages.create({
      id,
      name: 'c',
      pageType: 'thank_you',
      paths: {},
    })
    expect(await app.client.funnels.check({ id })).toEqual([
      { problem: 'no_thank_you', pageId: null },
      { problem: 'form_without_relay', pageId: null },
      { problem: 'form_without_consent', pageId: one.id },
      ...['unreachable', 'empty_page', 'offer_without_link', 'button_without_target'].map(
        (problem) => ({ problem, pageId: two.id }),
      ),
      ...['unreachable', 'empty_page'].map((problem) => ({ problem, pageId: three.id })),
    ])
  })
})

describe('publishing', () => {
  it('needs a relay', async () => {
    const { id } = await create('A', 'guide-fr')
    expect(await errorReasonOf(app.client.funnels.publish({ id }))).toBe('relay_not_paired')
    expect(await errorReasonOf(app.client.funnels.relay.pull())).toBe('relay_not_paired')
    expect(await app.client.funnels.relay.status()).toMatchObject({
      paired: false,
      url: null,
      lastPullAt: null,
      lastError: null,
      waitingEvents: null,
    })
    expect(await errorReasonOf(app.client.funnels.relay.unpair())).toBeNull()
  })

  it('exports static files that link to each other and ask nobody else', async () => {
    await app.client.settings.update({ businessEmail: 'bonjour@atelier.example' })
    const picture = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const image = await app.client.funnels.images.add({ file: new File([picture], 'point.png') })
    expect(image).toMatchObject({ width: 1, height: 1, bytes: picture.length })
    expect(
      Buffer.from(await (await app.client.funnels.images.get({ id: image.id })).arrayBuffer()),
    ).toEqual(picture)
    expect(
      await errorReasonOf(
        app.client.funnels.images.add({ file: new File(['<svg onload="x()"/>'], 'a.svg') }),
      ),
    ).toBe('image_unreadable')
    const { id, pages } = await create('Été', 'webinar-replay-fr')
    await app.client.funnels.pages.update({
      id: pages[3]?.id ?? 0,
      blocks: [
        { key: 'abcd', kind: 'image', imageId: image.id, imageAlt: 'Un point', caption: '' },
      ],
    })
    const file = await app.client.funnels.exportFiles({ id })
    expect(file.name).toBe('ete.zip')
    const files = unzip(Buffer.from(await file.arrayBuffer()))
    expect([...files.keys()]).toEqual([
      'index.html',
      ...pages.map(({ slug }) => `${slug}/index.html`),
      `assets/${image.id}.png`,
    ])
    expect(files.get(`assets/${image.id}.png`)).toEqual(picture)
    const [entrance, presentation, thanks] = [
      'index.html',
      'la-presentation/index.html',
      'merci/index.html',
    ].map((path) => files.get(path)?.toString() ?? '')
    expect(entrance).toContain('action="mailto:bonjour@atelier.example"')
    expect(presentation).toContain('href="../l-accompagnement/index.html"')
    expect(thanks).toContain(`src="../assets/${image.id}.png"`)
    expect([entrance, presentation, thanks].join('')).not.toMatch(
      /<script|http-equiv="refresh"|__WEBOX_|\[\[/,
    )
  })
})

/** Reads the archive by its directory, as archivers do. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  let at = archive.readUInt32LE(end + 16)
  for (let index = 0; index < archive.readUInt16LE(end + 10); index += 1) {
    const [method, packed, nameLength, local] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 20),
      archive.readUInt16LE(at + 28),
      archive.readUInt32LE(at + 42),
    ]
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const body = archive.subarray(begin, begin + packed)
    files.set(name, method === 8 ? inflateRawSync(body) : Buffer.from(body))
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return files
}
