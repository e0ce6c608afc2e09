// A funnel with something left to fill in: the check says where, it is published all the same, and
// visitors see nothing of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { funnelTypes } from '#shared/contract/funnels.contract.ts'
import { languages } from '#shared/contract/settings.contract.ts'
import { readyEmails } from '../../support/funnelReady.ts'
import { startRelay, type RelayProcess } from '../../support/relayProcess.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let relay: RelayProcess
const funnels = () => app.client.funnels
const create = (template: string) =>
  funnels().create({ query: { template }, body: { name: template } })
/** What a visitor gets after publishing. */
const served = async (id: number, slug = '') => {
  await readyEmails(app.client, id)
  const { url } = await funnels().publish({ id })
  return (
    await fetch(`${url}${slug}`, {
      headers: { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0' },
    })
  ).text()
}
beforeAll(async () => {
  app = await createTestApp()
  relay = await startRelay()
  app.host.clock.set(Date.now())
  await app.client.settings.update({
    businessName: 'Atelier',
    businessEmail: 'bonjour@atelier.example',
    businessAddress: 'rue du Bois',
  })
  await funnels().relay.pair({ url: relay.url, code: relay.code ?? '' })
})
afterAll(async () => {
  await app?.remove()
  await relay?.remove()
})

describe('an unfinished funnel', () => {
  it('has no price until somebody says one, and shows none before', async () => {
    const { id, pages } = await create('product-single-fr')
    const first = await funnels().pages.get({ id: pages[0]?.id ?? 0 })
    expect(first.offer).toEqual({ amount: null, currency: 'EUR', paymentUrl: null })
    expect((await funnels().pages.preview({ id: first.id })).html).toMatch(
      /<mark[^>]*>\[\[prix\]\]<.mark>/,
    )
    const unpriced = await served(id)
    expect(unpriced).not.toMatch(/\[\[|Commander|class="price"/)
    const offer = { amount: null, currency: 'EUR', paymentUrl: 'https://pay.example/1' }
    await funnels().pages.update({ id: first.id, offer })
    // To be paid for elsewhere, where its price is said.
    expect(await served(id)).toMatch(/go\/.*\/payment[^>]*>Commander/)
    await funnels().pages.update({ id: first.id, offer: { ...offer, amount: 0 } })
    // A price of zero was said.
    expect(await served(id)).toContain('<p class="price">0\u00a0€</p>')
  })

  it('is named by page, block and place in the check, and published without those lines', async () => {
    const { id, pages } = await create('webinar-live-en')
    const pageId = pages[0]?.id ?? 0
    expect(
      (await funnels().check({ id })).filter(({ problem }) => problem === 'places_left'),
    ).toEqual([{ problem: 'places_left', pageId, places: ['date and time'], blockKey: 'hero' }])
    const without = await served(id)
    expect(without).toContain('answers your questions online')
    expect(without).not.toMatch(/When:|date and time/)
    const { blocks } = await funnels().pages.get({ id: pageId })
    await funnels().pages.update({
      id: pageId,
      blocks: blocks.map((block) =>
        block.kind === 'hero' ? { ...block, text: '**When:** 3 May at 10:30. See [note].' } : block,
      ),
    })
    expect(
      (await funnels().check({ id })).filter(
        ({ places }) => places !== undefined && places[0] !== 'date and time',
      ),
    ).toEqual([{ problem: 'brackets', pageId, places: ['note'], blockKey: 'hero' }])
    expect(await served(id)).toContain('3 May at 10:30. See [note].')
  })

  it('shows no video without an address, and names it', async () => {
    const { id, pages } = await create('webinar-replay-fr')
    expect(
      (await funnels().check({ id })).find(({ problem }) => problem === 'video_without_address'),
    ).toMatchObject({ pageId: pages[1]?.id, blockKey: 'video' })
    expect((await funnels().pages.preview({ id: pages[1]?.id ?? 0 })).html).toContain(
      '[[adresse de la vidéo]]',
    )
    expect(await served(id, 'la-presentation')).not.toMatch(/vidéo s’ouvre|adresse de la vidéo/)
  })

  it('is checked as visitors would see it: a page of places is empty, a consent that names nobody is not asked for', async () => {
    const { id, pages } = await create('guide-fr')
    const first = await funnels().pages.get({ id: pages[0]?.id ?? 0 })
    const problems = async () =>
      (await funnels().check({ id }))
        .filter(({ pageId }) => pageId === first.id)
        .map(({ problem }) => problem)
    await funnels().pages.update({
      id: first.id,
      blocks: [{ key: 'text', kind: 'text', text: '[[tout]]' }],
    })
    expect(await problems()).toContain('empty_page')
    await funnels().pages.update({
      id: first.id,
      blocks: first.blocks.map((block) =>
        block.kind === 'form'
          ? { ...block, consentText: 'J’accepte les e-mails de [[nom]].' }
          : block,
      ),
    })
    expect(await problems()).toContain('form_without_consent')
    expect(await served(id)).not.toContain('name="consent"')
    await funnels().pages.update({ id: first.id, blocks: first.blocks })
    expect(await served(id)).toContain('name="consent"')
  })

  it('asks for the name of a business that nobody entered, and for where to write to it', async () => {
    await app.client.settings.update({ businessName: '', businessEmail: '' })
    const { id } = await create('guide-fr')
    const problems = async () => (await funnels().check({ id })).map(({ problem }) => problem)
    expect(await problems()).toContain('business_unknown')
    // Published all the same, the form asks for its consents; the line that would say where to
    // write is not there.
    const unnamed = await served(id)
    expect(unnamed).toMatch(/offres de notre entreprise/)
    expect(unnamed).not.toMatch(/\[\[|Pour cela, écrivez/)
    await app.client.settings.update({
      businessName: 'Atelier',
      businessEmail: 'bonjour@atelier.example',
    })
    expect(await problems()).not.toContain('business_unknown')
    const named = await served(id)
    expect(named).toMatch(/offres d’Atelier/)
    expect(named).toContain('mailto:bonjour@atelier.example')
  })

  it('names the block whose picture is not here', async () => {
    const { id, pages } = await create('other-newsletter-fr')
    const page = await funnels().pages.get({ id: pages[0]?.id ?? 0 })
    await funnels().pages.update({
      id: page.id,
      blocks: [
        ...page.blocks,
        { key: 'photo', kind: 'image', imageId: 'a'.repeat(64), imageAlt: 'Photo', caption: '' },
      ],
    })
    expect(
      (await funnels().check({ id })).filter(({ problem }) => problem === 'image_missing'),
    ).toEqual([{ problem: 'image_missing', pageId: page.id, blockKey: 'photo' }])
  })
})

/**
 * What only a business can promise or know: amounts, numbers, delays, guarantees, what others said.
 */
const invented =
  /\d|€|£|gratuit(?!e? le plus|s? contre)|remboursé|garanti|assurés|ouvré|satisfait|témoign|tous les jours|depuis des années|la plupart de nos|confidentiel|refund(?!\]\])|guarantee|insured|working day|within (?:a|one|two|three)|for years|most of our|confidential|testimonial|\b(?:deux|trois|quatre|cinq|six|sept|huit|dix|douze|quinze|vingt|trente|quarante|two|three|four|five|six|ten|twelve|fifteen|twenty|thirty|forty) (?:ans?|mois|semaines?|jours?|heures?|minutes?|pages?|points|séances|years?|months?|weeks?|days?|hours?|sessions)\b/iu
const honest =
  /Celui de tous les jours|Trois (?:choses|questions|habitudes)|Three (?:things|questions|simple)|deux phrases|two sentences/giu

describe('templates and the built-in writer', () => {
  it('invent no fact', async () => {
    const found: string[] = []
    const inspect = (name: string, value: unknown) => {
      for (const text of textsOf(value))
        if (invented.test(text.replace(honest, ''))) found.push(`${name}: ${text}`)
    }
    for (const { id } of (await funnels().templates({})).items) {
      const funnel = await create(id)
      for (const page of funnel.pages) {
        const { blocks, seo, offer } = await funnels().pages.get({ id: page.id })
        inspect(`${id} ${page.name}`, [
          blocks.filter(({ kind }) => kind !== 'legal').map(({ key: _key, ...block }) => block),
          seo,
        ])
        expect(offer?.amount ?? null).toBeNull()
      }
      for (const email of funnel.emails) {
        const { subject, preheader, html } = await app.client.email.campaigns.get({
          id: email.campaignId,
        })
        inspect(`${id} e-mail`, [subject, preheader, html])
      }
    }
    for (const funnelType of funnelTypes) {
      for (const language of languages) {
        for (const goal of ['', 'vendre', 'inscription', 'informer', 'visite']) {
          const { draft } = await app.client.generation.funnel({
            funnelType,
            language,
            goal,
            topic: 'Sujet',
            save: false,
          })
          for (const mail of draft.emails)
            inspect(`${funnelType} ${language}`, [
              mail.subject,
              mail.preheader,
              mail.blocks.blocks.map((block) => ('text' in block ? block.text : '')),
            ])
        }
      }
    }
    expect(found).toEqual([])
  })
})

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('mailto:') ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
