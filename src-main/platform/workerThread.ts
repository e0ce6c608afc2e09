// Starts a worker thread whether the code runs from source (Node strips the types) or from the
// bundle (its own entry).
import { Worker, type WorkerOptions } from 'node:worker_threads'

let builtThreads: URL | undefined

/**
 * From now on threads are those of a build, though the code that starts them runs from source: they
 * load in a quarter of the time. For a process that starts very many, as tests do.
 * @param folder of that build's entries, with a slash at its end; it must be of the same sources
 */
export function useBuiltThreads(folder: URL): void {
  builtThreads = folder
}

/**
 * @param source URL of the worker's source file, relative to the caller: `new
 * URL('./outbox.worker.ts', import.meta.url)`
 */
export function startWorkerThread(source: URL, options: WorkerOptions): Worker {
  const fromSource = import.meta.url.endsWith('.ts')
  const name = source.pathname.split('/').at(-1)?.replace(/\.ts$/, '') ?? ''
  if (fromSource && builtThreads) return new Worker(new URL(`${name}.js`, builtThreads), options)
  return new Worker(fromSource ? source : bundled(name), options)
}

function bundled(name: string): URL {
  // Shared code may be cut into a chunk folder one level down; the entries are always at the top of
  // the output.
  const here = import.meta.url
  return new URL(here.includes('/chunks/') ? `../${name}.js` : `./${name}.js`, here)
}
