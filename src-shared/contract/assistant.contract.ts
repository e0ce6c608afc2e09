// What can be asked of the assistant: which model answers, what may be sent to it, what was sent,
// and its help with texts, leads and figures.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { AssistantSettings, AssistantSettingsChange, MonthUse } from './assistantSettings.ts'
import { ById, contract, Id, pageOf, Paging, Timestamp } from './common.ts'
import { AnswerTrim } from '../rules/answerTrims.ts'
import { line, text, TimeZone } from '../rules/valueSchemas.ts'
import { maxPageBlocks, PageBlock } from '../blocks/page/pageBlocks.ts'
import { Language } from './settings.contract.ts'

export const providerKinds = [
  'openai',
  'anthropic',
  'mistral',
  'google',
  'openai_compatible',
  'ollama',
  'lm_studio',
] as const
export const ProviderKind = z.enum(providerKinds)
export type ProviderKind = z.infer<typeof ProviderKind>

/** Who answers. The key itself is never given back. */
export const AiProvider = z.object({
  kind: ProviderKind,
  /** Null is the provider's own address. */
  baseUrl: z.string().nullable(),
  model: z.string(),
  hasKey: z.boolean(),
  allowPrivateNetwork: z.boolean(),
  /** Longest wait for the first byte of an answer, and for all of it, in seconds. */
  firstByteSeconds: z.int(),
  totalSeconds: z.int(),
})
export type AiProvider = z.infer<typeof AiProvider>

const Seconds = z.int().min(1).max(900)
/** A kind as a client may write it: the words with a hyphen are as usual as ours. */
const GivenProviderKind = z
  .enum([...providerKinds, 'openai-compatible', 'lm-studio'])
  .transform((given) =>
    given === 'openai-compatible'
      ? 'openai_compatible'
      : given === 'lm-studio'
        ? 'lm_studio'
        : given,
  )
export const AiProviderDraft = z.strictObject({
  kind: GivenProviderKind,
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .optional(),
  model: line(200).refine((value) => value !== '', 'a model is needed'),
  /** Left out keeps the key, as long as the address stays; null takes it away. */
  apiKey: line(500)
    .refine(
      (value) => /^[\x20-\x7e]*$/.test(value),
      'only the signs a request can carry: was the key copied with its dots?',
    )
    .nullable()
    .optional(),
  allowPrivateNetwork: z.boolean().optional(),
  firstByteSeconds: Seconds.optional(),
  totalSeconds: Seconds.optional(),
})

/** What is, or would be, sent: byte for byte the body of the request, without the key. */
export const AiPayload = z.object({
  provider: z.string(),
  model: z.string(),
  url: z.string(),
  body: z.string(),
  /** From the number of characters: an estimate, and named so. */
  estimatedTokens: z.int(),
  /** In the provider's currency, the longest answer included; null if prices are not known. */
  estimatedCost: z.number().nullable(),
})
export type AiPayload = z.infer<typeof AiPayload>

/**
 * `running` has not ended; `interrupted`: the application ended first, so what came of it is
 * unknown.
 */
export const callOutcomes = ['running', 'answered', 'failed', 'cancelled', 'interrupted'] as const
export const AiCall = z.object({
  id: Id,
  at: Timestamp,
  task: z.string(),
  provider: z.string(),
  model: z.string(),
  outcome: z.enum(callOutcomes),
  /** The reason of a call that failed, as refusals name it. */
  reason: z.string().nullable(),
  /** As the provider counted them; null if it did not say. */
  inputTokens: z.int().nullable(),
  outputTokens: z.int().nullable(),
  /** In the currency of the prices entered; null if it is not known. */
  cost: z.number().nullable(),
  currency: z.string(),
})
export type AiCall = z.infer<typeof AiCall>

/** With `preview` nothing is sent: the answer says what would be. */
const asked = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ ...shape, preview: z.boolean().default(false) })
/** Either the preview or the answer, and who gave it. */
const answered = <Answer extends z.ZodType>(answer: Answer) =>
  z.object({
    preview: AiPayload.nullable(),
    answer: answer.nullable(),
    generatedBy: z.string().nullable(),
    /** What was taken away from the answer to make it usable. */
    trims: z.array(AnswerTrim).default([]),
  })

export const rewriteActions = ['rewrite', 'shorten', 'longer', 'tone', 'translate'] as const
export const rewriteTones = ['friendly', 'formal', 'direct', 'warm'] as const
export const RewriteInput = asked({
  action: z.enum(rewriteActions),
  tone: z.enum(rewriteTones).optional(),
  /** Of the result, for a translation. */
  language: Language.optional(),
  text: text(20_000).refine((value) => value.trim() !== '', 'a text is needed'),
})
export const RewriteEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('preview'), preview: AiPayload }),
  z.object({ kind: z.literal('part'), text: z.string() }),
  z.object({ kind: z.literal('done'), text: z.string(), generatedBy: z.string() }),
])
export type RewriteEvent = z.infer<typeof RewriteEvent>

/** What may not be empty: an answer that says nothing is none. */
const said = <Schema extends z.ZodType<string>>(schema: Schema) =>
  schema.refine((value) => value.trim() !== '', 'it is empty')

