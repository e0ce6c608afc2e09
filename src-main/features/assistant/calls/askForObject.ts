// An object of a given shape for other parts of the product, or null if nobody is set up to
// answer.
import type { AiPayload } from '#shared/contract/assistant.contract.ts'
import type { Services } from '#main/core/services.ts'
import { answerOrPreview } from './answerOrPreview.ts'
import type { AskForObject, ObjectTask } from './objectTask.ts'
import { askObject } from './askObject.ts'
import { authorOf, startAsking } from './modelCalls.service.ts'
import { providerSetup } from '../provider/provider.service.ts'

/** A whole campaign or funnel is a long answer, in tokens. */
const maxLength = 16_000

/**
 * What `askForObject` would send first; null if nobody is set up to answer. Nothing is sent, and
 * nothing written down.
 */
export async function payloadFor<T>(
  services: Services,
  task: ObjectTask<T>,
): Promise<AiPayload | null> {
  if ((await providerSetup(services)) === null) return null
  const asking = await startAsking(services, {
    task: task.name,
    maxOutputTokens: maxLength,
    preview: true,
  })
  return (await answerOrPreview(asking, () => askObject(asking, promptOf(task), task.schema)))
    .preview
}

const promptOf = <T>({ instructions, request }: ObjectTask<T>) => ({
  instructions,
  messages: [{ from: 'user' as const, text: request }],
})

export const askForObject: AskForObject = async (services, task, signal) => {
  if ((await providerSetup(services)) === null) return null
  const asking = await startAsking(services, {
    task: task.name,
    maxOutputTokens: maxLength,
    signal,
  })
  const { value, trims } = await askObject(asking, promptOf(task), task.schema)
  return { value, trims, generatedBy: authorOf(asking) }
}
