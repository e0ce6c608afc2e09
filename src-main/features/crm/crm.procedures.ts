// Binds the contract of leads, interactions, pipeline and imports to functions; no logic.
import type { AppContract } from '#shared/contract/index.ts'
import { procedures, type ProceduresOf } from '#main/core/procedures.ts'
import { runBulkDelete, startBulkDelete, undoBulkDelete } from './changes/bulkDelete.service.ts'
import { runBulkEdit, startBulkEdit, undoBulkEdit, undoImport } from './changes/bulkEdit.service.ts'
import { cancelBulkRun, findBulkChange, getBulkRun } from './changes/runningChanges.ts'
import { recentChanges } from './changes/recentChanges.ts'
import { mergeLeads, undoMerge } from './changes/merges.service.ts'
import { crmFileProcedures } from './crmFiles.procedures.ts'
import { listConsents } from './consents/consents.repository.ts'
import { noteConsent, undoConsent } from './consents/consents.service.ts'
import { noteMeasuring } from './consents/measuring.ts'
import {
  addInteraction,
  deleteInteraction,
  listInteractions,
  restoreInteraction,
  updateInteraction,
} from './interactions/interactions.service.ts'
import {
  cancelImport,
  getImport,
  previewImport,
  previewUpload,
  rejectedRows,
  runImport,
  runningImport,
  startImport,
} from './import/imports.service.ts'
import {
  createCustomField,
  deleteCustomField,
  listCustomFields,
  listDeletedCustomFields,
  restoreCustomField,
  updateCustomField,
} from './customFields/customFields.service.ts'
import {
  knownDuplicates,
  listDuplicates,
  listMerges,
  mergeCertain,
  sayDifferent,
  sayNotDifferent,
} from './duplicates/duplicates.service.ts'
import { checkLeadFilter } from './filters/filterCheck.ts'
import {
  createSegment,
  deleteSegment,
  listDeletedSegments,
  listSegments,
  restoreSegment,
  updateSegment,
} from './segments/segments.service.ts'
import {
  comeBackToTopic,
  createTopic,
  deleteTopic,
  leadTopics,
  leaveTopic,
  listDeletedTopics,
  listTopics,
  renameTopic,
  restoreTopic,
} from './topics/topics.service.ts'
import { pipelineStats } from './leads/leads.repository.ts'
import { readLeadCount, readLeads } from './reading/wideReads.ts'
import {
  createLead,
  deleteLead,
  getLead,
  listDeletedLeads,
  restoreLead,
  scoreLead,
  updateLead,
} from './leads/leads.service.ts'
import { getModel, leadLikelihood, trainModel } from './scoring/scoring.service.ts'
import { withListed } from './leads/listedLeads.ts'
import { usedValues } from './leads/usedValues.ts'
import {
  getScoreRules,
  previewScoreRules,
  setScoreRules,
  withScore,
} from './scoring/scoreRules.service.ts'
import { lossReasonProcedures } from './losses/lossReasons.procedures.ts'
import { retentionProcedures } from './retention/retention.procedures.ts'
import { stageProcedures } from './stages/stages.procedures.ts'
import { viewProcedures } from './views/views.procedures.ts'
import { bringScoresUpToDate } from './leads/scoreAging.service.ts'
import { leadTimeline } from './timeline/timeline.service.ts'
import { tasksCalendar } from './tasks/calendar.service.ts'
import {
  createTask,
  deleteTask,
  dueTasks,
  listTasks,
  restoreTask,
  updateTask,
} from './tasks/tasks.service.ts'

const {
  leads,
  interactions,
  tasks,
  pipeline,
  imports,
  bulk,
  customFields,
  segments,
  topics,
  scoring,
} = procedures.crm

