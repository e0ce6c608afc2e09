// What lines of other people's in the consent ledger say of an address that was theirs before: what they
// changed of refusals, of it or by it.

const among = (column: string): string => `${column} IN (SELECT value FROM json_each(?))`
const address = `json_extract(each.value, '$.address')`
const via = (side: 'before' | 'after') => `json_extract(each.value, '$.${side}.viaAddress')`
const keptVia = (side: 'before' | 'after') =>
  `'$.${side}.viaAddress', iif(${among(via(side))}, NULL, ${via(side)})`
const left = `SELECT json_group_array(json_replace(each.value, ${keptVia('before')}, ${keptVia('after')}))
  FROM json_each(consent_events.refusals) AS each WHERE NOT ${among(address)}`
const told = `SELECT 1 FROM json_each(consent_events.refusals) AS each
  WHERE ${among(address)} OR ${among(via('before'))} OR ${among(via('after'))}`

/** Only while an erasure is open: a line never changes otherwise. */
export const eraseFromOthersLines = {
  sql: `UPDATE consent_events SET refusals = (${left}) WHERE refusals IS NOT NULL AND EXISTS (${told})`,
  with: Array.from({ length: 6 }, () => 'addresses' as const),
}
