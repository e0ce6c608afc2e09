// Types of bundledPackages.js, for its tests and the bundler's configuration.
export const listFolder: string
export function packageFolder(module: string): string | null
export function bundledPackages(
  bundle: string,
  folder?: string,
): {
  name: string
  generateBundle(options: unknown, output: Record<string, unknown>): void
}
