// Binds the contract of moves to functions; no logic.
import { procedures, type ProceduresOf } from '#main/core/procedures.ts'
import type { AppContract } from '#shared/contract/index.ts'
import { addPart, leaveArrival, openArrival, takeArrival } from './arrival.service.ts'
import { deleteMoveFile, makeMove, moveFile, moveState, setSending } from './departure.service.ts'

const { moves } = procedures.backups

export const movesProcedures: ProceduresOf<AppContract['backups']>['moves'] = {
  state: moves.state.handler(({ context }) => moveState(context)),
  make: moves.make.handler(({ input, context }) => makeMove(context, input)),
  file: moves.file.handler(({ context }) => moveFile(context)),
  deleteFile: moves.deleteFile.handler(({ context }) => deleteMoveFile(context)),
  addPart: moves.addPart.handler(({ input, context }) => addPart(context, input)),
  open: moves.open.handler(({ input, context }) => openArrival(context, input)),
  take: moves.take.handler(async ({ context }) => {
    await takeArrival(context)
    return moveState(context)
  }),
  leave: moves.leave.handler(({ context }) => leaveArrival(context)),
  setSending: moves.setSending.handler(({ input, context }) => setSending(context, input.sends)),
}
