// Types of bundle.js for the tests that use it.
export function isBuilt(): boolean

/** What Node is started with for the application’s own process. */
export const hostFlags: string[]

/** And its environment. */
export const hostEnvironment: Record<string, string>
