// A provider in a process of its own, speaking the OpenAI-compatible protocol (and a little of
// Anthropic's and Google's): real HTTP, real event streams, and every way of behaving badly that a
// test names.
import { gzipSync } from 'node:zlib'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** What the next request is answered with. `text` and `json` are what the model says. */
export type ModelScript =
  | { kind: 'ok'; text: string }
  | { kind: 'json'; value: unknown }
  | { kind: 'tools'; calls: { name: string; input: unknown }[]; text?: string }
  | { kind: 'slow_first_byte'; milliseconds: number; text: string }
  | { kind: 'slow_drip'; milliseconds: number; parts: string[] }
  | { kind: 'cut_mid_stream'; text: string }
  | { kind: 'status'; status: number; headers?: Record<string, string>; message?: string }
  | { kind: 'redirect'; to: string; status?: number }
  /** A whole answer, packed, of as many bytes once unpacked. */
  | { kind: 'packed'; encoding: string; bytes: number }
  /** As fast as it is read, without end. */
  | { kind: 'flood' }
  | { kind: 'long_headers' }
  | { kind: 'wrong_content_type' }
  | { kind: 'oversized'; bytes: number }
  | { kind: 'never_ends' }
  | { kind: 'too_long'; text: string }
  /**
   * Refuses `response_format`, and tools where `tools` is said: the next script answers what is
   * left.
   */
  | { kind: 'refuse_structured'; tools?: boolean; then: ModelScript }

export type ModelRequest = { path: string; headers: Record<string, string>; body: string }
export type ModelReport =
  { port: number } | { requests: ModelRequest[]; left: number; open: number }

type Usage = { prompt_tokens: number; completion_tokens: number; total_tokens: number }
const usage: Usage = { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 }

let scripts: ModelScript[] = []
let requests: ModelRequest[] = []
let open = 0

const server = createServer((request, response) => {
  open += 1
  response.once('close', () => (open -= 1))
  void read(request).then((body) => {
    requests.push({ path: request.url ?? '', headers: headersOf(request), body })
    if (request.method === 'GET') return listModels(response)
    // The last script stays in force, so that a test need not count repairs.
    const script = scripts.length > 1 ? scripts.shift() : scripts[0]
    answer(response, request.url ?? '', body, script ?? { kind: 'ok', text: 'OK' })
  })
})

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}

const headersOf = ({ headers }: IncomingMessage) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

function listModels(response: ServerResponse): void {
  sendJson(response, 200, {
    object: 'list',
    data: [{ id: 'scripted-large' }, { id: 'scripted-small' }],
  })
}

function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
  response.end(JSON.stringify(value))
}

const refuse = (
  response: ServerResponse,
  status: number,
  message: string,
  headers?: Record<string, string>,
) => sendJson(response, status, { error: { message, type: 'invalid_request_error' } }, headers)

function answer(response: ServerResponse, path: string, body: string, script: ModelScript): void {
  const asked = JSON.parse(body) as {
    stream?: boolean
    response_format?: { type: string }
    tools?: { function?: { name: string } }[]
    tool_choice?: { function?: { name: string }; type?: string; name?: string }
  }
  switch (script.kind) {
    case 'status':
      return refuse(
        response,
        script.status,
        script.message ?? `Status ${script.status} on purpose.`,
        script.headers,
      )
    case 'redirect':
      response.writeHead(script.status ?? 302, { Location: script.to })
      return void response.end()
    case 'wrong_content_type':
      response.writeHead(200, { 'Content-Type': 'text/html' })
      return void response.end('<!doctype html><title>Sign in to this network</title>')
    case 'packed':
      response.writeHead(200, {
        'Content-Type': 'application/json',
        'Content-Encoding': script.encoding,
      })
      return void response.end(gzipSync(Buffer.alloc(script.bytes, 32)))
    case 'flood':
      return flood(response)
    case 'long_headers':
      response.writeHead(200, {
        'Content-Type': 'application/json',
        'X-Padding': 'x'.repeat(64 * 1024),
      })
      return void response.end('{}')
    case 'oversized':
      response.writeHead(200, {
        'Content-Type': asked.stream ? 'text/event-stream' : 'application/json',
      })
      response.write('{"padding":"')
      response.write('x'.repeat(script.bytes))
      return void response.end('"}')
    case 'refuse_structured':
      if (asked.response_format !== undefined)
        return refuse(response, 400, 'response_format is not supported by this model.')
      if (asked.tools !== undefined && script.tools)
        return refuse(response, 400, 'tools are not supported by this model.')
      return answer(response, path, body, script.then)
    case 'slow_first_byte':
      setTimeout(
        () => answer(response, path, body, { kind: 'ok', text: script.text }),
        script.milliseconds,
      )
      return
    case 'json':
      // Anthropic's protocol gives JSON as the arguments of a tool, which has to be called
      // (whichever: one is offered).
      if (path.includes('/messages') && asked.tools?.[0] !== undefined)
        return say(response, path, false, '', [
          { name: (asked.tools[0] as { name?: string }).name ?? '', input: script.value },
        ])
      if (asked.tool_choice?.function?.name !== undefined)
        return say(response, path, asked.stream, '', [
          { name: asked.tool_choice.function.name, input: script.value },
        ])
      return say(response, path, asked.stream, JSON.stringify(script.value))
    case 'tools':
      return say(response, path, asked.stream, script.text ?? '', script.calls)
    case 'ok':
      return say(response, path, asked.stream, script.text)
    case 'too_long':
      return say(response, path, asked.stream, script.text, [], 'length')
    default:
      return void stream(response, script)
  }
}

