// The backend of component tests, at the wire: answers by name of the procedure. Questions and
// answers are held against the contract, so that no view is tested with what never comes.
import { ORPCError } from '@orpc/client'
import { appContract } from '#shared/contract/index.ts'

type Answer = (input: unknown) => unknown
type Schema = { '~standard': { validate(value: unknown): unknown } }
type Procedure = { '~orpc': { inputSchema?: Schema; outputSchema?: Schema } }

const answers = new Map<string, Answer>()
let asked: { procedure: string; input: unknown }[] = []

/** What a procedure answers from now on; one without an answer never answers. */
export function answer(procedure: string, value: unknown): void {
  answers.set(procedure, typeof value === 'function' ? (value as Answer) : () => value)
}

/** A procedure that breaks, as one does that nobody foresaw. */
export function fail(procedure: string): void {
  answer(procedure, () => {
    throw new ORPCError('INTERNAL_SERVER_ERROR', { status: 500 })
  })
}

/** What a procedure was asked, oldest first. */
export const inputsOf = (procedure: string): unknown[] =>
  asked.filter((call) => call.procedure === procedure).map(({ input }) => input)

export function forgetAnswers(): void {
  answers.clear()
  asked = []
}

/** Stands for api/connectApi.ts: `vi.mock(…, async () => (await import(…)).fakeConnection)`. */
export const fakeConnection = {
  connectApi: () => ({ link: { call }, renew: () => undefined }),
}

async function call(path: readonly string[], input: unknown): Promise<unknown> {
  const name = path.join('.')
  const { inputSchema, outputSchema } = procedureAt(path)['~orpc']
  asked.push({ procedure: name, input })
  const given = answers.get(name)
  if (given === undefined) return new Promise(() => undefined)
  if (inputSchema) await expectValid(inputSchema, input, `The question to ${name}`)
  const output = await given(input)
  if (outputSchema) await expectValid(outputSchema, output, `The answer of ${name}`)
  return output
}

function procedureAt(path: readonly string[]): Procedure {
  const found = path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null
        ? (part as Record<string, unknown>)[key] // names of the contract, looked up one by one
        : undefined,
    appContract,
  )
  if (found === undefined) throw new Error(`The contract has no ${path.join('.')}.`)
  return found as Procedure
}

async function expectValid(schema: Schema, value: unknown, what: string): Promise<void> {
  const result = (await schema['~standard'].validate(value)) as { issues?: unknown }
  if (result.issues === undefined) return
  const error = new Error(`${what} is not as the contract says: ${JSON.stringify(result.issues)}`)
  console.error(error.message)
  throw error
}
