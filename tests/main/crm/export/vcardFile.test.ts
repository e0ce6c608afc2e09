// Address cards: folding, escaping, and that nothing in a lead writes a line of its own.
import { expect, it } from 'vitest'
import { emptyLeadFields, toLeadRow } from '#main/features/crm/leads/leadRecord.ts'
import { exportedLead } from '#main/features/crm/export/exportedLead.ts'
import { vcardOf } from '#main/features/crm/export/vcardFile.ts'

const cardOf = (fields: Partial<ReturnType<typeof emptyLeadFields>>): string =>
  vcardOf(
    exportedLead({
      ...toLeadRow({ ...emptyLeadFields(0), ...fields }, 0, 0),
      id: 1,
      wonAt: null,
      topicsLeft: null,
    }),
  )
const unfolded = (card: string): string => card.replace(/\r\n[ \t]/g, '')

it('folds at 75 octets, never inside a character', () => {
  const notes = '👩‍👩‍👧é'.repeat(200)
  const card = cardOf({ firstName: 'Léa', notes })
  for (const line of card.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(line).not.toContain('\ufffd')
    expect(Buffer.from(line).toString()).toBe(line)
  }
  expect(unfolded(card)).toContain(`NOTE:${notes}\r\n`)
})

it.each(['\r\n', '\n', '\r', '\u2028', '\u0085'])(
  'keeps a line break %j inside a value',
  (sign) => {
    const card = unfolded(
      cardOf({ firstName: 'Léa', notes: `a${sign}END:VCARD${sign}BEGIN:VCARD`, tags: ['x,y;z\\'] }),
    )
    expect(card.match(/^END:VCARD/gm)).toHaveLength(1)
    expect(card).toContain('NOTE:a\\nEND:VCARD\\nBEGIN:VCARD\r\n')
    expect(card).toContain('CATEGORIES:x\\,y\\;z\\\\\r\n')
  },
)

it('names whoever has no name by what there is', () => {
  expect(cardOf({ company: 'Boulangerie; Léon' })).toContain('FN:Boulangerie\\; Léon\r\nN:;;;;\r\n')
  expect(cardOf({ email: 'a@b.example' })).toContain('FN:a@b.example\r\n')
  expect(cardOf({ phone: '06 11' })).toContain('FN:06 11\r\n')
})

it('has half a character replaced, and signs of terminals left out', () => {
  expect(cardOf({ firstName: 'a\ud800b\u001b[31m' })).toContain('FN:a\ufffdb[31m\r\n')
})
