// Checks files against the table of build/importRules.js.
import { folderOf, reasonAgainstFile, reasonAgainstPackage } from '../../build/importJudge.js'
import { importsOf, resolveImport, type SourceFile } from './sourceFiles.ts'

/** One sentence a breach: "X may not import Y because …". */
export function importBreaches(files: SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, typeOnly }) => {
      if (specifier === '<computed>')
        return [`${file.path} imports something computed, which nothing can check`]
      const target = resolveImport(file.path, specifier)
      const reason =
        target === null
          ? reasonAgainstPackage(file.path, specifier, typeOnly)
          : reasonAgainstFile(file.path, target)
      return reason === null ? [] : [reason]
    }),
  )
}

/** Which feature uses which, by their folders; of one side, `src-main` or `src-renderer`. */
export function featureGraph(files: SourceFile[], side: string): Map<string, Set<string>> {
  const featureOf = (path: string) => {
    const own = folderOf(path)
    return own?.row.folder === `${side}/features/*` ? own.folder : null
  }
  const graph = new Map<string, Set<string>>()
  for (const file of files) {
    const from = featureOf(file.path)
    if (from === null) continue
    const uses = graph.get(from) ?? new Set()
    graph.set(from, uses)
    for (const { specifier } of importsOf(file)) {
      const target = resolveImport(file.path, specifier)
      const to = target === null ? null : featureOf(target)
      if (to !== null && to !== from) uses.add(to)
    }
  }
  return graph
}

/** A way from a feature back to itself, as a list of folders; null if there is none. */
export function findCycle(graph: Map<string, Set<string>>): string[] | null {
  const finished = new Set<string>()
  const follow = (name: string, way: string[]): string[] | null => {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name]
    if (finished.has(name)) return null
    for (const next of graph.get(name) ?? []) {
      const cycle = follow(next, [...way, name])
      if (cycle) return cycle
    }
    finished.add(name)
    return null
  }
  for (const name of graph.keys()) {
    const cycle = follow(name, [])
    if (cycle) return cycle
  }
  return null
}
