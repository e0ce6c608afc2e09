// Binds the contract of sequences to functions; no logic.
import type { AppContract } from '#shared/contract/index.ts'
import { procedures, type ProceduresOf } from '#main/core/procedures.ts'
import {
  deleteSequence,
  listDeletedSequences,
  restoreSequence,
} from './deletedSequences.service.ts'
import { turnOffEmail, turnOnEmail } from './emails/oneEmail.service.ts'
import { sequenceOfCampaign } from './emails/sequenceEmails.repository.ts'
import { listPeople, sequencesOfLead } from './people/people.repository.ts'
import { addPeople, putPersonBack, removePerson } from './people/people.service.ts'
import { getSequence, listSequences } from './sequences.repository.ts'
import { createSequence, updateSequence } from './sequences.service.ts'

const { sequences } = procedures

export const sequencesProcedures: ProceduresOf<AppContract['sequences']> = sequences.router({
  list: sequences.list.handler(({ input, context }) => listSequences(context.database, input)),
  create: sequences.create.handler(({ input, context }) => createSequence(context, input)),
  get: sequences.get.handler(({ input, context }) => getSequence(context.database, input.id)),
  update: sequences.update.handler(({ input, context }) => updateSequence(context, input)),
  turnOnEmail: sequences.turnOnEmail.handler(({ input, context }) => turnOnEmail(context, input)),
  turnOffEmail: sequences.turnOffEmail.handler(({ input, context }) =>
    turnOffEmail(context, input),
  ),
  delete: sequences.delete.handler(({ input, context }) => deleteSequence(context, input.id)),
  restore: sequences.restore.handler(({ input, context }) => restoreSequence(context, input.id)),
  deleted: sequences.deleted.handler(({ context }) => listDeletedSequences(context)),
  people: sequences.people.handler(({ input, context }) => listPeople(context.database, input)),
  add: sequences.add.handler(({ input, context }) => addPeople(context, input)),
  remove: sequences.remove.handler(({ input, context }) => removePerson(context, input)),
  putBack: sequences.putBack.handler(({ input, context }) => putPersonBack(context, input)),
  ofCampaign: sequences.ofCampaign.handler(({ input, context }) =>
    sequenceOfCampaign(context.database, input.campaignId),
  ),
  ofLead: sequences.ofLead.handler(({ input, context }) => sequencesOfLead(context, input.id)),
})
