// Help with a text in an editor: other words, shorter, longer, another tone, another language;
// ideas for a subject; words for a picture.
import type { z } from 'zod'
import {
  AltText,
  SubjectIdeas,
  type RewriteEvent,
  type RewriteInput,
} from '#shared/contract/assistant.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import type { Services } from '#main/core/services.ts'
import { AiError } from '#main/ai/aiError.ts'
import { plainAnswer, withoutThoughts } from '#main/ai/answerText.ts'
import { answerOrPreview } from './calls/answerOrPreview.ts'
import { askObject } from './calls/askObject.ts'
import { authorOf, PayloadShown, startAsking, streamModel } from './calls/modelCalls.service.ts'
import { asApiError } from './calls/modelError.ts'
import { quotedData } from './calls/quotedData.ts'

/** Nothing but blanks or thoughts. */
const emptyAnswer = (answer: string) =>
  asApiError(new AiError('ai_answer_empty', 'The answer is empty.', null, { answer }))

const languageNames: Record<Language, string> = { fr: 'French', en: 'English' }
type Rewriting = z.infer<typeof RewriteInput>

function taskOf({ action, tone, language }: Rewriting): string {
  switch (action) {
    case 'shorten':
      return 'Make the text about half as long. Keep what matters.'
    case 'longer':
      return 'Make the text somewhat longer. Add no fact, price, date or promise that it does not hold.'
    case 'tone':
      return `Write the text in a ${tone ?? 'friendly'} tone.`
    case 'translate':
      return `Translate the text into ${languageNames[language ?? 'en']}.`
    default:
      return 'Write the text again, clearer and better to read.'
  }
}

const textRules =
  'Keep merge fields such as {{ first_name }} and places to fill such as [[end date]] exactly as they are. Invent nothing; what is needed and not known is a place to fill. Keep the markup the text has (**bold**, *italic*, links in brackets, list signs) and add none.'

/** @throws refusals as events never do: the stream fails with them */
export async function* rewrite(
  services: Services,
  input: Rewriting,
  signal?: AbortSignal,
): AsyncGenerator<RewriteEvent> {
  const asking = await startAsking(services, {
    task: `rewrite_${input.action}`,
    maxOutputTokens: 8_000,
    signal,
    preview: input.preview,
  })
  const data = quotedData('a text that is being edited', { text: input.text })
  const keep = input.action === 'translate' ? '' : 'Keep its language.'
  const instructions = `${taskOf(input)} ${keep}\nAnswer with the new text alone: no quotation marks around it, no remark, no HTML. ${textRules}\n${data.rule}`
  let [text, shown] = ['', '']
  try {
    const prompt = {
      instructions,
      messages: [{ from: 'user' as const, text: data.message }],
      maxOutputTokens: asking.options.maxOutputTokens,
    }
    for await (const part of streamModel(asking, (model) => model.stream(prompt))) {
      text += part
      // Thoughts are not the text; they are not shown as if they were.
      const visible = withoutThoughts(text)
      if (visible.length > shown.length && visible.startsWith(shown))
        yield { kind: 'part', text: visible.slice(shown.length) }
      shown = visible
    }
    const answer = plainAnswer(text)
    if (answer === '') throw emptyAnswer(text)
    yield { kind: 'done', text: answer, generatedBy: authorOf(asking) }
  } catch (error) {
    if (!(error instanceof PayloadShown)) throw error
    yield { kind: 'preview', preview: error.payload }
  }
}

export async function subjectIdeas(
  services: Services,
  input: { subject: string; text: string; language: Language; preview: boolean },
  signal?: AbortSignal,
) {
  const asking = await startAsking(services, {
    task: 'subject_ideas',
    maxOutputTokens: 4_000,
    signal,
    preview: input.preview,
  })
  const data = quotedData('an e-mail that is being written, with its present subject', {
    subject: input.subject,
    text: input.text,
  })
  const instructions = `Write five subject lines for the e-mail in ${languageNames[input.language]}, each different in kind, at most 60 characters, without exclamation marks and without promises the text does not make.\n${data.rule}`
  return answerOrPreview(asking, () =>
    askObject(
      asking,
      { instructions, messages: [{ from: 'user', text: data.message }] },
      SubjectIdeas,
    ),
  )
}

export async function altText(
  services: Services,
  input: { context: string; language: Language; preview: boolean },
  signal?: AbortSignal,
) {
  const asking = await startAsking(services, {
    task: 'alt_text',
    maxOutputTokens: 2_000,
    signal,
    preview: input.preview,
  })
  const data = quotedData(
    'what stands around a picture on a page; the picture itself is not given',
    { context: input.context },
  )
  const instructions = `Suggest in ${languageNames[input.language]} one sentence that could stand in place of the picture for people who cannot see it, at most 120 characters. Describe what the page says it shows; invent nothing.\n${data.rule}`
  return answerOrPreview(asking, () =>
    askObject(asking, { instructions, messages: [{ from: 'user', text: data.message }] }, AltText),
  )
}
