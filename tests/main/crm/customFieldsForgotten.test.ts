// A custom field that can no longer be brought back: its values are gone from the leads too.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { forgetDeletedFields } from '#main/features/crm/customFields/customFields.service.ts'
import { contentOf } from '../../support/databaseContent.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

it('takes its values with it, and nothing else', async () => {
  const { crm } = app.client
  const field = await crm.customFields.create({ name: 'Taille' })
  await crm.customFields.create({ name: 'Couleur' })
  await crm.leads.create({ firstName: 'Léa', custom: { taille: '42', couleur: 'bleu' } })
  await crm.customFields.delete({ id: field.id })
  app.host.clock.advance(40 * 24 * 3_600_000)
  await forgetDeletedFields(app.services)
  const { leads, lead_custom: values } = contentOf(app.services.database.path)
  expect(leads?.join()).not.toContain('42')
  expect(values).toHaveLength(1)
  expect((await crm.leads.list({})).items[0]?.custom).toEqual({ couleur: 'bleu' })
})
