// Types of libraryFiles.js, for the bundler's configuration.
type Asset = { type: 'asset'; fileName: string; source: Uint8Array }
export function libraryFiles(): {
  name: string
  generateBundle(this: { emitFile(file: Asset): unknown }): void
}
