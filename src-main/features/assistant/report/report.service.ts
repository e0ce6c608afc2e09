// The report on the figures: computed by the program, worded by the model where one is set up, and
// held against the figures word for word.
import { z } from 'zod'
import type { AssistantReport } from '#shared/contract/assistant.contract.ts'
import type { AnswerTrim } from '#shared/rules/answerTrims.ts'
import { line, text } from '#shared/rules/valueSchemas.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import type { Services } from '#main/core/services.ts'
import { isAbortError } from '#main/ai/aiError.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { dashboardOverview } from '#main/features/dashboard/dashboard.feature.ts'
import { businessZone, getSettings } from '#main/features/settings/settings.feature.ts'
import { askObject } from '../calls/askObject.ts'
import type { AnswerOrPreview } from '../calls/answerOrPreview.ts'
import { authorOf, PayloadShown, startAsking, type Asking } from '../calls/modelCalls.service.ts'
import { providerSetup } from '../provider/provider.service.ts'
import { reportFigures, type ReportFigures } from './reportFigures.ts'
import { unknownNumbers } from './reportNumbers.ts'
import { templateReport, type ReportWords } from './reportTemplate.ts'

const Words = z.object({
  title: line(150),
  paragraphs: z.array(text(1_500)).min(1).max(6),
  suggestions: z.array(text(300)).max(4),
})
const languageNames: Record<Language, string> = { fr: 'French', en: 'English' }
type Input = { days: number; language: Language; timeZone?: string | undefined; preview: boolean }

/**
 * Never refuses for want of a provider: fixed sentences then say the same figures.
 * @throws 409 for a preview without a provider
 */
export async function writeReport(
  services: Services,
  input: Input,
  signal?: AbortSignal,
): Promise<AnswerOrPreview<AssistantReport>> {
  const timeZone = input.timeZone ?? businessZone(services)
  const figures = reportFigures(
    dashboardOverview(services, { ...input, timeZone, period: 'days30', compare: 'before' }),
    input.language,
    getSettings(services).currency,
    timeZone,
    getSettings(services).stages,
  )
  const template = () => templateReport(figures, timeZone)
  const give = (
    words: ReportWords,
    wording: AssistantReport['wording'],
    more: { generatedBy?: string; refusedNumbers?: string[] } = {},
  ) =>
    finishedReport(figures, words, {
      ...{ wording, generatedBy: null, refusedNumbers: [], ...more },
      createdAt: toTimestamp(services.host.clock.now()),
    })
  if (!input.preview && (await providerSetup(services)) === null)
    return give(template(), 'template')
  const asking = await startAsking(services, {
    task: 'report',
    maxOutputTokens: 6_000,
    signal,
    preview: input.preview,
  })
  try {
    const { words, refused, trims } = await askWords(asking, figures)
    return words === null
      ? give(template(), 'template_after_check', { refusedNumbers: refused })
      : { ...give(words, 'model', { generatedBy: authorOf(asking) }), trims }
  } catch (error) {
    if (error instanceof PayloadShown)
      return { preview: error.payload, answer: null, generatedBy: null, trims: [] }
    if (isAbortError(error) || !(error instanceof Error && 'data' in error)) throw error
    // The figures are there whatever became of the model; the log says what that was.
    return give(template(), 'template_after_failure')
  }
}

function finishedReport(
  { language, from, to, list }: ReportFigures,
  words: ReportWords,
  about: Pick<AssistantReport, 'wording' | 'generatedBy' | 'refusedNumbers' | 'createdAt'>,
): AnswerOrPreview<AssistantReport> {
  const figures = list.map(({ key, label, text: spelling, value }) => ({
    key,
    label,
    text: spelling,
    value,
  }))
  return {
    preview: null,
    generatedBy: about.generatedBy,
    trims: [],
    answer: { language, from, to, ...words, ...about, figures },
  }
}

/** Asked once more where a number is none of the figures; then given up. */
async function askWords(
  asking: Asking,
  figures: ReportFigures,
): Promise<{ words: ReportWords | null; refused: string[]; trims: AnswerTrim[] }> {
  const given = figures.list.map(({ label, text: spelling }) => `${label}: ${spelling}`)
  const instructions = [
    `You word a short report for the owner of a small business, in ${languageNames[figures.language]}: title, two to four paragraphs, up to three suggestions of what to do next.`,
    'Use only the figures that are given, written exactly as they are given. Compute nothing: no percentages, sums, averages, ratios or forecasts. Write no other number, neither in digits nor in words.',
    'Where a figure is not known, say so. Opens and clicks are not measured. Plain text, quiet tone, no exclamation marks, no links, no markup.',
  ].join('\n')
  const request = [`The period: ${figures.days} days, ${figures.period}.`, ...given].join('\n')
  const messages = [{ from: 'user' as const, text: request }]
  const first = await askObject(asking, { instructions, messages }, Words)
  const wrong = unknownNumbers(allText(first.value), figures)
  if (wrong.length === 0) return { words: first.value, refused: [], trims: first.trims }
  const mending = [
    { from: 'model' as const, text: JSON.stringify(first.value) },
    {
      from: 'user' as const,
      text: `These numbers are none of the figures: ${wrong.join('; ')}. Write the whole report again without them.`,
    },
  ]
  const second = await askObject(
    asking,
    { instructions, messages: [...messages, ...mending] },
    Words,
  )
  const stillWrong = unknownNumbers(allText(second.value), figures)
  return stillWrong.length === 0
    ? { words: second.value, refused: [], trims: second.trims }
    : { words: null, refused: stillWrong.slice(0, 20), trims: [] }
}

const allText = ({ title, paragraphs, suggestions }: ReportWords): string =>
  [title, ...paragraphs, ...suggestions].join('\n')
