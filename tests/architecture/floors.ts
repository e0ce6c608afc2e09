// Which floor each folder of the import table stands on, and who imports upwards.
import { folderOf } from '../../build/importJudge.js'
import { importsOf, resolveImport, type SourceFile } from './sourceFiles.ts'

/** Number of the floor a folder stands on, the ground being 0; -1 if it is on none. */
export const floorOf = (floors: string[][], folder: string): number =>
  floors.findIndex((floor) => floor.includes(folder))

/**
 * Every import, of types too, that stays on its floor or goes up, as "X imports Y …". Inside one
 * folder files are free; features see one another's doors, which the import table watches.
 */
export function importsUpwards(files: SourceFile[], floors: string[][]): string[] {
  return files.flatMap((file) => {
    const own = folderOf(file.path)
    if (own === undefined) return [`${file.path} is in no folder of the import table`]
    return importsOf(file).flatMap(({ specifier }) => {
      const target = resolveImport(file.path, specifier)
      const other = target === null ? undefined : folderOf(target)
      if (target === null || other === undefined || other.folder === own.folder) return []
      const areFeatures = own.row.folder === other.row.folder && own.row.folder.endsWith('/*')
      const from = floorOf(floors, own.row.folder)
      const to = floorOf(floors, other.row.folder)
      return areFeatures || to < from
        ? []
        : [`${file.path} (floor ${from}) imports ${target} (floor ${to})`]
    })
  })
}

/** Which file imports which of these files. */
export function fileGraph(files: SourceFile[]): Map<string, Set<string>> {
  const known = new Set(files.map(({ path }) => path))
  return new Map(
    files.map((file) => [
      file.path,
      new Set(
        importsOf(file)
          .filter(({ typeOnly }) => !typeOnly)
          .map(({ specifier }) => resolveImport(file.path, specifier))
          .filter((target) => target !== null)
          .filter((target) => known.has(target)),
      ),
    ]),
  )
}
