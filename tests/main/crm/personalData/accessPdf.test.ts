// The access file as a PDF: read back, it says everything that the file of data says.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { PersonalData } from '#shared/contract/crm.contract.ts'
import { leadFieldNames } from '#shared/leadFields/leadFields.ts'
import { stageNames, usualStages } from '#shared/rules/leads/stages.ts'
import { accessMoments, accessSections } from '#main/features/crm/personalData/access.service.ts'
import { accessPages } from '#main/features/crm/personalData/accessPages.ts'
import { setPages } from '#main/platform/print/printedPages.ts'
import { pdfText } from '../../../support/crm/pdfText.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

/** Lines are broken where they are full: spaces say nothing. */
const close = (text: string) => text.replace(/\s/g, '')
const textOf = async (file: File) => close(pdfText(new Uint8Array(await file.arrayBuffer())))

const addLead = () =>
  app.client.crm.leads.create({
    ...{
      firstName: 'Zoé',
      lastName: 'Œuvrard',
      email: 'zoe@exemple.fr',
      phone: '+33 6 98 76 54 32',
    },
    ...{
      company: 'Łódź & Fils',
      jobTitle: 'Gérante',
      source: 'Salon',
      owner: 'Ana',
      tags: ['VIP'],
    },
    ...{
      estimatedValue: 1234,
      notes: `Deux lignes\nde notes ${'longues '.repeat(80)}jusqu’au bout`,
    },
    ...{ otherData: { Parrain: 'Tante Jeanne' }, emails: [{ value: 'zoe@maison.fr' }] },
    ...{ phones: [{ value: '01 22 33 44 55' }] },
  })

it('says who is responsible, what is on record, the grounds and the rights, in French and English', async () => {
  const { client } = app
  await client.settings.update({
    ...{ businessName: 'Atelier Dupuis', businessAddress: '3 rue du Pont, 69001 Lyon' },
    businessEmail: 'bonjour@atelier.fr',
  })
  const { id } = await addLead()
  await client.crm.leads.noteConsent({ id, action: 'granted', basis: 'interest', note: 'Devis 12' })
  await client.crm.interactions.create({ id, type: 'call', subject: 'Premier appel' })
  await client.crm.tasks.create({ leadId: id, title: 'Rappeler lundi' })
  const french = await client.crm.personalData.pdf({ id })
  expect([french.name, french.type]).toEqual([`donnees-personnelles-${id}.pdf`, 'application/pdf'])
  const text = await textOf(french)
  const said = [
    ...[
      'Vos données personnelles',
      'Atelier Dupuis',
      '3 rue du Pont, 69001 Lyon',
      'bonjour@atelier.fr',
    ],
    ...['Zoé', 'Œuvrard', 'zoe@exemple.fr', 'zoe@maison.fr', '+33 6 98 76 54 32', '01 22 33 44 55'],
    ...['Łódź & Fils', 'Gérante', 'Salon', 'Ana', 'VIP', '1234', 'jusqu’au bout', 'Tante Jeanne'],
    ...['intérêt légitime (professionnels)', 'Devis 12', 'Premier appel', 'Rappeler lundi'],
    ...['Vos droits', 'CNIL'],
  ]
  for (const words of said) expect(text).toContain(close(words))
  const english = await client.crm.personalData.pdf({ id, language: 'en' })
  expect(english.name).toBe(`personal-data-${id}.pdf`)
  for (const words of ['Your personal data', 'legitimate interest', 'Your rights', 'Œuvrard'])
    expect(await textOf(english)).toContain(close(words))
})

it('has every field, every column of every section, and every line of the ledger', async () => {
  const { id } = await addLead()
  await app.client.crm.leads.noteConsent({ id, action: 'withdrawn', note: 'ledgernote' })
  const real = await app.client.crm.personalData.get({ id })
  const markers: string[] = []
  const marked = (name: string) => {
    markers.push(name)
    return name
  }
  const rows = Object.fromEntries(
    Object.entries(accessSections).map(([section, { columns }]) => [
      section,
      [
        Object.fromEntries(
          Object.keys(columns).map((column) => [
            column,
            accessMoments.has(column)
              ? '2026-03-02T08:00:00.000Z'
              : column === 'amountCents'
                ? 4_200
                : marked(`${section}${column}marker`),
          ]),
        ),
      ],
    ]),
  )
  const [line] = real.consents
  if (line === undefined) throw new Error('Nothing was noted.')
  const data = {
    ...real,
    ...rows,
    consents: [{ ...line, wording: marked('wordsmarker'), origin: marked('originmarker') }],
  } as PersonalData
  const pages = accessPages(data, {
    ...{ language: 'fr', business: { name: '', address: '', email: '' }, timeZone: 'Europe/Paris' },
    stageNames: stageNames(usualStages, 'fr'),
  })
  const text = close(pdfText(await setPages(pages)))
  for (const marker of markers) expect(text).toContain(marker)
  expect(markers.length).toBeGreaterThan(50)
  for (const name of leadFieldNames) {
    const value = real.lead[name]
    if (name === 'status' || value === null) continue
    expect(text).toContain(close(String(Array.isArray(value) ? value.join(', ') : value)))
  }
  expect(text).toContain('ledgernote')
  expect(text).toContain(close('2 mars 2026'))
})

it('is told of nobody who is not there', async () => {
  expect(await errorReasonOf(app.client.crm.personalData.pdf({ id: 999 }))).toBe('unknown_id')
})
