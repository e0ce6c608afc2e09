// What a visitor typed for custom fields: in the lead where it can be read, in the history always.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CustomFieldKind } from '#shared/rules/leadFilter/filterFields.ts'
import { customInputName } from '#shared/rules/relayPages.ts'
import { readInstallKey } from '#main/platform/secrets/installKey.ts'
import { applyRelayEvent } from '#main/features/funnels/relay/relayEvents.service.ts'
import { readRelayKeys } from '#main/relay/relayKeys.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let funnelId: number
let pageId: number
let blockKey: string
let number = 0
const at = Date.parse('2026-11-22T08:00:00Z')

beforeEach(async () => {
  app = await createTestApp()
  const funnel = await app.client.funnels.create({
    query: { template: 'guide-fr' },
    body: { name: 'Guide' },
  })
  funnelId = funnel.id
  pageId = funnel.pages[0]?.id ?? 0
  const page = await app.client.funnels.pages.get({ id: pageId })
  blockKey = page.blocks.find(({ kind }) => kind === 'form')?.key ?? ''
})
afterEach(() => app.remove())

const addField = (name: string, kind: CustomFieldKind, options: string[] = []) =>
  app.client.crm.customFields.create({ name, kind, options })

async function fill(fields: Record<string, string>): Promise<void> {
  const keys = await readRelayKeys(app.host.secrets)
  const installKey = await readInstallKey(app.host.secrets, app.host.dataFolder)
  const event = {
    ...{ id: `01JD${String((number += 1)).padStart(22, '0')}`, at, kind: 'form' as const },
    ...{ funnelId, pageId, visitor: 'visiteur-00000001', sealed: '' },
    source: { utmSource: null, utmMedium: null, utmCampaign: null, referrer: null },
  }
  await app.services.database.write([], (transaction) =>
    applyRelayEvent(
      { now: app.host.clock.now(), keys, installKey, log: app.host.log },
      transaction,
      event,
      {
        ...{ blockKey, fields, consent: false, measureConsent: false },
        ...{ wordingHash: '', reference: '' },
      },
    ),
  )
}
async function leadOf(email: string) {
  const found = await app.client.crm.leads.list({ search: email })
  const id = found.items[0]?.id ?? 0
  const history = await app.client.crm.interactions.list({ id })
  return {
    lead: await app.client.crm.leads.get({ id }),
    notes: history.items.map(({ content }) => content ?? ''),
  }
}

/** The page asks for a field under these words. */
async function ask(key: string, label: string): Promise<void> {
  const page = await app.client.funnels.pages.get({ id: pageId })
  await app.client.funnels.pages.update({
    id: pageId,
    blocks: page.blocks.map((block) =>
      block.kind === 'form'
        ? {
            ...block,
            fields: [
              ...block.fields,
              { field: 'custom' as const, label, isRequired: false, customKey: key },
            ],
          }
        : block,
    ),
  })
}

