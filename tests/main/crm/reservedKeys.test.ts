// No custom field is called like what every object has: whoever has no value there would show one.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isReservedKey } from '#shared/rules/leadFilter/customFieldShape.ts'
import { suggestField } from '#main/features/crm/import/fields/customGuess.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const names = Object.getOwnPropertyNames(Object.prototype)

it('a key is none of those, whoever chooses it', async () => {
  const { customFields } = app.client.crm
  expect(names.every(isReservedKey)).toBe(true)
  for (const key of names)
    await expect(customFields.create({ key, name: key, kind: 'text' })).rejects.toThrow()
  expect((await customFields.list()).items).toEqual([])
  for (const name of names) {
    const { key } = await customFields.create({ name, kind: 'text' })
    const suggested = suggestField(name, ['x'], new Set(), { now: 0, timeZone: 'Europe/Paris' })
    expect([name, [key, suggested.key].filter(isReservedKey)]).toEqual([name, []])
  }
})
