// Filters of three conditions as people build them, of every kind that costs something else: few,
// none and most leads, what is not there, and texts that may stand anywhere.
import type { FilterCondition, FilterTree } from '#shared/rules/leadFilter/filterTree.ts'

const is = (
  field: string,
  op: FilterCondition['op'],
  value?: FilterCondition['value'],
): FilterCondition => ({ field, op, ...(value === undefined ? {} : { value }) })

export const benchFilters: Record<string, FilterTree> = {
  'rare match': {
    all: [
      is('custom.ville', 'is', 'Quimperlé'),
      is('status', 'isNot', 'lost'),
      is('score', 'above', 10),
    ],
  },
  'no such value': {
    all: [
      is('custom.ville', 'is', 'Atlantis'),
      is('status', 'isNot', 'lost'),
      is('score', 'above', 10),
    ],
  },
  'wide match': {
    all: [is('score', 'above', 5), is('status', 'isNot', 'lost'), is('source', 'isFilled')],
  },
  'none of three': {
    none: [
      is('tags', 'hasTag', 'Newsletter'),
      is('status', 'is', 'won'),
      is('custom.offre', 'is', 'Premium'),
    ],
  },
  'any of three texts': {
    any: [
      is('company', 'contains', 'librairie'),
      is('jobTitle', 'contains', 'comptab'),
      is('custom.ville', 'contains', 'imper'),
    ],
  },
  'texts nobody has': {
    all: [
      is('company', 'contains', 'zzz'),
      is('lastName', 'contains', 'qqq'),
      is('notes', 'isFilled'),
    ],
  },
  'number between': {
    all: [
      is('custom.budget', 'between', [4000, 4100]),
      is('status', 'is', 'qualified'),
      is('tags', 'hasTag', 'VIP'),
    ],
  },
  'without a tag': {
    all: [
      is('tags', 'isEmpty'),
      is('custom.client-fidele', 'is', true),
      is('status', 'is', 'proposal'),
    ],
  },
  'days from today': {
    all: [
      is('custom.echeance', 'withinDays', 30),
      is('createdAt', 'withinDays', 90),
      is('estimatedValue', 'above', 1000),
    ],
  },
  'no contact since': {
    all: [
      is('lastContactAt', 'olderThanDays', 200),
      is('status', 'is', 'negotiation'),
      is('custom.budget', 'above', 5000),
    ],
  },
  unsubscribed: {
    all: [
      is('reachable', 'is', 'suppressed'),
      is('status', 'isNot', 'lost'),
      is('source', 'isFilled'),
    ],
  },
  'wide, nobody in all': {
    all: [
      is('custom.offre', 'is', 'Premium'),
      is('custom.offre', 'is', 'Confort'),
      is('score', 'above', 5),
    ],
  },
}