export const crmProcedures: ProceduresOf<AppContract['crm']> = {
  ...crmFileProcedures,
  views: viewProcedures,
  stages: stageProcedures,
  lossReasons: lossReasonProcedures,
  retention: retentionProcedures,
  leads: {
    list: leads.list.handler(async ({ input, context, signal }) => {
      await bringScoresUpToDate(context)
      checkLeadFilter(context.database, input)
      const page = await readLeads(context, input, signal)
      return { ...page, items: withListed(context.database, page.items) }
    }),
    count: leads.count.handler(async ({ input, context, signal }) => {
      await bringScoresUpToDate(context)
      checkLeadFilter(context.database, input)
      return { total: await readLeadCount(context, input, signal) }
    }),
    create: leads.create.handler(async ({ input, context }) =>
      withScore(context, await createLead(context, input)),
    ),
    get: leads.get.handler(async ({ input, context }) => {
      await bringScoresUpToDate(context)
      return withScore(context, getLead(context, input.id))
    }),
    update: leads.update.handler(async ({ input: { id, ...draft }, context }) =>
      withScore(context, await updateLead(context, id, draft)),
    ),
    delete: leads.delete.handler(({ input, context }) => deleteLead(context, input.id)),
    restore: leads.restore.handler(async ({ input, context }) =>
      withScore(context, await restoreLead(context, input.id)),
    ),
    deleted: leads.deleted.handler(({ context }) => listDeletedLeads(context)),
    consents: leads.consents.handler(({ input, context }) => listConsents(context, input.id)),
    noteConsent: leads.noteConsent.handler(({ input, context }) => noteConsent(context, input)),
    noteMeasuring: leads.noteMeasuring.handler(({ input, context }) =>
      noteMeasuring(context, input),
    ),
    undoConsent: leads.undoConsent.handler(({ input, context }) => undoConsent(context, input)),
    timeline: leads.timeline.handler(({ input, context }) => leadTimeline(context, input)),
    merge: leads.merge.handler(async ({ input, context }) => {
      const { mergeId, ...lead } = await mergeLeads(context, input)
      return { ...withScore(context, lead), mergeId }
    }),
    undoMerge: leads.undoMerge.handler(({ input, context }) => undoMerge(context, input.id)),
    usedValues: leads.usedValues.handler(({ input, context }) =>
      usedValues(context.database, input.field),
    ),
    duplicates: {
      list: leads.duplicates.list.handler(({ input, context }) => listDuplicates(context, input)),
      known: leads.duplicates.known.handler(({ context }) => knownDuplicates(context)),
      different: leads.duplicates.different.handler(({ input, context }) =>
        sayDifferent(context, input),
      ),
      notDifferent: leads.duplicates.notDifferent.handler(({ input, context }) =>
        sayNotDifferent(context, input),
      ),
      mergeCertain: leads.duplicates.mergeCertain.handler(({ context }) => mergeCertain(context)),
      merges: leads.duplicates.merges.handler(({ context }) => listMerges(context)),
    },
    score: leads.score.handler(({ input, context }) => scoreLead(context, input.id)),
  },
  interactions: {
    list: interactions.list.handler(({ input, context }) => listInteractions(context, input)),
    create: interactions.create.handler(({ input, context }) => addInteraction(context, input)),
    update: interactions.update.handler(({ input: { id, ...change }, context }) =>
      updateInteraction(context, id, change),
    ),
    delete: interactions.delete.handler(({ input, context }) =>
      deleteInteraction(context, input.id),
    ),
    restore: interactions.restore.handler(({ input, context }) =>
      restoreInteraction(context, input.id),
    ),
  },
  bulk: {
    recent: bulk.recent.handler(({ context }) => recentChanges(context)),
    run: bulk.run.handler(async ({ input, context }) => {
      await bringScoresUpToDate(context)
      return runBulkEdit(context, input)
    }),
    start: bulk.start.handler(async ({ input, context }) => {
      await bringScoresUpToDate(context)
      return startBulkEdit(context, input)
    }),
    get: bulk.get.handler(({ input, context }) => getBulkRun(context, input.id)),
    cancel: bulk.cancel.handler(({ input, context }) => cancelBulkRun(context, input.id)),
    delete: bulk.delete.handler(async ({ input, context }) => {
      await bringScoresUpToDate(context)
      return runBulkDelete(context, input)
    }),
    startDelete: bulk.startDelete.handler(async ({ input, context }) => {
      await bringScoresUpToDate(context)
      return startBulkDelete(context, input)
    }),
    undo: bulk.undo.handler(({ input: { id }, context }) =>
      findBulkChange(context, id).kind === 'delete'
        ? undoBulkDelete(context, id)
        : undoBulkEdit(context, id),
    ),
  },
  customFields: {
    list: customFields.list.handler(({ context }) => listCustomFields(context)),
    create: customFields.create.handler(({ input, context }) => createCustomField(context, input)),
    update: customFields.update.handler(({ input, context }) => updateCustomField(context, input)),
    delete: customFields.delete.handler(({ input, context }) =>
      deleteCustomField(context, input.id),
    ),
    restore: customFields.restore.handler(({ input, context }) =>
      restoreCustomField(context, input.id),
    ),
    deleted: customFields.deleted.handler(({ context }) => listDeletedCustomFields(context)),
  },
  segments: {
    list: segments.list.handler(({ context }) => listSegments(context)),
    create: segments.create.handler(({ input, context }) => createSegment(context, input)),
    update: segments.update.handler(({ input, context }) => updateSegment(context, input)),
    delete: segments.delete.handler(({ input, context }) => deleteSegment(context, input.id)),
    restore: segments.restore.handler(({ input, context }) => restoreSegment(context, input.id)),
    deleted: segments.deleted.handler(({ context }) => listDeletedSegments(context)),
    count: segments.count.handler(async ({ input, context, signal }) => {
      await bringScoresUpToDate(context)
      checkLeadFilter(context.database, input)
      return { count: await readLeadCount(context, input, signal) }
    }),
  },
  topics: {
    list: topics.list.handler(({ context }) => listTopics(context)),
    create: topics.create.handler(({ input, context }) => createTopic(context, input)),
    update: topics.update.handler(({ input, context }) => renameTopic(context, input)),
    delete: topics.delete.handler(({ input, context }) => deleteTopic(context, input.id)),
    restore: topics.restore.handler(({ input, context }) => restoreTopic(context, input.id)),
    deleted: topics.deleted.handler(({ context }) => listDeletedTopics(context)),
    ofLead: topics.ofLead.handler(({ input, context }) => leadTopics(context, input.id)),
    leave: topics.leave.handler(({ input, context }) => leaveTopic(context, input)),
    comeBack: topics.comeBack.handler(({ input, context }) => comeBackToTopic(context, input)),
  },
  tasks: {
    list: tasks.list.handler(({ input, context }) => listTasks(context, input)),
    create: tasks.create.handler(({ input, context }) => createTask(context, input)),
    update: tasks.update.handler(({ input, context }) => updateTask(context, input)),
    delete: tasks.delete.handler(({ input, context }) => deleteTask(context, input.id)),
    restore: tasks.restore.handler(({ input, context }) => restoreTask(context, input.id)),
    due: tasks.due.handler(({ context }) => dueTasks(context)),
    calendar: tasks.calendar.handler(({ context }) => tasksCalendar(context)),
  },
  scoring: {
    rules: {
      get: scoring.rules.get.handler(({ context }) => getScoreRules(context)),
      set: scoring.rules.set.handler(({ input, context }) => setScoreRules(context, input)),
      preview: scoring.rules.preview.handler(({ input, context }) =>
        previewScoreRules(context, input),
      ),
    },
    model: scoring.model.handler(({ context }) => getModel(context)),
    train: scoring.train.handler(({ input, context }) => trainModel(context, input)),
    likelihood: scoring.likelihood.handler(({ input, context }) =>
      leadLikelihood(context, input.id),
    ),
  },
  pipeline: {
    stats: pipeline.stats.handler(({ context }) => pipelineStats(context.database)),
  },
  imports: {
    preview: imports.preview.handler(({ input, context }) => previewImport(context, input.file)),
    remap: imports.remap.handler(({ input, context }) =>
      previewUpload(context, input.uploadId, input.mapping ?? null, input.options ?? {}),
    ),
    start: imports.start.handler(({ input, context }) =>
      startImport(context, input.uploadId, input.mapping, input.options ?? {}),
    ),
    get: imports.get.handler(({ input, context }) => getImport(context, input.id)),
    running: imports.running.handler(({ context }) => runningImport(context)),
    cancel: imports.cancel.handler(({ input, context }) => cancelImport(context, input.id)),
    rejected: imports.rejected.handler(({ input, context }) => rejectedRows(context, input.id)),
    undo: imports.undo.handler(({ input, context }) => undoImport(context, input.id)),
    run: imports.run.handler(({ input, context }) =>
      runImport(context, input.file, input.mapping, input.options),
    ),
  },
}
