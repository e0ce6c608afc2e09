// Types of importJudge.js for the tests that use it.
export function folderOf(
  path: string,
): { row: { folder: string; may: string[]; because: string }; folder: string } | undefined
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