describe('answers for custom fields', () => {
  it.each<[CustomFieldKind, string, unknown]>([
    ['text', '  Cave à vin ', 'Cave à vin'],
    ['longText', 'Deux\nlignes', 'Deux\nlignes'],
    ['number', '1 250,5', 1250.5],
    ['money', '12,50 €', 12.5],
    ['money', '1.250', 1250],
    ['text', 'Aucune', 'Aucune'],
    ['text', '-', '-'],
    ['choice', 'Aucun', 'Aucun'],
    ['date', '2026-12-24', '2026-12-24'],
    ['date', '24/12/2026', '2026-12-24'],
    ['yesNo', 'Oui', true],
    ['yesNo', 'No', false],
    ['choice', 'moyen', 'Moyen'],
    ['choices', 'Petit; Moyen', ['Petit', 'Moyen']],
    ['choices', 'Rouge, vif; Petit', ['Rouge, vif', 'Petit']],
    ['choices', 'Rouge; vert; Bleu | blanc', ['Rouge; vert', 'Bleu | blanc']],
    ['choices', 'Aucun', ['Aucun']],
    ['link', 'boutique.example/carte', 'https://boutique.example/carte'],
  ])('of the kind %s: %s', async (kind, typed, value) => {
    const options = kind.startsWith('choice')
      ? ['Petit', 'Moyen', 'Rouge', 'Rouge, vif', 'Rouge; vert', 'Bleu | blanc', 'Aucun']
      : []
    const { key } = await addField('Champ', kind, options)
    await fill({ email: 'ana@mail.example', [customInputName(key)]: typed })
    expect((await leadOf('ana@mail.example')).lead.custom).toEqual({ [key]: value })
  })

  it.each<[CustomFieldKind, string]>([
    ['number', 'une douzaine'],
    ['date', '31/02/2026'],
    ['yesNo', 'peut-être'],
    ['choice', 'Géant'],
    ['choices', 'Petit; Géant'],
    ['link', 'javascript:alert(1)'],
  ])('of the kind %s that cannot be read stay in the history: %s', async (kind, typed) => {
    const { key } = await addField('Champ', kind, kind.startsWith('choice') ? ['Petit'] : [])
    await fill({ email: 'ben@mail.example', [customInputName(key)]: typed })
    const { lead, notes } = await leadOf('ben@mail.example')
    expect(lead.custom).toEqual({})
    expect(notes.join()).toContain(`Champ : ${typed}`)
  })

  it('are read as the language of the page writes numbers', async () => {
    await app.client.funnels.update({ id: funnelId, language: 'en' })
    const { key } = await addField('Budget', 'money')
    await fill({ email: 'kim@mail.example', [customInputName(key)]: '£1,500' })
    expect((await leadOf('kim@mail.example')).lead.custom).toEqual({ [key]: 1500 })
  })

  it('fill in what is blank and leave what is known', async () => {
    const size = await addField('Taille', 'choice', ['Petit', 'Grand'])
    const town = await addField('Ville', 'text')
    await app.client.crm.leads.create({
      email: 'eva@mail.example',
      custom: { [size.key]: 'Grand' },
    })
    await fill({
      email: 'eva@mail.example',
      [customInputName(size.key)]: 'Petit',
      [customInputName(town.key)]: 'Lyon',
    })
    const { lead, notes } = await leadOf('eva@mail.example')
    expect(lead.custom).toEqual({ [size.key]: 'Grand', [town.key]: 'Lyon' })
    expect(notes.join()).toContain('Taille : Petit')
  })

  it('are told in the words of the question', async () => {
    const { key } = await addField('Taille', 'text')
    await ask(key, 'Combien serez-vous ?')
    await fill({ email: 'lou@mail.example', [customInputName(key)]: 'douze' })
    expect((await leadOf('lou@mail.example')).notes.join()).toContain('Combien serez-vous ? douze')
  })

  it('for a field that was deleted stay in the history, and the check says so', async () => {
    const { id, key } = await addField('Taille', 'text')
    await ask(key, 'Votre taille')
    const isNamed = async () =>
      (await app.client.funnels.check({ id: funnelId })).some(
        ({ problem, pageId: page }) => problem === 'question_field_gone' && page === pageId,
      )
    expect(await isNamed()).toBe(false)
    await app.client.crm.customFields.delete({ id })
    await fill({ email: 'max@mail.example', [customInputName(key)]: '42' })
    const { lead, notes } = await leadOf('max@mail.example')
    expect(lead.custom).toEqual({})
    expect(notes.join()).toContain('Votre taille : 42')
    expect(await isNamed()).toBe(true)
  })

  it('under a name that two long keys share fill in neither', async () => {
    const long = 'a'.repeat(36)
    for (const key of [`${long}xxun`, `${long}xxde`])
      await app.client.crm.customFields.create({ name: key, key, kind: 'text' })
    await fill({ email: 'zoe@mail.example', [customInputName(`${long}xxun`)]: 'perdu ?' })
    const { lead, notes } = await leadOf('zoe@mail.example')
    expect(lead.custom).toEqual({})
    expect(notes.join()).toContain('perdu ?')
  })
})
