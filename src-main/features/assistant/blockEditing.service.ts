// Edits to a funnel page in plain words: the model calls tools, the calls are applied to a copy,
// and the copy is handed back to be shown.
import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { maxPageBlocks, PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import type { Services } from '#main/core/services.ts'
import { AiError } from '#main/ai/aiError.ts'
import type { ModelPrompt, ToolCall } from '#main/ai/aiModel.ts'
import { jsonShapeOf } from '#main/ai/jsonShape.ts'
import { answerOrPreview } from './calls/answerOrPreview.ts'
import { askObject, tellingUnsupported, UnsupportedMode } from './calls/askObject.ts'
import { callModel, startAsking, type Asking } from './calls/modelCalls.service.ts'
import { asApiError } from './calls/modelError.ts'
import { quotedData } from './calls/quotedData.ts'
import { applyEdits, EditList, EditRefused, editTools, type TreeKind } from './treeEditing.ts'

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
    const { tree, changes } = await editTree(asking, pageTree, input.blocks, input.request)
    return { blocks: tree, changes }
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
      { from: 'model' as const, text: JSON.stringify(first).slice(0, 20_000) },
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

function applySome<Node>(kind: TreeKind<Node>, tree: readonly Node[], calls: ToolCall[]) {
  if (calls.length === 0) throw new EditRefused('No tool was called.')
  return applyEdits(kind, tree, calls)
}

function applyMended<Node>(kind: TreeKind<Node>, tree: readonly Node[], calls: ToolCall[]) {
  try {
    return applySome(kind, tree, calls)
  } catch (error) {
    throw error instanceof EditRefused
      ? asApiError(new AiError('ai_answer_unusable', error.message))
      : error
  }
}

/** By tools; as a list of edits where the model has none. */
async function askEdits(
  asking: Asking,
  prompt: Omit<ModelPrompt, 'maxOutputTokens'>,
): Promise<ToolCall[]> {
  const { maxOutputTokens } = asking.options
  try {
    const { calls } = await callModel(asking, (model) =>
      tellingUnsupported(model.tools({ ...prompt, maxOutputTokens }, editTools())),
    )
    return calls
  } catch (error) {
    if (!(error instanceof UnsupportedMode)) throw error
    const { edits } = await askObject(asking, prompt, EditList)
    return (edits as { tool: string }[]).map(({ tool, ...input }) => ({
      name: tool,
      input: JSON.stringify(input),
    }))
  }
}
