// Writing a campaign or a funnel from a brief: by the model that is set up, else by the built-in
// writer; shown, or kept as a draft.
import type { z } from 'zod'
import type {
  CampaignBrief,
  FunnelBrief,
  GeneratedCampaign,
  GeneratedFunnel,
  WrittenFunnel,
} from '#shared/contract/generation.contract.ts'
import type { Funnel } from '#shared/contract/funnels.contract.ts'
import type { Language, Settings } from '#shared/contract/settings.contract.ts'
import type { Services } from '#main/core/services.ts'
import { createCampaign, prepareCampaign } from '#main/features/email/email.feature.ts'
import {
  drawWrittenPages,
  funnelTopics,
  getFunnel,
  insertWrittenFunnel,
} from '#main/features/funnels/funnels.feature.ts'
import { getSettings, languageOf } from '#main/features/settings/settings.feature.ts'
import { layOutMail } from '#main/mail/mailLayout.ts'
import { apiError } from '#main/platform/apiError.ts'
import { askForObject, payloadFor } from '../calls/askForObject.ts'
import { budgetPlan } from '../builtin/budgetPlan.ts'
import { businessToFill, mailToFill, typeset, writeCampaign } from '../builtin/campaignWriter.ts'
import { funnelToFill, writeFunnel } from '../builtin/funnelWriter.ts'
import { campaignTask, funnelTask } from './generationTasks.ts'
import {
  CampaignAnswer,
  campaignFromAnswer,
  FunnelAnswer,
  funnelFromAnswer,
  subjectFrom,
} from './modelAnswers.ts'
import type { AskForObject, ObjectTask } from '../calls/objectTask.ts'

export const builtIn = 'built-in'
type Asking = { ask?: AskForObject; signal?: AbortSignal }

/**
 * @throws a refusal where the provider cannot answer or its answer cannot be used; nothing has
 * changed then
 */
export async function generateCampaign(
  services: Services,
  { save, ...brief }: CampaignBrief & { save: boolean },
  asking: Asking = {},
): Promise<GeneratedCampaign> {
  const settings = getSettings(services)
  const language = brief.language ?? languageOf(services)
  const answer = await answerTo(
    services,
    brief,
    CampaignAnswer,
    campaignTask(brief, language, settings),
    asking,
  )
  const written =
    answer === null
      ? { ...writeCampaign(brief, language, settings), generatedBy: builtIn, trims: [] }
      : usable(() => {
          const draft = campaignFromAnswer(answer.value, brief, language)
          const alternatives = typeset(answer.value.alternatives.map(subjectFrom), language)
          return {
            draft,
            alternatives,
            toFill: [...businessToFill(language, settings), ...mailToFill(draft, language)],
            generatedBy: answer.generatedBy,
            trims: answer.trims,
          }
        })
  const drawn = await layOutMail(written.draft.blocks)
  const campaign = save ? await createCampaign(services, written.draft) : null
  const { html, text } = drawn
  return {
    id: campaign?.id ?? null,
    status: campaign?.status ?? null,
    ...written.draft,
    html,
    text,
    campaign,
    drawn,
    ...written,
  }
}

/** @throws as `generateCampaign` */
export async function generateFunnel(
  services: Services,
  { save, ...brief }: FunnelBrief & { save: boolean },
  asking: Asking = {},
): Promise<GeneratedFunnel> {
  const settings = getSettings(services)
  const language = brief.language ?? languageOf(services)
  const answer = await answerTo(
    services,
    brief,
    FunnelAnswer,
    funnelTask(brief, language, settings),
    asking,
  )
  const written =
    answer === null
      ? { ...writeFunnel(brief, language, settings), generatedBy: builtIn, trims: [] }
      : usable(() => {
          const draft = funnelFromAnswer(answer.value, brief, language, settings)
          const { generatedBy, trims } = answer
          return { draft, toFill: funnelToFill(draft, settings), generatedBy, trims }
        })
  const kept = save ? await keepFunnel(services, written.draft) : { funnel: null, campaignIds: [] }
  const { name, description, funnelType } = written.draft
  return {
    ...{
      id: kept.funnel?.id ?? null,
      name,
      description,
      funnelType,
      language,
      isActive: kept.funnel?.isActive ?? false,
    },
    ...kept,
    ...written,
    pages: drawWrittenPages(services, written.draft).map((html, position) => ({
      ...pageAt(written.draft, kept.funnel, position),
      html,
    })),
    mails: await Promise.all(written.draft.emails.map(({ blocks }) => layOutMail(blocks))),
    budget: budgetPlan(brief.budget, brief.funnelType, language),
    currency: settings.currency,
  }
}

/** What `generateCampaign` would send for the brief; null if the built-in writer would write. */
export const previewCampaign = (services: Services, brief: CampaignBrief) =>
  previewOf(services, brief, (language, settings) => campaignTask(brief, language, settings))
export const previewFunnel = (services: Services, brief: FunnelBrief) =>
  previewOf(services, brief, (language, settings) => funnelTask(brief, language, settings))

async function previewOf<T>(
  services: Services,
  brief: Pick<CampaignBrief, 'writer' | 'language'>,
  taskOf: (language: Language, settings: Settings) => ObjectTask<T>,
) {
  if (brief.writer === builtIn) return { preview: null }
  const settings = getSettings(services)
  return {
    preview: await payloadFor(services, taskOf(brief.language ?? languageOf(services), settings)),
  }
}

/** The page that was saved, or the one that would be. */
function pageAt(
  { pages }: WrittenFunnel,
  funnel: Funnel | null,
  position: number,
): Omit<GeneratedFunnel['pages'][number], 'html'> {
  const saved = funnel?.pages[position]
  if (saved !== undefined) return saved
  const { name = '', pageType = 'optin' } = pages[position] ?? {}
  return { id: null, slug: null, name, pageType, position, url: null }
}

/** The funnel, its pages and its messages, or nothing of them. */
export async function keepFunnel(
  services: Services,
  draft: WrittenFunnel,
): Promise<{ funnel: Funnel; campaignIds: number[] }> {
  const now = services.host.clock.now()
  const mails = await Promise.all(draft.emails.map((mail) => prepareCampaign(mail)))
  const topics = [...new Set([...funnelTopics, 'email' as const])]
  const { id, campaignIds } = await services.database.write(topics, (transaction) =>
    insertWrittenFunnel(transaction, draft, mails, now),
  )
  return { funnel: getFunnel(services, id), campaignIds }
}

/**
 * The model's answer, checked again: whoever answered, only this shape goes on. Null if nobody
 * is to be asked.
 */
async function answerTo<T>(
  services: Services,
  { writer }: Pick<CampaignBrief, 'writer'>,
  schema: z.ZodType<T>,
  task: ObjectTask<T>,
  { ask = askForObject, signal }: Asking,
) {
  if (writer === builtIn) return null
  const answer = await ask(services, task, signal)
  if (answer === null) return null
  const read = schema.safeParse(answer.value)
  if (!read.success) throw unusable(read.error.issues[0]?.message)
  return { value: read.data, generatedBy: answer.generatedBy, trims: answer.trims ?? [] }
}

const unusable = (detail: string | undefined) =>
  apiError(
    'UNPROCESSABLE',
    'ai_answer_unusable',
    'The answer does not have the shape that was asked for.',
    detail === undefined ? {} : { detail },
  )

/** An answer of the right shape may still not fit into blocks. */
function usable<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw unusable(error instanceof Error ? error.message.slice(0, 300) : undefined)
  }
}
