// Edits to a funnel page in plain words: the model calls tools, the calls are applied to a copy,
// and the copy is handed back to be shown.
import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { maxPageBlocks, PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import type { Services } from '#main/core/services.ts'
import { AiError } from '#main/ai/aiError.ts'
import type { ModelPrompt, ToolCall } from '#main/ai/aiModel.ts'
import { jsonShapeOf } from '#main/ai/jsonShape.ts'
import type { AnswerTrim } from '#shared/rules/answerTrims.ts'
import { readAnswer } from './calls/answerReading.ts'
import { answerOrPreview } from './calls/answerOrPreview.ts'
import { askObject, tellingUnsupported, UnsupportedMode } from './calls/askObject.ts'
import { callModel, startAsking, type Asking } from './calls/modelCalls.service.ts'
import { asApiError } from './calls/modelError.ts'
import { quotedData } from './calls/quotedData.ts'
import {
  applyEdits,
  callsOf,
  EditList,
  editReading,
  EditRefused,
  editTools,
  type TreeKind,
} from './treeEditing.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
export const pageTree: TreeKind<PageBlock> = {
  block: PageBlock,
  children: null,
  maxBlocks: maxPageBlocks,
  newKey: () =>
    Array.from({ length: 10 }, () => letters[randomInt(letters.length)] ?? 'a').join(''),
}

/**
 * @throws 409 without a provider; 422 if the edits cannot be applied: nothing is changed then
 */
export async function editPageBlocks(
  services: Services,
  input: { blocks: PageBlock[]; request: string; preview: boolean },
  signal?: AbortSignal,
) {
  const asking = await startAsking(services, {
    task: 'edit_blocks',
    maxOutputTokens: 8_000,
    signal,
    preview: input.preview,
  })
  return answerOrPreview(asking, async () => {
    const { tree, changes, trims } = await editTree(asking, pageTree, input.blocks, input.request)
    return { value: { blocks: tree, changes }, trims }
  })
}

/** For any tree of blocks. @throws refusals */
export async function editTree<Node>(
  asking: Asking,
  kind: TreeKind<Node>,
  tree: readonly Node[],
  request: string,
) {
  const data = quotedData('the blocks of a page', tree)
  const instructions = [
    'You edit a page made of blocks by calling the tools that are offered. Make only the changes that are asked for, each with one call.',
    'Invent no prices, figures, customers or quotations: what is not known is a place to fill, its name in double square brackets, such as [[end date]]. Texts are plain, with **bold** and *italic* where the block has them.',
    `A block fits this JSON schema: ${JSON.stringify(jsonShapeOf(kind.block as z.ZodType))}`,
    data.rule,
  ].join('\n')
  const prompt = {
    instructions,
    messages: [data.message, request].map((text) => ({ from: 'user' as const, text })),
  }
  const first = await askEdits(asking, prompt)
  try {
    return applySome(kind, tree, first)
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error
    const mending = [
      { from: 'model' as const, text: repeated(first).slice(0, 20_000) },
      {
        from: 'user' as const,
        text: `None of these calls was carried out. ${error.message}\nMake all calls again, mended.`,
      },
    ]
    return applyMended(
      kind,
      tree,
      await askEdits(asking, { ...prompt, messages: [...prompt.messages, ...mending] }),
    )
  }
}

/** Calls, or what the model said instead of calling. */
type Edits = { calls: ToolCall[]; text: string; trims: AnswerTrim[] }
const repeated = ({ calls, text }: Edits): string =>
  calls.length === 0 && text !== '' ? text : JSON.stringify(calls)

function applySome<Node>(kind: TreeKind<Node>, tree: readonly Node[], { calls, trims }: Edits) {
  if (calls.length === 0) throw new EditRefused('No tool was called.')
  const applied = applyEdits(kind, tree, calls)
  return { ...applied, trims: [...trims, ...applied.trims] }
}

function applyMended<Node>(kind: TreeKind<Node>, tree: readonly Node[], edits: Edits) {
  try {
    return applySome(kind, tree, edits)
  } catch (error) {
    throw error instanceof EditRefused
      ? asApiError(
          new AiError('ai_answer_unusable', error.message, null, { answer: repeated(edits) }),
        )
      : error
  }
}

/** By tools; as a list of edits where the model has none, or writes its calls down as a text. */
async function askEdits(
  asking: Asking,
  prompt: Omit<ModelPrompt, 'maxOutputTokens'>,
): Promise<Edits> {
  const { maxOutputTokens } = asking.options
  try {
    const { calls, text } = await callModel(asking, (model) =>
      tellingUnsupported(model.tools({ ...prompt, maxOutputTokens }, editTools())),
    )
    return calls.length > 0 ? { calls, text, trims: [] } : writtenEdits(text)
  } catch (error) {
    if (!(error instanceof UnsupportedMode)) throw error
    const { value, trims } = await askObject(asking, prompt, EditList, editReading)
    return { calls: callsOf(value), text: '', trims }
  }
}

/** @throws where the model says in words that it will not */
function writtenEdits(text: string): Edits {
  const read = readAnswer({ text }, EditList, editReading)
  if (read.ok) return { calls: callsOf(read.value), text, trims: read.trims }
  if (read.isFinal) throw asApiError(read.failure)
  return { calls: [], text, trims: [] }
}
