// What the kill plan can take away on purpose, to show what each protection is for.

/**
 * `requeue` sends again what was being handed over; `early` lets the final dot leave before the
 * hand-over is durable; `count` counts an attempt for a row that was only claimed.
 */
export const mutations = ['none', 'requeue', 'early', 'count'] as const
export type Mutation = (typeof mutations)[number]
