// The application's own way with updates over the real library, from the first look to the end of the
// process; only Electron itself is a stand-in. What happens is told to the parent.
import { createRequire, registerHooks } from 'node:module'
import { join } from 'node:path'

const standIn = new URL('./electronModule.ts', import.meta.url).href
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context),
})
Object.defineProperty(process, 'resourcesPath', { value: process.env['TEST_FOLDER'] })
const { app } = createRequire(import.meta.url)('electron') as typeof import('./electronModule.ts')
const { startUpdates } = await import('#main/hosts/electron/updates.ts')

/** `sendsAt`: when messages leave, by what the updates ask for. */
const { sendsAt, exitCode } = JSON.parse(process.argv[2] ?? '{}') as {
  sendsAt: 'never' | 'check' | 'quit'
  exitCode: number
}
const logged: string[] = []
let told = (): void => undefined
const isLookedFor = new Promise<void>((resolve) => (told = resolve))
let isQuitting = false
const updates = await startUpdates(
  () => Promise.resolve(sendsAt === 'check' || (sendsAt === 'quit' && isQuitting)),
  (level, message, details) => {
    logged.push(`${level} ${message} ${JSON.stringify(details ?? {})}`)
    if (/installed when|not taken|failed|not looked for/.test(message)) told()
  },
)
await isLookedFor
isQuitting = true
updates.stop()
await updates.settle()
app.emit('quit', {}, exitCode)
process.send?.({ logged, folder: join(process.env['TEST_FOLDER'] ?? '') })
process.disconnect()
