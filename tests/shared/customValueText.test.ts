// The value of a custom field in a message: as people write it in the message's language.
import { expect, it } from 'vitest'
import type { CustomFieldKind } from '#shared/rules/leadFilter/filterFields.ts'
import { customValueText } from '#shared/rules/customValueText.ts'

const said = (kind: CustomFieldKind, value: string | number | boolean | string[]) =>
  (['fr', 'en'] as const).map((language) =>
    customValueText(value, kind, { language, currency: 'EUR' }),
  )

it.each<[CustomFieldKind, string | number | boolean | string[], string, string]>([
  ['text', 'Lyon & co', 'Lyon & co', 'Lyon & co'],
  ['number', 12_345.5, '12\u202f345,5', '12,345.5'],
  ['money', 1_234.5, '1\u202f234,50\u00a0€', '€1,234.50'],
  ['money', 1_200, '1\u202f200\u00a0€', '€1,200'],
  ['date', '2026-02-01', '1 février 2026', '1 February 2026'],
  ['yesNo', true, 'oui', 'yes'],
  ['yesNo', false, 'non', 'no'],
  ['choice', 'Premium', 'Premium', 'Premium'],
  ['choices', ['Thé', 'Café', 'Eau'], 'Thé, Café et Eau', 'Thé, Café and Eau'],
  ['link', 'https://a.example/x', 'https://a.example/x', 'https://a.example/x'],
])('%s is written as %j', (kind, value, fr, en) => {
  expect(said(kind, value)).toEqual([fr, en])
})
