// Forms that come back: what cannot be used is named as the page names it, and a consent is taken in
// the words that were seen.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RelayBundle } from '#shared/contract/relayProtocol.ts'
import { formInputs } from '#shared/rules/relayPages.ts'
import { openRelay, type OpenedRelay } from '../support/relayOpened.ts'
import { formKey, sampleBundle } from '../support/relayProcess.ts'

let relay: OpenedRelay
beforeEach(async () => {
  relay = await openRelay({ publish: false })
  await publish(1, {})
})
afterEach(() => relay.close())

type FormRules = NonNullable<RelayBundle['pages'][number]['forms'][string]>
const asked: FormRules = {
  ...{ fields: ['firstName', 'email', 'phone'], required: ['email'], wordingHash: 'words-1' },
  labels: { firstName: 'Prénom', email: 'E-mail <pro>', phone: 'Mobile' },
  ...{ consentText: 'Je veux **la lettre**.', measureConsentText: '' },
}
async function publish(version: number, changes: Partial<FormRules>, known: string[] = []) {
  const bundle = sampleBundle({ version, knownWordings: known })
  const [first] = bundle.pages
  if (first) first.forms = { [formKey]: { ...asked, ...changes } }
  await relay.client.publish(bundle)
}
const hidden = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  )
const eva = { firstName: 'Éva', email: 'eva@exemple.fr', [formInputs.wording]: 'words-1' }
const last = async () => (await relay.forms()).at(-1)

describe('what cannot be used', () => {
  it.each(['jean..dupont@exemple.fr', 'eva@exemple.123', 'e\u200bva@exemple.fr'])(
    '%s is refused at the form, by the field’s own name, with what was typed, and corrected there',
    async (email) => {
      const response = await relay.post({ ...eva, email, phone: '06 12', consent: 'yes' })
      const html = await response.text()
      expect([response.status, await relay.forms()]).toEqual([422, []])
      expect(html).toContain('>E-mail &lt;pro&gt;</label>')
      expect(html).toContain(`name="email" value="${email}"`)
      expect(html).toContain('ne peut pas être utilisé comme adresse')
      const values = hidden(html)
      expect(values).toMatchObject({ firstName: 'Éva', phone: '06 12', consent: 'yes' })
      const corrected = { ...values, email: 'eva@exemple.fr' }
      const sent = await relay.post(corrected, { time: values[formInputs.time] ?? '' })
      expect(sent.status).toBe(303)
      expect(await last()).toMatchObject({
        fields: { firstName: 'Éva', email: 'eva@exemple.fr', phone: '06 12' },
        ...{ consent: true, wordingHash: 'words-1' },
      })
    },
  )

  it('is offered again as it was: boxes, a list, a text of several lines', async () => {
    await publish(2, {
      fields: ['email', 'c.gouts', 'c.taille', 'c.mot'],
      required: ['email', 'c.gouts', 'c.taille'],
      choices: {
        'c.gouts': { options: ['Bois <b>', 'Jardin; vert'], isMany: true },
        'c.taille': { options: ['Petit', 'Grand'], isMany: false },
      },
    })
    const long = `${'a'.repeat(1_990)}\r\n`.repeat(2)
    const html = await (await relay.post({ ...eva, 'c.mot': long })).text()
    expect(html.match(/<input type="checkbox" [^>]*name="c\.gouts"[^>]*>/g)).toHaveLength(2)
    expect(html).toContain('value="Bois &lt;b&gt;"')
    expect(html).toContain('name="c.taille"')
    expect(html.match(/<option>/g)).toHaveLength(3)
    expect(html).toMatch(/<textarea [^>]*name="c\.mot"/)
  })

  it('counts the end of a line once, as the browser did', async () => {
    await publish(2, { fields: ['email', 'c.mot'], required: ['email'] })
    const typed = `${'a'.repeat(1_950)}${'\r\n'.repeat(40)}z`
    const sent = await relay.post({ ...eva, 'c.mot': typed })
    expect(sent.status).toBe(303)
    expect((await last())?.fields['c.mot']).toContain('\n')
    expect((await last())?.fields['c.mot']).not.toContain('\r')
  })

  it('is said to be missing only where nothing was typed', async () => {
    const html = await (await relay.post({ ...eva, email: '\u200b' })).text()
    expect(html).toContain('À remplir')
    expect(html).not.toContain('ne peut pas être utilisé')
  })

  it('is an answer without anything that identifies a person', async () => {
    await publish(2, { required: [] })
    const { status } = await relay.post({ phone: ' ' })
    expect([status, await relay.forms()]).toEqual([422, []])
  })
})

describe('a consent', () => {
  it('is recorded in the words that were seen, although they changed meanwhile', async () => {
    await publish(2, { wordingHash: 'words-2', consentText: 'Autre chose.' }, ['words-1'])
    expect((await relay.post({ ...eva, consent: 'yes' })).status).toBe(303)
    expect(await last()).toMatchObject({ consent: true, wordingHash: 'words-1' })
  })

  it.each(['words-0', ''])(
    'in words nobody knows (%j) is asked again, unticked',
    async (wording) => {
      const response = await relay.post({ ...eva, [formInputs.wording]: wording, consent: 'yes' })
      const html = await response.text()
      expect([response.status, await relay.forms()]).toEqual([422, []])
      expect(html).toContain('Je veux <strong>la lettre</strong>.')
      expect(html).not.toContain('checked')
      const values = hidden(html)
      expect(values).not.toHaveProperty('consent')
      relay.clock.advance(3_000)
      const time = values[formInputs.time] ?? ''
      expect((await relay.post({ ...values, consent: 'yes' }, { time })).status).toBe(303)
      expect(await last()).toMatchObject({ consent: true, wordingHash: 'words-1' })
      expect((await relay.post(values, { time })).status).toBe(303)
      expect(await last()).toMatchObject({ consent: false, wordingHash: 'words-1' })
    },
  )

  it('that was not given needs no words', async () => {
    expect((await relay.post({ ...eva, [formInputs.wording]: 'words-0' })).status).toBe(303)
    expect(await last()).toMatchObject({ consent: false, wordingHash: '' })
  })

  it('of a page from before its words had a number is taken as before', async () => {
    const { consentText: _text, labels: _labels, ...earlier } = asked
    const bundle = sampleBundle({ version: 2 })
    const [first] = bundle.pages
    if (first) first.forms = { [formKey]: earlier }
    await relay.client.publish(bundle)
    const { [formInputs.wording]: _wording, ...bare } = eva
    expect((await relay.post({ ...bare, consent: 'yes' })).status).toBe(303)
    expect(await last()).toMatchObject({ consent: true, wordingHash: 'words-1' })
  })
})

describe('a page on another server', () => {
  it('sends its form without a second question; a program that says nothing of its origin does not', async () => {
    const headers = { origin: 'https://www.business.example' }
    expect((await relay.post(eva, { time: '', headers })).status).toBe(303)
    expect((await relay.post(eva, { time: '' })).status).toBe(422)
    expect((await relay.post(eva, { time: '', headers: { origin: 'null' } })).status).toBe(422)
    expect((await relay.post(eva, { time: '', headers: { origin: relay.url } })).status).toBe(422)
    expect((await relay.post(eva, { time: 'forged', headers })).status).toBe(422)
  })
})
