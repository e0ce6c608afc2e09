// The types of tableRules.js, for the tests that check statements.
export const owners: { folder: string; tables: string[] }[]
export const guests: { from: string; reads?: string[]; writes?: string[]; because: string }[]
