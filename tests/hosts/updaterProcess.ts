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
const { systemClock } = await import('#main/platform/clock.ts')
const { startUpdates } = await import('#main/hosts/electron/updates.ts')

/** `sendsAt`: when messages leave, by what the updates ask for. */
const { sendsAt, exitCode } = JSON.parse(process.argv[2] ?? '{}') as {
  sendsAt: 'never' | 'check' | 'quit'
  exitCode: number
}
const logged: string[] = []
let isQuitting = false
const updates = await startUpdates({
  keys: join(process.env['TEST_FOLDER'] ?? '', 'update-keys.pem'),
  isSending: () => Promise.resolve(sendsAt === 'check' || (sendsAt === 'quit' && isQuitting)),
  clock: systemClock,
  log: (level, message, details) =>
    void logged.push(`${level} ${message} ${JSON.stringify(details ?? {})}`),
  onChange: () => undefined,
})
// The look that was begun at the start.
await updates.look()
isQuitting = true
updates.stop()
await updates.settle()
app.emit('quit', {}, exitCode)
process.send?.({ logged, state: updates.state() })
process.disconnect()
