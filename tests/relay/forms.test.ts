// Forms: taken without script, sealed at once, checked for programs, never readable where they
// wait.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formInputs } from '#shared/rules/relayPages.ts'
import { openRelay, type OpenedRelay } from '../support/relayOpened.ts'
import { formTimeOf } from '../support/relayProcess.ts'

let relay: OpenedRelay
beforeAll(async () => {
  relay = await openRelay()
})
afterAll(() => relay.close())
const lead = {
  firstName: 'Émilie',
  email: 'emilie.durand@mail.example',
  phone: '+33 6 12 34 56 78',
  consent: 'yes',
}
const count = async () => (await relay.forms()).length

const hiddenValues = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  )

describe('a form', () => {
  it('arrives as it was written, and leads to the next page', async () => {
    const response = await relay.post({ ...lead, unknown: 'x' }, { query: '?utm_source=lettre' })
    expect(response.status).toBe(303)
    const next = new URL(
      response.headers.get('location') ?? '',
      `${relay.url}/f/guide-gratuit/inscription/form/form1234`,
    )
    expect(next.pathname).toBe('/f/guide-gratuit/offre')
    const [form] = await relay.forms()
    expect(form).toEqual({
      blockKey: 'form1234',
      fields: {
        firstName: 'Émilie',
        email: 'emilie.durand@mail.example',
        phone: '+33 6 12 34 56 78',
      },
      consent: true,
      measureConsent: false,
      wordingHash: 'wording-1',
      reference: next.searchParams.get('r'),
    })
    expect((await relay.events()).find(({ kind }) => kind === 'form')).toMatchObject({
      source: { utmSource: 'lettre' },
      pageId: 71,
      funnelId: 7,
    })
  })

  it("leaves nothing that names anybody in the relay's files", () => {
    const bytes = relay.onDisk()
    for (const word of ['Émilie', 'emilie', 'durand', 'mail.example', '12 34 56', '127.0.0.1'])
      expect({ word, found: bytes.includes(word) }).toEqual({ word, found: false })
  })

  it('keeps the reference of a visitor who has one', async () => {
    await relay.post(lead, { query: '?r=abcdefghijklmnopqrstuv' })
    expect((await relay.forms()).at(-1)?.reference).toBe('abcdefghijklmnopqrstuv')
  })

  it('takes all boxes of one name that were ticked', async () => {
    const time = await formTimeOf(`${relay.url}/f/guide-gratuit/`)
    relay.clock.advance(3_000)
    const sent = new URLSearchParams({ [formInputs.time]: time, email: 'b@mail.example' })
    for (const value of ['Petit', 'Grand']) sent.append('firstName', value)
    await fetch(`${relay.url}/f/guide-gratuit/inscription/form/form1234`, {
      ...{ method: 'POST', body: sent, redirect: 'manual' as const },
    })
    expect((await relay.forms()).at(-1)?.fields['firstName']).toBe('Petit; Grand')
  })

  it('hides how long it is', async () => {
    await relay.post({ email: 'a@mail.example' })
    await relay.post({
      email: 'a.rather.long.address.of.somebody@mail.example',
      firstName: 'Marie-Antoinette',
    })
    const lengths = (await relay.events()).flatMap((event) =>
      event.kind === 'form' ? [event.sealed.length] : [],
    )
    expect(new Set(lengths.slice(-2)).size).toBe(1)
  })
})

describe('what is not taken', () => {
  it('is a form whose trap was filled in; a person whose browser did that sends it with one button', async () => {
    const before = await count()
    const asked = await relay.post({ ...lead, [formInputs.honeypot]: 'https://spam.example' })
    expect(asked.status).toBe(422)
    expect(await count()).toBe(before)
    const values = hiddenValues(await asked.text())
    relay.clock.advance(3_000)
    const sent = await relay.post(values, { time: values[formInputs.time] ?? '' })
    expect([sent.status, await count()]).toEqual([303, before + 1])
  })

  it('is a form sent too soon, too late, with a time nobody gave or that of another page; a person sends it again with one button', async () => {
    const before = await count()
    const now = async () => formTimeOf(`${relay.url}/f/guide-gratuit/`)
    const soon = await now()
    const answers = [
      await relay.post(lead, { time: soon }),
      await relay.post(lead, { time: '' }),
      await relay.post(lead, { time: 'abc.def' }),
      await relay.post(lead, { time: `${soon}x` }),
    ]
    const late = await now()
    relay.clock.advance(24 * 60 * 60_000 + 1)
    answers.push(await relay.post(lead, { time: late }))
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422])
    expect(await count()).toBe(before)

    const html = (await answers.at(-1)?.text()) ?? ''
    const inputs = hiddenValues(html)
    expect(inputs).toMatchObject(lead)
    relay.clock.advance(3_000)
    expect((await relay.post(inputs, { time: inputs[formInputs.time] ?? '' })).status).toBe(303)
    expect(await count()).toBe(before + 1)
  })

  it('is a form without what it needs, or with an address that cannot be one', async () => {
    const before = await count()
    for (const fields of [
      { firstName: 'Anna' },
      { email: '   ' },
      { email: 'anna' },
      { email: 'a@b.example, c@d.example' },
      { email: 'a@b.example\r\nRCPT TO:<x@y.example>' },
    ]) {
      const response = await relay.post(fields as unknown as Record<string, string>)
      expect({ fields, status: response.status }).toEqual({ fields, status: 422 })
    }
    expect(await count()).toBe(before)
  })

  it('is a body that is too large, of another kind, or for a form that is not there', async () => {
    const before = await count()
    expect((await relay.post({ ...lead, firstName: 'x'.repeat(65_000) })).status).toBe(413)
    expect((await relay.post({ ...lead, firstName: 'x'.repeat(2_001) })).status).toBe(413)
    expect((await relay.post(lead, { headers: { 'content-type': 'text/plain' } })).status).toBe(415)
    expect((await relay.post(lead, { path: 'inscription/form/other' })).status).toBe(404)
    expect((await relay.post(lead, { path: 'inscription/form/constructor' })).status).toBe(404)
    expect((await relay.post(lead, { path: 'merci/form/form1234' })).status).toBe(404)
    expect(await count()).toBe(before)
  })

  it('is a form that comes in pieces without a length and never ends', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('x'.repeat(16_384))),
    })
    const sent = fetch(`${relay.url}/f/guide-gratuit/inscription/form/form1234`, {
      ...{
        method: 'POST',
        body: endless,
        duplex: 'half',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    } as RequestInit)
    // Answered, or cut off while still sending: both end it.
    expect(
      await sent.then(
        ({ status }) => status,
        () => 413,
      ),
    ).toBe(413)
  })
})
