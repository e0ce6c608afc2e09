// What is generated can go out as it is, over HTTP with nothing entered before: campaigns are sent,
// funnels and templates are published.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { campaignTypes, tones } from '#shared/contract/generation.contract.ts'
import { funnelTypes } from '#shared/contract/funnels.contract.ts'
import { languages } from '#shared/contract/settings.contract.ts'
import { htmlObjections } from '../support/htmlObjections.ts'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { startRelay, type RelayProcess } from '../support/relayProcess.ts'

let host: LocalHostProcess
let relay: RelayProcess
beforeAll(async () => {
  ;[host, relay] = await Promise.all([startLocalHost(), startRelay()])
  await rest('POST', '/leads', { email: 'zoe@exemple.fr' })
  await rest('POST', '/relay', { url: relay.url, code: relay.code })
})
afterAll(async () => {
  await host?.stop()
  await relay?.remove()
})

type Made = {
  id: number
  subject: string
  url: string
  emails: { id: number; campaignId: number }[]
  items: { id: string }[]
  pages: { slug: string }[]
  funnel: { pages: { slug: string }[] } | null
}
/** @throws if the answer is no success, with its words */
async function rest(method: string, path: string, sent?: unknown): Promise<Made> {
  const { status, body, text } = await host.rest(method, `/marketing${path}`, sent)
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
  return body as Made
}
const briefs = campaignTypes.flatMap((campaignType) =>
  tones.flatMap((tone) => languages.map((language) => ({ campaignType, tone, language }))),
)
const visitor = {
  headers: { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0' },
}

/** What a page says to come by e-mail comes: the funnel's e-mails are finished and on. */
async function keepPromises(id: number): Promise<void> {
  const { emails } = await rest('GET', `/funnels/${id}`)
  for (const email of emails) {
    const words = { html: '<p>Voici.</p>', text: 'Voici.', preheader: '' }
    const message = { subject: 'Votre demande', ...words }
    const fromEmail = 'boutique@entreprise.example'
    await rest('PUT', `/campaigns/${email.campaignId}`, { ...message, fromEmail })
    const turned = await rest('PUT', `/funnel-emails/${email.id}`, { isOn: true })
    expect(turned).toMatchObject({ isOn: true })
  }
}

/** Publishes the funnel and reads each page as a visitor gets it. */
async function expectReadable(id: number, slugs: string[], name: string): Promise<void> {
  await keepPromises(id)
  const { url } = await rest('POST', `/funnels/${id}/publish`)
  for (const [index, slug] of slugs.entries()) {
    const response = await fetch(index === 0 ? url : `${url}${slug}`, visitor)
    const html = await response.text()
    expect([name, slug, response.status, htmlObjections(html)]).toEqual([name, slug, 200, []])
    expect(html, `${name} ${slug}`).toMatch(/<h1/)
    expect(html, `${name} ${slug}`).not.toMatch(
      /\[\[|aria-disabled|<h2>[^<]*<\/h2><\/div>|<li><\/li>|<p><\/p>/,
    )
  }
}

describe('over HTTP, with an empty profile', () => {
  it('every generated campaign is sent', async () => {
    const sent: string[] = []
    for (const brief of briefs) {
      const { id, subject } = await rest('POST', '/campaigns/generate', {
        ...brief,
        topic: 'Les soins du visage en hiver',
      })
      await rest('PUT', `/campaigns/${id}`, { recipients: {} })
      await rest('POST', `/campaigns/${id}/send`)
      sent.push(subject)
    }
    const arrived = async () =>
      ((await rest('GET', '/sandbox/messages?limit=100')) as unknown as { total: number }).total
    await expect.poll(arrived, { timeout: 60_000, interval: 200 }).toBe(sent.length)
  })

  it.each(funnelTypes)('a generated funnel of type %s is published', async (funnelType) => {
    for (const language of languages) {
      const made = await rest('POST', '/funnels/generate', {
        funnelType,
        language,
        topic: `Sujet ${funnelType} ${language}`,
      })
      await expectReadable(
        made.id,
        (made.funnel?.pages ?? []).map(({ slug }) => slug),
        `${funnelType} ${language}`,
      )
    }
  })

  it('every template is published', async () => {
    const { items } = await rest('GET', '/funnel-templates')
    expect(items).toHaveLength(28)
    for (const { id } of items) {
      const { id: funnel, pages } = await rest('POST', `/funnels?template=${id}`, { name: id })
      await expectReadable(
        funnel,
        pages.map(({ slug }) => slug),
        id,
      )
    }
  })
})
