// Types of resourceCheck.js, for its tests and the bundler's configuration.
export function resourceProblems(folder?: string): Promise<string[]>
export function resourceCheck(folder?: string): {
  name: string
  buildStart(this: { error(message: string): never }): Promise<void>
}
