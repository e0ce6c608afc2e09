// Binds the contract of moving in from WeBox IA to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import { listImports, listKept, listProblems } from './webox.repository.ts'
import {
  cancelWebox,
  getImport,
  importWebox,
  previewWebox,
  startWebox,
  undoWebox,
} from './webox.service.ts'

const { webox } = procedures

export const weboxProcedures = {
  preview: webox.preview.handler(({ input, context }) => previewWebox(context, input.file)),
  import: webox.import.handler(({ input, context }) =>
    importWebox(context, input.body.file, input.query.dryRun === 'true'),
  ),
  start: webox.start.handler(({ input, context }) => startWebox(context, input.uploadId)),
  list: webox.list.handler(({ context }) => ({ items: listImports(context.database) })),
  get: webox.get.handler(({ input, context }) => getImport(context, input.id)),
  cancel: webox.cancel.handler(({ input, context }) => cancelWebox(context, input.id)),
  undo: webox.undo.handler(({ input, context }) => undoWebox(context, input.id)),
  problems: webox.problems.handler(({ input, context }) => listProblems(context.database, input)),
  kept: webox.kept.handler(({ input, context }) => listKept(context.database, input.id)),
}