function flood(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  const pour = () => {
    while (!response.destroyed && response.write(`data: ${JSON.stringify(delta('encore '))}\n\n`))
      continue
    if (!response.destroyed) response.once('drain', pour)
  }
  pour()
}

/** The parts of a text as they would come one by one. */
const inParts = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? ['']
const event = (response: ServerResponse, value: unknown) =>
  response.write(`data: ${JSON.stringify(value)}\n\n`)
const delta = (content: string) => ({
  id: 'a',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'scripted',
  choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }],
})

function say(
  response: ServerResponse,
  path: string,
  isStream: boolean | undefined,
  text: string,
  calls: { name: string; input: unknown }[] = [],
  finish = 'stop',
): void {
  if (path.includes('/messages'))
    return sendJson(response, 200, {
      id: 'a',
      type: 'message',
      role: 'assistant',
      model: 'scripted',
      content:
        calls.length > 0
          ? calls.map(({ name, input }, index) => ({
              type: 'tool_use',
              id: `c${index}`,
              name,
              input,
            }))
          : [{ type: 'text', text }],
      stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 120, output_tokens: 30 },
    })
  if (path.includes(':generateContent'))
    return sendJson(response, 200, {
      candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 120, candidatesTokenCount: 30, totalTokenCount: 150 },
    })
  if (!isStream) {
    const toolCalls = calls.map(({ name, input }, index) => ({
      id: `c${index}`,
      type: 'function',
      function: { name, arguments: typeof input === 'string' ? input : JSON.stringify(input) },
    }))
    const message = {
      role: 'assistant',
      content: text,
      ...(calls.length > 0 ? { tool_calls: toolCalls } : {}),
    }
    return sendJson(response, 200, {
      id: 'a',
      object: 'chat.completion',
      created: 1,
      model: 'scripted',
      choices: [{ index: 0, message, finish_reason: calls.length > 0 ? 'tool_calls' : finish }],
      usage,
    })
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  for (const part of inParts(text)) event(response, delta(part))
  end(response, finish)
}

function end(response: ServerResponse, finish = 'stop'): void {
  event(response, { ...delta(''), choices: [{ index: 0, delta: {}, finish_reason: finish }] })
  event(response, { ...delta(''), choices: [], usage })
  response.end('data: [DONE]\n\n')
}

async function stream(
  response: ServerResponse,
  script: Extract<ModelScript, { kind: 'slow_drip' | 'cut_mid_stream' | 'never_ends' }>,
): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  if (script.kind === 'cut_mid_stream') {
    event(response, delta(script.text))
    return void setTimeout(() => response.destroy(), 50)
  }
  if (script.kind === 'slow_drip') {
    for (const part of script.parts) {
      event(response, delta(part))
      await new Promise((resolve) => setTimeout(resolve, script.milliseconds))
    }
    return end(response)
  }
  const timer = setInterval(() => event(response, delta('and on ')), 50)
  response.once('close', () => clearInterval(timer))
}

const report = (message: ModelReport) => process.send?.(message)
process.on('message', (asked: { scripts: ModelScript[] } | 'report' | 'forget') => {
  if (asked === 'forget') requests = []
  else if (asked !== 'report') scripts = [...asked.scripts]
  report({ requests, left: scripts.length, open })
})
process.on('disconnect', () => process.exit(0))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  report({ port: typeof address === 'object' && address !== null ? address.port : 0 })
})
