// Binds the contract of the assistant to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import { discoverLocalModels } from '#main/ai/modelList.ts'
import { listCalls } from './calls/aiCalls.repository.ts'
import {
  getAssistantSettings,
  monthUse,
  updateAssistantSettings,
} from './provider/assistantSettings.service.ts'
import { editPageBlocks } from './blockEditing.service.ts'
import { clearCalls, getCall } from './calls/callLog.service.ts'
import { classifyReply, draftReply, summariseLead } from './leadHelp.service.ts'
import {
  deleteProvider,
  getProvider,
  listProviderModels,
  setProvider,
} from './provider/provider.service.ts'
import { verifyProvider } from './provider/providerCheck.service.ts'
import { writeReport } from './report/report.service.ts'
import { altText, rewrite, subjectIdeas } from './textTools.service.ts'

const { assistant } = procedures

export const assistantProcedures = {
  provider: {
    get: assistant.provider.get.handler(({ context }) => getProvider(context)),
    set: assistant.provider.set.handler(({ input, context }) => setProvider(context, input)),
    delete: assistant.provider.delete.handler(({ context }) => deleteProvider(context)),
    verify: assistant.provider.verify.handler(({ context, signal }) =>
      verifyProvider(context, signal),
    ),
    models: assistant.provider.models.handler(({ context }) => listProviderModels(context)),
    discover: assistant.provider.discover.handler(() => discoverLocalModels()),
  },
  settings: {
    get: assistant.settings.get.handler(({ context }) => getAssistantSettings(context)),
    update: assistant.settings.update.handler(({ input, context }) =>
      updateAssistantSettings(context, input),
    ),
  },
  usage: assistant.usage.handler(({ context }) => monthUse(context)),
  calls: {
    list: assistant.calls.list.handler(({ input, context }) => listCalls(context.database, input)),
    get: assistant.calls.get.handler(({ input, context }) => getCall(context, input.id)),
    clear: assistant.calls.clear.handler(({ context }) => clearCalls(context)),
  },
  rewrite: assistant.rewrite.handler(({ input, context, signal }) =>
    rewrite(context, input, signal),
  ),
  subjectIdeas: assistant.subjectIdeas.handler(({ input, context, signal }) =>
    subjectIdeas(context, input, signal),
  ),
  altText: assistant.altText.handler(({ input, context, signal }) =>
    altText(context, input, signal),
  ),
  editBlocks: assistant.editBlocks.handler(({ input, context, signal }) =>
    editPageBlocks(context, input, signal),
  ),
  leadSummary: assistant.leadSummary.handler(({ input, context, signal }) =>
    summariseLead(context, input, signal),
  ),
  draftReply: assistant.draftReply.handler(({ input, context, signal }) =>
    draftReply(context, input, signal),
  ),
  classifyReply: assistant.classifyReply.handler(({ input, context, signal }) =>
    classifyReply(context, input, signal),
  ),
  report: assistant.report.handler(({ input, context, signal }) =>
    writeReport(context, input, signal),
  ),
}
