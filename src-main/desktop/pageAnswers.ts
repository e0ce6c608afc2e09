// What a request for a file of the interface is answered with.
import { readFile } from 'node:fs/promises'
import { type InterfaceFiles, securityHeaders } from '#main/platform/interfaceFiles.ts'
import { isOwnPage } from './appOrigin.ts'

/**
 * Answers from the list of files read at start: what is not on it, however it is spelled, does not
 * exist.
 */
export async function answer(
  files: InterfaceFiles,
  request: Pick<Request, 'url' | 'method'>,
): Promise<Response> {
  if (!isOwnPage(request.url) || !['GET', 'HEAD'].includes(request.method))
    return new Response(null, { status: 403, headers: securityHeaders })
  const file = files.find(new URL(request.url).pathname)
  if (file === null) return new Response(null, { status: 404, headers: securityHeaders })
  const body = request.method === 'HEAD' ? null : await readFile(file.path)
  return new Response(body, { headers: file.headers })
}
