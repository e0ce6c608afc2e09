// An object of a given shape for other parts of the product, or null where nobody is set up to answer.
import type { AskForObject } from './objectTask.ts'
import { askObject } from './askObject.ts'
import { authorOf, startAsking } from './modelCalls.service.ts'
import { providerSetup } from './provider.service.ts'

/** A whole campaign or funnel is a long answer, in tokens. */
const longest = 16_000

export const askForObject: AskForObject = async (services, task, signal) => {
  if ((await providerSetup(services)) === null) return null
  const asking = await startAsking(services, { task: task.name, maxOutputTokens: longest, signal })
  const value = await askObject(asking, { instructions: task.instructions, messages: [{ from: 'user', text: task.request }] }, task.schema)
  return { value, generatedBy: authorOf(asking) }
}
