// Binds the contract of views to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import {
  createView,
  deleteView,
  listDeletedViews,
  listViews,
  restoreView,
  updateView,
} from './views.service.ts'

const { views } = procedures.crm

export const viewProcedures = {
  list: views.list.handler(({ context }) => listViews(context)),
  create: views.create.handler(({ input, context }) => createView(context, input)),
  update: views.update.handler(({ input, context }) => updateView(context, input)),
  delete: views.delete.handler(({ input, context }) => deleteView(context, input.id)),
  restore: views.restore.handler(({ input, context }) => restoreView(context, input.id)),
  deleted: views.deleted.handler(({ context }) => listDeletedViews(context)),
}
