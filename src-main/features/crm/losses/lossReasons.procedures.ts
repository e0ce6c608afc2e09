// Binds the contract of the reasons for losing to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import { listLossReasons, setLossReasons } from './lossReasons.service.ts'

const { lossReasons } = procedures.crm

export const lossReasonProcedures = {
  list: lossReasons.list.handler(({ context }) => listLossReasons(context)),
  set: lossReasons.set.handler(({ input, context }) => setLossReasons(context, input.items)),
}
