// Measurements in a process of their own: the memory is that of what is measured, not of what prepared it.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { hostEnvironment, hostFlags } from '../../build/bundle.js'

/**
 * Runs a script of this folder as the local host is run, and resolves to what it sends.
 * @throws where it ends without having sent anything
 */
export async function inOwnProcess<Measured>(script: string, args: string[]): Promise<Measured> {
  const child = fork(join(import.meta.dirname, script), args, {
    execArgv: hostFlags,
    env: { ...process.env, ...hostEnvironment },
  })
  const exited = once(child, 'exit')
  const [measured] = (await Promise.race([
    once(child, 'message'),
    exited.then(([code]) => Promise.reject(new Error(`The process of ${script} ended (${code}).`))),
  ])) as [Measured]
  await exited
  return measured
}

/** The most memory the whole process had meanwhile, all its threads, in megabytes. */
export async function withPeakMemory<T>(
  work: () => Promise<T>,
): Promise<{ result: T; peak: number }> {
  let peak = 0
  const sample = () => (peak = Math.max(peak, process.memoryUsage.rss() / 1e6))
  const timer = setInterval(sample, 100)
  try {
    const result = await work()
    sample()
    return { result, peak }
  } finally {
    clearInterval(timer)
  }
}
