// Binds the contract of generation to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import {
  generateCampaign,
  generateFunnel,
  keepFunnel,
  previewCampaign,
  previewFunnel,
} from './generation/generation.service.ts'
import { providerSetup } from './provider/provider.service.ts'

const { generation } = procedures

export const generationProcedures = generation.router({
  writer: generation.writer.handler(async ({ context }) => ({
    hasProvider: (await providerSetup(context)) !== null,
  })),
  previewCampaign: generation.previewCampaign.handler(({ input, context }) =>
    previewCampaign(context, input),
  ),
  previewFunnel: generation.previewFunnel.handler(({ input, context }) =>
    previewFunnel(context, input),
  ),
  campaign: generation.campaign.handler(({ input, context, signal }) =>
    generateCampaign(context, input, signal === undefined ? {} : { signal }),
  ),
  funnel: generation.funnel.handler(({ input, context, signal }) =>
    generateFunnel(context, input, signal === undefined ? {} : { signal }),
  ),
  keepFunnel: generation.keepFunnel.handler(({ input, context }) =>
    keepFunnel(context, input.draft),
  ),
})
