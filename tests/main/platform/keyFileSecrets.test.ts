// Secrets in a file: unreadable without the key, lost to nobody, private to the user.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openKeyFileSecrets } from '#main/platform/keyFileSecrets.ts'

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

it('refuses an entry that was moved or changed, and a damaged key', async () => {
  const store = await openKeyFileSecrets(folder)
  await store.set('smtp:1', 'a')
  const path = join(folder, 'secrets.json')
  const sealed = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>
  await writeFile(path, JSON.stringify({ 'smtp:2': sealed['smtp:1'] }))
  await expect(store.get('smtp:2')).rejects.toThrow()
  await writeFile(join(folder, 'secrets.key'), 'short')
  await expect(openKeyFileSecrets(folder)).rejects.toThrow(/damaged/)
})
