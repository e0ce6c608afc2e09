// As many columns as an import takes, whatever leads have: what finds no room stands in the last one.
import { expect, it } from 'vitest'
import type { CustomField } from '#shared/contract/crm/customFields.ts'
import { exportColumns, type ExportedLead } from '#main/features/crm/export/exportedLead.ts'
import { toLeadRow, emptyLeadFields } from '#main/features/crm/leads/leadRecord.ts'
import { stageNames, usualStages } from '#shared/rules/leads/stages.ts'

const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index))
const stages = stageNames(usualStages, 'fr')
const field = (index: number): CustomField => ({
  ...{ id: index + 1, key: `champ_${index}`, name: `Champ ${index}`, kind: 'text', options: [] },
})

function leadOf(fields: number, points: number, others: number): ExportedLead {
  const label = 'work' as const
  return {
    row: {
      ...toLeadRow(emptyLeadFields(0), 0, 0),
      id: 1,
      importId: null,
      wonAt: null,
      topicsLeft: null,
    },
    tags: [],
    custom: Object.fromEntries(many(fields, (index) => [`champ_${index}`, `champ<${index}>`])),
    otherData: Object.fromEntries(many(others, (index) => [`Autre ${index}`, `autre<${index}>`])),
    contactPoints: {
      ...{ emailLabel: label, phoneLabel: label },
      emails: many(points, (index) => ({ value: `mail<${index}>`, label })),
      phones: many(points, (index) => ({ value: `tel<${index}>`, label })),
    },
  }
}

it.each([
  [0, 1, 0],
  [60, 40, 0],
  [160, 10, 30],
  [190, 40, 250],
  [10, 5, 500],
])('%i fields, %i addresses and %i titles fit, and each value stands somewhere', (...sizes) => {
  const [fields, points, others] = sizes
  const lead = leadOf(fields, points, others)
  const further = {
    emails: points,
    phones: points,
    hasEmailLabels: true,
    hasPhoneLabels: true,
    hasTopics: true,
  }
  const columns = exportColumns(
    'fr',
    many(fields, field),
    Object.keys(lead.otherData),
    further,
    stages,
  )
  expect(columns.length).toBeLessThanOrEqual(200)
  const cells = columns.map(({ cell }) => cell(lead))
  const told = cells.map((cell) => (cell?.kind === 'text' ? cell.text : '')).join('\n')
  for (const value of [
    ...Object.values(lead.custom),
    ...Object.values(lead.otherData),
    ...(lead.contactPoints.emails ?? []).map(({ value }) => value),
    ...(lead.contactPoints.phones ?? []).map(({ value }) => value),
  ])
    expect(told).toContain(String(value))
  // Every label is a cell of its own, or a line of the last one.
  expect(told.split(/Travail/i).length - 1).toBe(2 * points + 2)
})
