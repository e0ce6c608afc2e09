// What earlier imports of WeBox IA were remembered by stays the same, whatever fields a lead gets.
import { expect, it } from 'vitest'
import { emptyLeadFields } from '#main/features/crm/crm.feature.ts'
import { hashOf, rowHash } from '#main/features/webox/importStore.ts'
import { contentHash } from '#main/features/webox/leadSource.ts'

const content = {
  email: 'zoe@exemple.fr',
  firstName: 'Zoé',
  lastName: null,
  phone: null,
  company: 'Atelier',
  jobTitle: null,
  status: 'new' as const,
  source: 'Salon',
  estimatedValueCents: 120_000,
  tags: ['vip'],
  notes: null,
  createdAt: 1,
  updatedAt: 2,
  lastContactAt: null,
}

it('a person in the source is hashed by these fields in this order', () => {
  const fields = { ...emptyLeadFields(0), ...content, importId: 7 }
  expect(contentHash(fields)).toBe(hashOf(content))
})

it('a field that came later counts for undoing once something is in it', () => {
  const row = { id: 1, email: 'zoe@exemple.fr', score: 10, created_at: 1 }
  const later = new Set(['website'])
  const hash = rowHash('leads', row)
  expect(rowHash('leads', { ...row, score: 20 })).toBe(hash)
  expect(rowHash('leads', { ...row, website: null }, later)).toBe(hash)
  expect(rowHash('leads', { ...row, website: 'zoe.example' }, later)).not.toBe(hash)
  expect(rowHash('leads', { ...row, email: null }, later)).not.toBe(hash)
})
