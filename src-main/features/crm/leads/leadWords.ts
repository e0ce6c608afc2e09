// The words of a lead the search looks at, as the triggers of the first migration put them into the
// index.

const digits = ['+', '-', '.', '(', ')', ' ', '\u00a0'].reduce(
  (sql, character) => `replace(${sql}, '${character}', '')`,
  'leads.phone',
)

/**
 * SQL over `leads`: names, address, company, and the phone number as one run of digits, also as it
 * is dialled in France.
 */
export const leadWordsSql = `concat_ws(' ', leads.first_name, leads.last_name, leads.email, leads.company, ${digits},
  CASE WHEN ${digits} LIKE '33_________' THEN '0' || substr(${digits}, 3) END)`
