// Types of importRules.js for the tests that use it.
export const folders: { folder: string; may: string[]; because: string }[]
export const floors: string[][]
