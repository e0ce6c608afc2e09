// Binds the contract of the stages to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import { listStages, setStages } from './stages.service.ts'

const { stages } = procedures.crm

export const stageProcedures = {
  list: stages.list.handler(({ context }) => listStages(context)),
  set: stages.set.handler(({ input, context }) => setStages(context, input.items)),
}
