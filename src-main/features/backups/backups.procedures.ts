// Binds the contract of backups to functions; no logic.
import { procedures, type ProceduresOf } from '#main/core/procedures.ts'
import type { AppContract } from '#shared/contract/index.ts'
import { backupFile, deleteBackup, listBackups, makeBackup } from './backups.service.ts'
import { setBackupPassphrase, unlockBackup } from './backupPassphrase.ts'
import { movesProcedures } from './move/moves.procedures.ts'
import { previewRestore, restoreBackup } from './restore.service.ts'
import { setSecondFolder } from './secondFolder.service.ts'

const { backups } = procedures

export const backupsProcedures: ProceduresOf<AppContract['backups']> = {
  moves: movesProcedures,
  list: backups.list.handler(({ context }) => listBackups(context)),
  make: backups.make.handler(({ context }) => makeBackup(context, 'by_hand')),
  file: backups.file.handler(({ input, context }) => backupFile(context, input.id)),
  delete: backups.delete.handler(({ input, context }) => deleteBackup(context, input.id)),
  preview: backups.preview.handler(({ input, context }) => previewRestore(context, input.id)),
  restore: backups.restore.handler(({ input, context }) => restoreBackup(context, input.id)),
  unlock: backups.unlock.handler(({ input, context }) =>
    unlockBackup(context, input.id, input.passphrase),
  ),
  setPassphrase: backups.setPassphrase.handler(async ({ input, context }) => {
    await setBackupPassphrase(context, input.passphrase)
    return listBackups(context)
  }),
  setSecondFolder: backups.setSecondFolder.handler(async ({ input, context }) => {
    await setSecondFolder(context, input.folder)
    return listBackups(context)
  }),
}
