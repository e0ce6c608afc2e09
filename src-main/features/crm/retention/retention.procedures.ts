// Binds the contract of retention to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import {
  keepPeople,
  keepPerson,
  listRetention,
  releasePeople,
  releasePerson,
  setRetentionMonths,
} from './retention.service.ts'
import { erasePeopleDue } from './retentionErasure.service.ts'

const { retention } = procedures.crm

export const retentionProcedures = {
  list: retention.list.handler(({ input, context, signal }) =>
    listRetention(context, input, signal),
  ),
  setMonths: retention.setMonths.handler(({ input, context }) =>
    setRetentionMonths(context, input.months),
  ),
  keep: retention.keep.handler(({ input, context }) =>
    keepPerson(context, input.leadId, input.reason),
  ),
  keepMany: retention.keepMany.handler(async ({ input, context }) => ({
    kept: await keepPeople(context, input.ids, input.reason),
  })),
  release: retention.release.handler(({ input, context }) => releasePerson(context, input.leadId)),
  releaseMany: retention.releaseMany.handler(async ({ input, context }) => ({
    released: await releasePeople(context, input.ids),
  })),
  erase: retention.erase.handler(({ input, context }) => erasePeopleDue(context, input.ids)),
}
