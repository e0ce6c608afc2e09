// A secret goes to the place it was given for and to no other, whatever fails between the secret
// store and the database.
import { describe, expect, it } from 'vitest'
import {
  changeBoundSecret,
  readBoundSecret,
  type SecretChange,
} from '#main/platform/secrets/boundSecrets.ts'
import { memorySecrets, type SecretStore } from '#main/platform/secrets/secrets.ts'

const name = 'smtp:1'
const old = 'old.example'
const other = 'other.example'
const at = (secrets: SecretStore, place: string) => readBoundSecret(secrets, { name, place })
const done = () => Promise.resolve()

async function storeWith(value: string): Promise<SecretStore> {
  const secrets = memorySecrets()
  await changeBoundSecret(secrets, { name, before: null, after: old, value }, done)
  return secrets
}

describe('a secret', () => {
  it('follows its row: kept in its place, gone with a change of place, taken away on demand', async () => {
    const secrets = await storeWith('first')
    await changeBoundSecret(secrets, { name, before: old, after: old, value: undefined }, done)
    expect(await at(secrets, old)).toBe('first')
    await changeBoundSecret(secrets, { name, before: old, after: other, value: undefined }, done)
    expect([await at(secrets, old), await at(secrets, other)]).toEqual([null, null])
    await changeBoundSecret(secrets, { name, before: other, after: old, value: 'second' }, done)
    expect([await at(secrets, old), await at(secrets, other)]).toEqual(['second', null])
    await changeBoundSecret(secrets, { name, before: old, after: old, value: null }, done)
    expect(await at(secrets, old)).toBeNull()
  })

  const changes: [string, Pick<SecretChange, 'after' | 'value'>][] = [
    ['a new secret for another place', { after: other, value: 'new' }],
    ['another place without a secret', { after: other, value: undefined }],
    ['being taken away', { after: old, value: null }],
    ['its row being removed', { after: null, value: null }],
  ]
  it.each(changes)(
    'stays as it was where the database fails: %s',
    async (_change, { after, value }) => {
      const secrets = await storeWith('first')
      const failing = changeBoundSecret(secrets, { name, before: old, after, value }, () =>
        Promise.reject(new Error('disk full')),
      )
      await expect(failing).rejects.toThrow('disk full')
      expect(await at(secrets, old)).toBe('first')
      // And what was meant for the other place comes back only by being given again.
      await changeBoundSecret(secrets, { name, before: old, after: other, value: undefined }, done)
      expect(await at(secrets, other)).toBeNull()
    },
  )

  it('of an earlier version, which named no place, is bound to the present one before that changes', async () => {
    const secrets = memorySecrets()
    await secrets.set(name, 'unbound')
    expect(await at(secrets, old)).toBe('unbound')
    await changeBoundSecret(secrets, { name, before: old, after: other, value: undefined }, () =>
      Promise.reject(new Error('killed')),
    ).catch(() => undefined)
    expect([await at(secrets, old), await at(secrets, other)]).toEqual(['unbound', null])
  })
})
