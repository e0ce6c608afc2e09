// The views that every business begins with. They are no rows: whoever wants another one saves it.
import { ViewContent } from '#shared/contract/crm/views.ts'
import type { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'

export const builtInKeys = [
  'all',
  'toCall',
  'quiet',
  'unwritten',
  'wonThisMonth',
  'unreachable',
] as const
export type BuiltInKey = (typeof builtInKeys)[number]

const of = (filter: FilterTree, more: Partial<ViewContent> = {}): ViewContent =>
  ViewContent.parse({ filter: { filter }, ...more })
const columns = (...keys: string[]) => keys.map((key) => ({ key }))

export const builtInViews: Record<BuiltInKey, ViewContent> = {
  all: ViewContent.parse({}),
  toCall: of(
    {
      any: [
        { field: 'nextActionAt', op: 'withinDays', value: 0 },
        { field: 'nextActionAt', op: 'olderThanDays', value: 0 },
      ],
    },
    { columns: columns('name', 'nextAction', 'phone', 'company', 'status', 'owner') },
  ),
  // Whom nobody spoke to yet is quiet since arriving.
  quiet: of(
    {
      any: [
        { field: 'lastContactAt', op: 'olderThanDays', value: 30 },
        {
          all: [
            { field: 'lastContactAt', op: 'isEmpty' },
            { field: 'createdAt', op: 'olderThanDays', value: 30 },
          ],
        },
      ],
    },
    { columns: columns('name', 'company', 'status', 'lastContactAt', 'nextAction', 'owner') },
  ),
  // Apart from it: a mailing is no contact, and a call is no message.
  unwritten: of(
    {
      all: [
        { field: 'lastMessageAt', op: 'notWithinDays', value: 30 },
        { field: 'createdAt', op: 'olderThanDays', value: 30 },
      ],
    },
    { columns: columns('name', 'company', 'status', 'lastMessageAt', 'lastContactAt', 'owner') },
  ),
  wonThisMonth: of(
    {
      all: [
        { field: 'status', op: 'is', value: 'won' },
        { field: 'wonAt', op: 'thisMonth' },
      ],
    },
    { sort: '-estimatedValue' },
  ),
  unreachable: of({ all: [{ field: 'reachable', op: 'isNot', value: 'yes' }] }),
}

export const isBuiltIn = (key: string): key is BuiltInKey =>
  builtInKeys.some((known) => known === key)
