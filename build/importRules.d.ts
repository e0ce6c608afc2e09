// Types of importRules.js for the tests that use its table.
export type FolderRow = { folder: string; may: string[]; because: string }
export const folders: FolderRow[]
export const packages: { names: string[]; only: string[]; typesIn?: string[]; because: string }[]
export function folderOf(path: string): { row: FolderRow; folder: string } | undefined
export function reasonAgainstFile(from: string, to: string): string | null
export function reasonAgainstPackage(
  from: string,
  specifier: string,
  typeOnly?: boolean,
): string | null
export function packageOf(specifier: string): string
export function eslintImportRules(): {
  files: string[]
  rules: Record<string, [string, { patterns: { regex: string; message: string }[] }]>
}[]
