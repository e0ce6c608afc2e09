// Starts a worker thread whether the code runs from source (Node strips the types) or from the
// bundle (its own entry).
import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * A folder of a build's entries, with a slash at its end: the code that starts threads runs from
 * source, and takes them from there, where they load in a quarter of the time. For a process that
 * starts very many, as tests do; the build must be of the same sources.
 */
export const builtThreadsVariable = 'WEBOX_BUILT_THREADS'

/**
 * @param source URL of the worker's source file, relative to the caller: `new
 * URL('./outbox.worker.ts', import.meta.url)`
 */
export function startWorkerThread(source: URL, options: WorkerOptions): Worker {
  const fromSource = import.meta.url.endsWith('.ts')
  const name = source.pathname.split('/').at(-1)?.replace(/\.ts$/, '') ?? ''
  const built = process.env[builtThreadsVariable]
  if (fromSource && built) return new Worker(new URL(`${name}.js`, built), options)
  return new Worker(fromSource ? source : bundled(name), options)
}

function bundled(name: string): URL {
  // Shared code may be cut into a chunk folder one level down; the entries are always at the top of
  // the output.
  const here = import.meta.url
  return new URL(here.includes('/chunks/') ? `../${name}.js` : `./${name}.js`, here)
}
