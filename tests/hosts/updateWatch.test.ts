// What is known of a newer version over several looks: a version that is ready stays ready, unless the
// library has let go of it or nobody offers it any more.
import { expect, it } from 'vitest'
import { watchForUpdates } from '#main/desktop/updates/updateWatch.ts'
import { silentLog } from '#main/platform/log.ts'

const feed = 'https://updates.example.org/webox/'

function watched() {
  const now = { version: '2.0.0', fails: false, isSending: false, isListBroken: false }
  let downloads = 0
  const updater = {
    autoInstallOnAppQuit: false,
    checkForUpdates: () => {
      if (now.isListBroken) return Promise.reject(new Error('net::ERR_TIMED_OUT'))
      const files = [{ url: 'webox.exe', sha512: 'abc' }]
      const updateInfo = {
        ...{ version: now.version, files, path: 'webox.exe', sha512: 'abc', releaseDate: '' },
      }
      const isUpdateAvailable = now.version !== '1.0.0'
      return Promise.resolve({ isUpdateAvailable, updateInfo, versionInfo: updateInfo })
    },
    downloadUpdate: () => {
      downloads += 1
      return now.fails ? Promise.reject(new Error('socket hang up')) : Promise.resolve([])
    },
  }
  const watch = watchForUpdates({
    ...{ updater, feed, version: '1.0.0', installsItself: true, log: silentLog },
    isSending: () => Promise.resolve(now.isSending),
    clock: { now: () => 0 },
    onChange: () => undefined,
  })
  const look = async (change: Partial<typeof now> = {}) => {
    Object.assign(now, change)
    await watch.look()
    const { offered, problem } = watch.state()
    return [offered && `${offered.version} ${offered.stage}`, problem, updater.autoInstallOnAppQuit]
  }
  return { watch, look, downloads: () => downloads }
}

it('stays ready while messages are sent, and is fetched once', async () => {
  const { watch, look, downloads } = watched()
  expect(await look()).toEqual(['2.0.0 fetched', null, true])
  expect(await look({ isSending: true })).toEqual(['2.0.0 fetched', null, true])
  expect(await look({ isListBroken: true })).toEqual(['2.0.0 fetched', 'unreachable', true])
  expect(downloads()).toBe(1)
  watch.stop()
})

it('is not called ready where fetching the next one failed: the library has let go of it', async () => {
  const { watch, look } = watched()
  await look()
  expect(await look({ version: '3.0.0', fails: true })).toEqual([null, 'unreachable', false])
  expect(await look({ fails: false })).toEqual(['3.0.0 fetched', null, true])
  watch.stop()
})

it.each([
  ['nobody offers it any more', { version: '1.0.0' }, null],
  ['what is offered is not acceptable', { version: 'nonsense' }, 'not_acceptable'],
])('is not installed where %s', async (_name, change, problem) => {
  const { watch, look } = watched()
  await look()
  expect(await look(change)).toEqual([null, problem, false])
  watch.stop()
})

it('waits while messages are sent, and is fetched afterwards', async () => {
  const { watch, look } = watched()
  expect(await look({ isSending: true })).toEqual(['2.0.0 waiting', null, false])
  expect(await look({ isSending: false })).toEqual(['2.0.0 fetched', null, true])
  watch.stop()
})
