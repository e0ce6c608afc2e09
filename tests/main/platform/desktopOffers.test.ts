// Starting with the computer as the settings ask for it: what is, what changed, what the system refused.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readDesktop, startWithComputer } from '#main/features/system/desktop.service.ts'
import { createChangeFeed } from '#main/platform/changeFeed.ts'
import type { LoginStart } from '#main/platform/host.ts'
import { createTestHost, type TestHost } from '../../support/testHost.ts'

let host: TestHost
beforeEach(async () => {
  host = await createTestHost()
})
afterEach(() => host.remove())

function place(login?: LoginStart | null) {
  if (login !== undefined) host.desktop = { login, checksSpelling: false }
  const changes = createChangeFeed()
  const heard: string[] = []
  changes.subscribe((topics) => heard.push(...topics))
  return { host, changes, heard }
}
const refused = { code: 'UNPROCESSABLE', data: { reason: 'login_start_refused' } }

it('is nothing where the host is no desktop, and cannot be asked for there', async () => {
  expect(await readDesktop(place())).toBeNull()
  await expect(startWithComputer(place(), true)).rejects.toMatchObject(refused)
})

it('is known to be impossible without a package', async () => {
  const here = place(null)
  expect(await readDesktop(here)).toEqual({ startsWithComputer: null, checksSpelling: false })
  await expect(startWithComputer(here, true)).rejects.toMatchObject(refused)
})

it('is changed, and other windows hear of it', async () => {
  let isOn = false
  const here = place({
    isOn: () => Promise.resolve(isOn),
    set: (next) => Promise.resolve(void (isOn = next)),
  })
  expect(await startWithComputer(here, true)).toMatchObject({ startsWithComputer: true })
  expect(await readDesktop(here)).toMatchObject({ startsWithComputer: true })
  expect(here.heard).toEqual(['system'])
})

it('says what the system said where it refuses, and nothing changed', async () => {
  const no = () => Promise.reject(new Error('EACCES: permission denied'))
  const here = place({ isOn: no, set: no })
  expect(await readDesktop(here)).toMatchObject({ startsWithComputer: false })
  await expect(startWithComputer(here, true)).rejects.toMatchObject({
    data: { reason: 'login_start_refused', detail: 'EACCES: permission denied' },
  })
  expect(here.heard).toEqual([])
})
