// Secrets in a file: unreadable without the key, lost to nobody, private to the user.
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InstallKeyLostError, readInstallKey } from '#main/platform/secrets/installKey.ts'
import { openKeyFileSecrets } from '#main/platform/secrets/keyFileSecrets.ts'
import { UnreadableSecretError } from '#main/platform/secrets/secrets.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'webox-secrets-'))))
afterEach(() => rm(folder, { recursive: true }))

it('gives back what was kept, in another process too, and nothing after deletion', async () => {
  const store = await openKeyFileSecrets(folder)
  await Promise.all([store.set('smtp:1', 'mot de passe'), store.set('smtp:2', 'autre')])
  const again = await openKeyFileSecrets(folder)
  expect([await again.get('smtp:1'), await again.get('smtp:2'), await again.get('smtp:3')]).toEqual(
    ['mot de passe', 'autre', null],
  )
  await again.delete('smtp:1')
  expect(await (await openKeyFileSecrets(folder)).get('smtp:1')).toBeNull()
})

it('writes nothing in clear, to files of the user only', async () => {
  await (await openKeyFileSecrets(folder)).set('smtp:1', 'canari-secret')
  expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain('canari')
  for (const name of ['secrets.json', 'secrets.key'])
    expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
})

it('refuses an entry that was moved or changed', async () => {
  const store = await openKeyFileSecrets(folder)
  await store.set('smtp:1', 'a')
  const path = join(folder, 'secrets.json')
  const sealed = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>
  await writeFile(path, JSON.stringify({ 'smtp:2': sealed['smtp:1'] }))
  await expect(store.get('smtp:2')).rejects.toThrow(UnreadableSecretError)
})

const aside = async (name: string) =>
  (await readdir(folder)).filter((one) => one.startsWith(`${name}.unreadable-`))

describe('what cannot be read', () => {
  it.each([
    ['cut in the middle of its second entry', (text: string) => text.slice(0, -20)],
    ['cut to nothing', () => ''],
    ['filled with zeros', (text: string) => '\0'.repeat(text.length)],
    ['another file', () => '<html>'],
    ['of another shape', () => '[1]'],
  ])(
    'is a file %s: the rest is read, and it is kept before the next is written',
    async (_n, change) => {
      const store = await openKeyFileSecrets(folder)
      await store.set('smtp:1', 'first')
      await store.set('smtp:2', 'second')
      const path = join(folder, 'secrets.json')
      const damaged = change(await readFile(path, 'utf8'))
      await writeFile(path, damaged)
      const again = await openKeyFileSecrets(folder)
      const isCut = damaged.includes('smtp:1')
      expect([await again.get('smtp:1'), await again.get('smtp:2')]).toEqual([
        isCut ? 'first' : null,
        null,
      ])
      await again.set('smtp:2', 'entered again')
      const [kept] = await aside('secrets.json')
      expect(await readFile(join(folder, kept as string), 'utf8')).toBe(damaged)
      expect((await stat(join(folder, kept as string))).mode & 0o077).toBe(0)
      expect([await again.get('smtp:1'), await again.get('smtp:2')]).toEqual([
        isCut ? 'first' : null,
        'entered again',
      ])
    },
  )

  it.each([
    ['lost', undefined],
    ['cut', Buffer.from('short')],
    ['of another folder', randomBytes(32)],
  ])('is everything whose key is %s: told by name, kept, and entered again', async (_n, key) => {
    await (await openKeyFileSecrets(folder)).set('smtp:1', 'first')
    const before = await readFile(join(folder, 'secrets.json'), 'utf8')
    if (key === undefined) await rm(join(folder, 'secrets.key'))
    else await writeFile(join(folder, 'secrets.key'), key)
    const again = await openKeyFileSecrets(folder)
    await expect(again.get('smtp:1')).rejects.toThrow(UnreadableSecretError)
    await expect(again.get('smtp:1')).rejects.toThrow(/smtp:1/)
    await again.set('smtp:1', 'entered again')
    expect(await again.get('smtp:1')).toBe('entered again')
    const [kept] = await aside('secrets.json')
    expect(await readFile(join(folder, kept as string), 'utf8')).toBe(before)
    expect(await aside('secrets.key')).toHaveLength(key?.length === 5 ? 1 : 0)
  })
})

describe('the key of message identities', () => {
  const cutSecrets = () => writeFile(join(folder, 'secrets.json'), '')
  const open = async () => readInstallKey(await openKeyFileSecrets(folder), folder)

  it('is made once, also by two at the same moment, for the user only', async () => {
    const stores = await Promise.all([openKeyFileSecrets(folder), openKeyFileSecrets(folder)])
    const made = await Promise.all(stores.map((store) => readInstallKey(store, folder)))
    expect(made[0]).toBe(made[1])
    expect((await stat(join(folder, 'install.key'))).mode & 0o077).toBe(0)
  })

  it('survives the passwords, and its own file', async () => {
    const key = await open()
    await cutSecrets()
    expect(await open()).toBe(key)
  })

  it.each(['', 'c2hvcnQ='])(
    'is read from the secrets where its file is damaged (%j)',
    async (text) => {
      const key = await open()
      await writeFile(join(folder, 'install.key'), text)
      expect(await open()).toBe(key)
      await rm(join(folder, 'install.key'))
      expect(await open()).toBe(key)
    },
  )

  it('is never made a second time in a folder that has sent', async () => {
    await open()
    await writeFile(join(folder, 'ledger.db'), '')
    await cutSecrets()
    await rm(join(folder, 'install.key'))
    await expect(open()).rejects.toThrow(InstallKeyLostError)
    await rm(join(folder, 'ledger.db'))
    await expect(open()).resolves.toMatch(/=$/)
  })

  it('is not made while the one that is kept cannot be read', async () => {
    await open()
    await rm(join(folder, 'install.key'))
    await rm(join(folder, 'secrets.key'))
    await expect(open()).rejects.toThrow(InstallKeyLostError)
  })
})
