// The REST API: the contract's routes over HTTP, with the statuses API clients expect.
import { isContractProcedure } from '@orpc/contract'
import { JsonSchemaCoercer } from '@orpc/json-schema'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { ORPCError } from '@orpc/server'
import { BodyLimitPlugin } from '@orpc/server/node'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { appContract } from '#shared/contract/index.ts'
import type { App } from '#main/app/createApp.ts'
import { languageAsked, worded } from './restSentences.ts'
import { describeError } from '#main/platform/log.ts'
import type { Services } from '#main/core/services.ts'

const converter = new ZodToJsonSchemaConverter()
const coercer = new JsonSchemaCoercer()

type Issue = { path?: (PropertyKey | { key: PropertyKey })[]; message: string }

/** @param maxBodyBytes in bytes */
export function createRestHandler(app: App, maxBodyBytes: number) {
  return new OpenAPIHandler<Services>(app.router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: maxBodyBytes })],
    // A procedure without a path is the interface's own: the library would give it one made of its
    // name.
    filter: ({ contract }) => contract['~orpc'].route.path !== undefined,
    interceptors: [
      async (options) => {
        const { request } = options
        try {
          if (!routesWithQuery.has(`${request.method} ${request.url.pathname}`))
            refuseStrayQuery(request.method, request.url.searchParams)
          if (request.method === 'GET' || request.method === 'HEAD') return await options.next()
          // Only an object (or nothing) can be a body: anything else would otherwise count as "no
          // change asked for".
          const body = await readBody(() => request.body())
          refuseStrayId(body)
          return await options.next({ ...options, request: { ...request, body: async () => body } })
        } catch (error) {
          if (!(error instanceof ORPCError))
            app.services.host.log('error', 'A REST call failed.', describeError(error))
          throw worded(error, languageAsked(request.headers['accept-language']))
        }
      },
    ],
    clientInterceptors: [
      async (options) => {
        const { route, inputSchema } = options.procedure['~orpc']
        const isDetailed = route.inputStructure === 'detailed'
        const { method } = route
        if (inputSchema === undefined) refuseAnyField(options.input)
        const input =
          method === 'GET'
            ? await fromQuery(options.input, route.path, inputSchema)
            : fromPath(options.input, route.path)
        try {
          return await options.next({ ...options, input })
        } catch (error) {
          throw withProperStatus(error, method ?? 'POST', isDetailed)
        }
      },
    ],
  })
}

async function readBody(read: () => Promise<unknown>): Promise<unknown> {
  const body = await read().catch((error: unknown) => {
    if (error instanceof ORPCError) throw error
    throw new ORPCError('BAD_REQUEST', {
      status: 400,
      message: 'The body cannot be read: it is not valid JSON.',
    })
  })
  if (body === undefined || body === null || body === '' || body instanceof FormData)
    return body === '' || body === null ? undefined : body
  if (typeof body === 'object' && !Array.isArray(body) && !(body instanceof Blob)) return body
  throw new ORPCError('UNPROCESSABLE', { status: 422, message: 'The body must be a JSON object.' })
}

/** Routes besides GET whose contract names a query: it is checked with the rest of their input. */
const routesWithQuery = new Set(routesWith('detailed', appContract))

function routesWith(inputStructure: string, contract: object): string[] {
  if (isContractProcedure(contract)) {
    const { route } = contract['~orpc']
    return route.inputStructure === inputStructure
      ? [`${route.method ?? 'POST'} /api${route.path ?? ''}`]
      : []
  }
  return Object.values(contract).flatMap((part: unknown) =>
    typeof part === 'object' && part !== null ? routesWith(inputStructure, part) : [],
  )
}

/**
 * The identifier comes from the path and nowhere else; only a GET takes a query. Else the library
 * would drop them without a word.
 */
