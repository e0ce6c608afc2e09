// A view as the address of the list says it, and back.
import { ViewColumn, type ViewContent } from '#shared/contract/crm/views.ts'
import { momentNames, type MomentName } from '../leads/momentNames.ts'

export type ContentName =
  'q' | 'status' | 'tag' | 'sort' | 'source' | 'segment' | 'filter' | 'look' | 'columns'
/** Null removes. */
export type ContentChanges = Record<ContentName | MomentName, string | null>

/** `name:240,owner`: a key and, after a colon, its width. */
export const columnsToText = (columns: readonly ViewColumn[]): string =>
  columns.map(({ key, width }) => (width === undefined ? key : `${key}:${width}`)).join(',')

/** What is no column is left out, and a column stands once. */
export function columnsFromText(text: string): ViewColumn[] {
  const columns = text.split(',').flatMap((part) => {
    const [, key = '', width] = /^([^:]+)(?::(\d{1,4}))?$/.exec(part) ?? []
    const column = { key, ...(width === undefined ? {} : { width: Number(width) }) }
    return ViewColumn.safeParse(column).data ?? ViewColumn.safeParse({ key }).data ?? []
  })
  return columns.filter(
    ({ key }, place) => columns.findIndex((other) => other.key === key) === place,
  )
}

export function addressOf({ look, columns, sort, filter }: ViewContent): ContentChanges {
  return {
    ...(Object.fromEntries(momentNames.map((name) => [name, filter[name] ?? null])) as Record<
      MomentName,
      string | null
    >),
    q: filter.search || null,
    status: filter.status ?? null,
    tag: filter.tag || null,
    source: filter.source ?? null,
    segment: filter.segment === undefined ? null : String(filter.segment),
    filter: filter.filter === undefined ? null : JSON.stringify(filter.filter),
    sort: sort === '-createdAt' ? null : sort,
    look: look === 'board' ? 'board' : null,
    columns: columns.length === 0 ? null : columnsToText(columns),
  }
}

/** Whether two contents show the same leads in the same way. */
export function isSameView(one: ViewContent, other: ViewContent): boolean {
  const [first, second] = [addressOf(one), addressOf(other)]
  return (Object.keys(first) as (keyof ContentChanges)[]).every(
    (name) => first[name] === second[name],
  )
}
