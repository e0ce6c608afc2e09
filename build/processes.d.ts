// Types of processes.js for the tests that use it.
export const root: string