function refuseStrayQuery(method: string, query: URLSearchParams): void {
  const stray =
    method === 'GET' ? [...query.keys()].find((key) => key === 'id') : query.keys().next().value
  if (stray !== undefined) throw unknownField('BAD_REQUEST', 400, stray)
}

function refuseStrayId(body: unknown): void {
  if (typeof body === 'object' && body !== null && Object.hasOwn(body, 'id'))
    throw unknownField('UNPROCESSABLE', 422, 'id')
}

/** For a route that takes nothing at all. */
function refuseAnyField(input: unknown): void {
  const [field] = typeof input === 'object' && input !== null ? Object.keys(input) : []
  if (field !== undefined) throw unknownField('BAD_REQUEST', 400, field)
}

function unknownField(code: string, status: number, field: string): Error {
  const message = `Unrecognized key: ${JSON.stringify(field)}`
  return new ORPCError(code, { status, message, data: { issues: [{ path: '', message }] } })
}

/**
 * Query strings are text: numbers and booleans are read by what the schema expects. Bodies are JSON
 * and are never coerced.
 */
async function fromQuery(
  input: unknown,
  path: string | undefined,
  schema: Parameters<typeof converter.convert>[0],
): Promise<unknown> {
  const withId = fromPath(input, path)
  if (schema === undefined) return withId
  const [, jsonSchema] = converter.convert(schema, { strategy: 'input' })
  return coercer.coerce(jsonSchema, withId)
}

/** Identifiers in a path are numbers; one that cannot be belongs to nothing. */
function fromPath(input: unknown, path = ''): unknown {
  if (typeof input !== 'object' || input === null) return input
  const parts: Record<string, unknown> = { ...input }
  for (const [, name = ''] of path.matchAll(/\{(id|\w+Id)\}/g)) {
    const given = parts[name]
    if (typeof given !== 'string') continue
    if (!/^[1-9]\d{0,14}$/.test(given))
      throw new ORPCError('NOT_FOUND', {
        status: 404,
        message: 'Nothing has this identifier.',
        data: { reason: 'unknown_id' },
      })
    parts[name] = Number(given)
  }
  return parts
}

/** What does not fit the schema is 400 in a query and 422 in a body; each issue names its field. */
function withProperStatus(error: unknown, method: string, isDetailed: boolean): unknown {
  // What a GET cannot take stands in its query, whoever noticed it.
  if (error instanceof ORPCError && error.code === 'UNPROCESSABLE' && method === 'GET') {
    return new ORPCError('BAD_REQUEST', {
      status: 400,
      message: error.message,
      data: error.data as unknown,
    })
  }
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return error
  const data = error.data as { issues?: Issue[] } | undefined
  const found = (data?.issues ?? []).map(({ path = [], message }) => ({
    path: path.map((part) => String(typeof part === 'object' ? part.key : part)),
    message,
  }))
  // Where query and body are told apart inside, a client still knows the field by its own name.
  const issues = found.map(({ path, message }) => ({
    path: (isDetailed ? path.slice(1) : path).join('.'),
    message,
  }))
  const message =
    issues
      .map((issue) => (issue.path === '' ? issue.message : `${issue.path}: ${issue.message}`))
      .join('; ') || error.message
  const inQuery = method === 'GET' || (isDetailed && found.some(({ path }) => path[0] === 'query'))
  return inQuery
    ? new ORPCError('BAD_REQUEST', { status: 400, message, data: { issues } })
    : new ORPCError('UNPROCESSABLE', { status: 422, message, data: { issues } })
}

/**
 * The description of the API, made from the contract; only procedures with a path are part of it.
 */
export async function describeRestApi(version: string): Promise<unknown> {
  const generator = new OpenAPIGenerator({ schemaConverters: [converter] })
  return generator.generate(appContract, {
    info: { title: 'WeBox Marketing', version },
    servers: [{ url: '/api' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    filter: ({ contract }) => contract['~orpc'].route.path !== undefined,
  })
}