/** Five are asked for; fewer can be used as well. */
export const SubjectIdeas = z.object({
  subjects: z
    .array(said(line(150)))
    .min(1)
    .max(5),
})
export const AltText = z.object({ altText: said(line(200)) })

/** One change to a tree of blocks, told in a way that can be shown before it is taken. */
export const TreeChange = z.object({
  kind: z.enum(['setText', 'insertBlock', 'removeBlock', 'moveBlock']),
  key: z.string(),
  field: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type TreeChange = z.infer<typeof TreeChange>

export const leadSummaryShape = { summary: said(text(2_000)), nextStep: text(500) }
export const LeadSummary = z.object(leadSummaryShape)
export const ReplyDraft = z.object({ subject: line(200), body: said(text(5_000)) })
export const replyClasses = ['interested', 'later', 'no', 'out_of_office', 'other'] as const
export const ReplyClass = z.object({ class: z.enum(replyClasses), why: line(300) })

export const AssistantReport = z.object({
  language: Language,
  from: Timestamp,
  to: Timestamp,
  createdAt: Timestamp,
  title: z.string(),
  paragraphs: z.array(z.string()),
  suggestions: z.array(z.string()),
  /**
   * `template`: no provider. `template_after_check`: the model's words named a figure that was not
   * computed.
   */
  wording: z.enum(['model', 'template', 'template_after_check', 'template_after_failure']),
  generatedBy: z.string().nullable(),
  /** Numbers the model wrote that no figure has. */
  refusedNumbers: z.array(z.string()),
  /**
   * Each figure as computed and as it is written in the language of the report; null if it is
   * not known.
   */
  figures: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      text: z.string(),
      value: z.number().nullable(),
    }),
  ),
})
export type AssistantReport = z.infer<typeof AssistantReport>

export const assistant = {
  provider: {
    get: contract
      .route({ method: 'GET', path: '/marketing/ai-provider' })
      .output(z.object({ provider: AiProvider.nullable() })),
    set: contract
      .route({ method: 'PUT', path: '/marketing/ai-provider' })
      .input(AiProviderDraft)
      .output(AiProvider),
    delete: contract
      .route({ method: 'DELETE', path: '/marketing/ai-provider', successStatus: 204 })
      .output(z.void()),
    /** Asks for one short answer; a failure is an answer here, not a refusal. */
    verify: contract.route({ method: 'POST', path: '/marketing/ai-provider/verify' }).output(
      z.object({
        ok: z.boolean(),
        reason: z.string().nullable(),
        detail: z.string().nullable(),
        model: z.string(),
      }),
    ),
    /** The models the provider lists; null if it has no list. */
    models: contract
      .route({ method: 'GET', path: '/marketing/ai-provider/models' })
      .output(z.object({ models: z.array(z.string()).nullable() })),
    /** Looks for Ollama and LM Studio on this computer, at their usual ports and nowhere else. */
    discover: contract.output(
      z.array(z.object({ kind: ProviderKind, baseUrl: z.string(), models: z.array(z.string()) })),
    ),
  },
  settings: {
    get: contract.output(AssistantSettings),
    update: contract.input(AssistantSettingsChange).output(AssistantSettings),
  },
  usage: contract.output(MonthUse),
  calls: {
    list: contract.input(z.strictObject(Paging)).output(pageOf(AiCall)),
    /** The call with exactly what was sent. */
    get: contract
      .input(ById)
      .output(z.object({ call: AiCall, url: z.string(), payload: z.string() })),
    clear: contract.output(z.void()),
  },
  rewrite: contract.input(RewriteInput).output(eventIterator(RewriteEvent)),
  subjectIdeas: contract
    .input(asked({ subject: line(300), text: text(20_000), language: Language.default('fr') }))
    .output(answered(SubjectIdeas)),
  altText: contract
    .input(asked({ context: text(5_000), language: Language.default('fr') }))
    .output(answered(AltText)),
  /**
   * Applies the model's edits to a copy: nothing is saved, the caller shows the changes and
   * decides.
   */
  editBlocks: contract
    .input(asked({ blocks: z.array(PageBlock).max(maxPageBlocks), request: text(2_000) }))
    .output(
      answered(
        z.object({ blocks: z.array(PageBlock).max(maxPageBlocks), changes: z.array(TreeChange) }),
      ),
    ),
  leadSummary: contract
    .input(asked({ id: Id, language: Language.default('fr') }))
    .output(answered(LeadSummary)),
  draftReply: contract
    .input(
      asked({
        id: Id,
        received: text(10_000),
        request: text(1_000).default(''),
        language: Language.default('fr'),
      }),
    )
    .output(answered(ReplyDraft)),
  classifyReply: contract.input(asked({ received: text(10_000) })).output(answered(ReplyClass)),
  report: contract
    .input(
      asked({
        days: z.int().min(7).max(366).default(30),
        language: Language.default('fr'),
        /** Left out, the business's. */
        timeZone: TimeZone.optional(),
      }),
    )
    .output(answered(AssistantReport)),
}
