/** What Node is started with for the application’s own process. */
export const hostFlags: string[]
