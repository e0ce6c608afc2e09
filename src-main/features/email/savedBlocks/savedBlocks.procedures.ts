// Binds the contract of saved blocks to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import {
  createSavedBlock,
  deleteSavedBlock,
  listDeletedSavedBlocks,
  listSavedBlocks,
  restoreSavedBlock,
  updateSavedBlock,
} from './savedBlocks.service.ts'

const { savedBlocks } = procedures.email

export const savedBlockProcedures = {
  list: savedBlocks.list.handler(({ context }) => listSavedBlocks(context)),
  create: savedBlocks.create.handler(({ input, context }) => createSavedBlock(context, input)),
  update: savedBlocks.update.handler(({ input, context }) => updateSavedBlock(context, input)),
  delete: savedBlocks.delete.handler(({ input, context }) => deleteSavedBlock(context, input.id)),
  restore: savedBlocks.restore.handler(({ input, context }) =>
    restoreSavedBlock(context, input.id),
  ),
  deleted: savedBlocks.deleted.handler(({ context }) => listDeletedSavedBlocks(context)),
}
