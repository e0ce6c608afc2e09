// The end of something is written once the disk lets it be, and no other failure is waited out.
import { expect, it } from 'vitest'
import { untilStored } from '#main/database/untilStored.ts'
import { silentLog } from '#main/platform/log.ts'

const failing = (code: string) => Object.assign(new Error(code), { code })

it('tries again while the disk is full, and gives what was written', async () => {
  const fails = [failing('SQLITE_FULL'), failing('ENOSPC')]
  const write = () => {
    const error = fails.shift()
    return error === undefined ? Promise.resolve('kept') : Promise.reject(error)
  }
  expect(await untilStored(silentLog, write, 1)).toBe('kept')
  expect(fails).toEqual([])
})

it('gives up at once where the disk is not to blame', async () => {
  await expect(
    untilStored(silentLog, () => Promise.reject(failing('SQLITE_CONSTRAINT')), 1),
  ).rejects.toThrow('SQLITE_CONSTRAINT')
})
