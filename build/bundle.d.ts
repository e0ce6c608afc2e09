// Types of bundle.js for the tests that use it.
export function isBuilt(): boolean

/** What Node is started with for the application’s own process. */
export const hostFlags: string[]
