// Draws MJML in a thread of its own: loading the library alone holds a thread for most of a second.
// The only file that names it.
import { parentPort } from 'node:worker_threads'
import mjml2html from 'mjml'

export type DrawRequest = { id: number; mjml: string }
export type DrawAnswer = { id: number; html: string } | { id: number; problem: string }

const port = parentPort
if (port === null) throw new Error('This file runs as a worker thread.')
// Strict: an element or attribute MJML does not know is a defect of the rules, and is told as one.
// Whatever the library throws, whoever asked hears of it, and the thread goes on.
const draw = async (mjml: string) =>
  mjml2html(mjml, {
    validationLevel: 'strict',
    ignoreIncludes: true,
    fonts: {},
    keepComments: false,
  })

port.on('message', ({ id, mjml }: DrawRequest) => {
  draw(mjml).then(
    ({ html }) => port.postMessage({ id, html } satisfies DrawAnswer),
    (error: unknown) =>
      port.postMessage({
        id,
        problem: error instanceof Error ? error.message : String(error),
      } satisfies DrawAnswer),
  )
})
