// Pages of every template in a real browser: accessible, nothing asked of anybody, no cookie,
// parsed as written, usable on a telephone.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maxQuestions } from '#shared/blocks/page/form.ts'
import type { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import { customFieldKinds } from '#shared/rules/leadFilter/filterFields.ts'
import { bundleOf } from '#main/features/funnels/publishing/bundle.ts'
import { readFunnel } from '#main/features/funnels/funnels.repository.ts'
import { createTestApp, type TestApp } from '../support/testApp.ts'
import { chromiumPath, expectAccessible, openBrowser } from './pages/browser.ts'

let app: TestApp
let browser: Browser
let page: Page
const asked: string[] = []
const complaints: string[] = []

/** The kinds of block no template has. */
const otherBlocks: PageBlock[] = [
  {
    key: 'text',
    kind: 'text',
    text: 'Un **texte** avec [un lien](https://exemple.example).\n\n- un\n- deux',
  },
  {
    key: 'proof',
    kind: 'proof',
    title: 'Ils en parlent',
    quotes: [{ text: 'Très bien.', author: 'Zoé', role: 'Cliente' }],
  },
  { key: 'video', kind: 'video', title: 'Vidéo', url: 'https://video.example/x', text: 'À voir.' },
  { key: 'count', kind: 'countdown', title: 'Jusqu’au', until: '2099-12-24T17:00:00Z', after: '' },
  {
    ...{
      key: 'questions',
      kind: 'form',
      title: 'Votre projet',
      buttonLabel: 'Envoyer',
      consentText: 'Oui',
      measureConsentText: '',
      doubleOptIn: false,
      tag: '',
    },
    fields: ['Budget ?', 'Quand ?'].map((label) => ({
      field: 'custom' as const,
      label,
      isRequired: true,
    })),
  },
  {
    ...{ key: 'fields', kind: 'form', title: 'Votre jardin', buttonLabel: 'Envoyer' },
    ...{ consentText: 'Oui', measureConsentText: '', doubleOptIn: false, tag: '' },
    fields: customFieldKinds.slice(-maxQuestions).map((kind) => ({
      ...{ field: 'custom' as const, label: `Champ ${kind}`, isRequired: false },
      customKey: kind.toLowerCase(),
    })),
  },
  { key: 'decline', kind: 'button', button: { label: 'Non merci', target: 'declined' }, note: '' },
  { key: 'line', kind: 'divider' },
]

describe.skipIf(chromiumPath === '')('published pages', () => {
  beforeAll(async () => {
    app = await createTestApp()
    browser = await openBrowser()
    // Scripts stay on for axe alone: the pages have none, which is checked.
    page = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage()
    page.on('request', (request) => asked.push(request.url()))
    page.on('console', (message) => complaints.push(message.text()))
  })
  afterAll(async () => {
    await browser?.close()
    await app?.remove()
  })

  it('of every template are accessible, whole and quiet', async () => {
    await app.client.settings.update({
      businessName: 'Atelier Forêt',
      businessAddress: '1 rue du Bois, 44000 Nantes',
      businessEmail: 'bonjour@atelier.example',
    })
    for (const template of (await app.client.funnels.templates({})).items) {
      const funnel = await app.client.funnels.create({
        query: { template: template.id },
        body: { name: template.name },
      })
      for (const { id, slug } of funnel.pages)
        await inspect(
          (await app.client.funnels.pages.preview({ id })).html,
          `${template.id} ${slug}`,
        )
    }
  })

  it('of every template are as good when published as they come, with nothing filled in', async () => {
    await app.client.settings.update({ businessName: '', businessAddress: '', businessEmail: '' })
    for (const template of (await app.client.funnels.templates({})).items) {
      const { id } = await app.client.funnels.create({
        query: { template: template.id },
        body: { name: template.name },
      })
      const { bundle } = bundleOf(app.services, readFunnel(app.services.database, id), 1)
      for (const { slug, html } of bundle.pages) await inspect(html, `${template.id} ${slug}`)
    }
  })

  it('of other blocks and colours too', async () => {
    const funnel = await app.client.funnels.create({
      query: { template: 'guide-fr' },
      body: { name: 'Couleurs' },
    })
    for (const kind of customFieldKinds)
      await app.client.crm.customFields.create({
        ...{ name: `Champ ${kind}`, key: kind.toLowerCase(), kind },
        options: kind.startsWith('choice') ? ['Petit', 'Grand'] : [],
      })
    for (const accent of ['#ffffff', '#000000', '#ffff00', '#808080']) {
      for (const tone of ['light', 'dark'] as const) {
        const blocks = [
          ...(await app.client.funnels.pages.get({ id: funnel.pages[0]?.id ?? 0 })).blocks,
          ...otherBlocks,
        ]
        const { html } = await app.client.funnels.pages.preview({
          id: funnel.pages[0]?.id ?? 0,
          blocks,
          theme: { accent, tone, font: 'serif', corners: 'square' },
        })
        await inspect(html, `${accent} ${tone}`)
      }
    }
  })
})

async function inspect(html: string, name: string): Promise<void> {
  asked.length = 0
  complaints.length = 0
  await page.setContent(html)
  await expectAccessible(page, name)
  const found = await page.evaluate(() => ({
    // What the parser had to move or close would show as another number of elements than was
    // written.
    elements: document.querySelectorAll('*').length,
    scripts: document.scripts.length,
    width: document.documentElement.scrollWidth,
    headings: document.querySelectorAll('h1').length,
  }))
  const written = html.replace(/<style>[^]*?<\/style>/, '<style>').match(/<[a-z][^>]*>/g)?.length
  expect([name, found.elements, found.scripts, found.headings, found.width <= 360]).toEqual([
    name,
    written,
    0,
    1,
    true,
  ])
  expect([name, asked.filter((address) => !address.startsWith('data:')), complaints]).toEqual([
    name,
    [],
    [],
  ])
  expect(await page.context().cookies()).toEqual([])
}
