// Sealed files: whole or not at all, whatever was done to them, and under one passphrase only.
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSealedFile, opensWith, unsealed } from '#main/platform/sealing/sealedFile.ts'
import { SealError } from '#main/platform/sealing/sealHeader.ts'
import { passphraseText } from '#shared/rules/passphrase.ts'

const frame = 1024
const phrase = 'Été à Évian, 12 cygnes'
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'webox-seal-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pathOf = (name: string) => join(folder, name)
async function sealed(name: string, content: Uint8Array): Promise<string> {
  const path = pathOf(name)
  const writer = await createSealedFile(path, phrase, { frameBytes: frame, power: 14 })
  for (let at = 0; at < content.length; at += 700) writer.write(content.subarray(at, at + 700))
  writer.finish()
  return path
}
async function contentOf(path: string, passphrase = phrase): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of unsealed(path, passphrase)) parts.push(part)
  return Buffer.concat(parts)
}
const problemOf = (path: string, passphrase = phrase) =>
  contentOf(path, passphrase).then(
    () => 'opened',
    (error: unknown) => (error instanceof SealError ? error.problem : String(error)),
  )
const bytes = (length: number) => Buffer.from(Array.from({ length }, (_, index) => index % 251))

test('what was sealed is opened again, at every length around a frame', async () => {
  for (const length of [0, 1, frame - 1, frame, frame + 1, 3 * frame]) {
    const content = bytes(length)
    const path = await sealed(`length-${length}`, content)
    expect((await contentOf(path)).equals(content)).toBe(true)
    expect(statSync(path).mode & 0o077).toBe(0)
  }
})

test('nothing of the content stands in it in clear, and the same content is never sealed alike', async () => {
  const content = Buffer.from('ada@people.example '.repeat(200))
  const [one, other] = [await sealed('one', content), await sealed('other', content)]
  expect(readFileSync(one).includes('people.example')).toBe(false)
  expect(readFileSync(one).equals(readFileSync(other))).toBe(false)
})

test('a wrong passphrase is told from a damaged file', async () => {
  const path = await sealed('wrong', bytes(2_000))
  expect(await problemOf(path, 'été à Évian, 12 cygnes')).toBe('wrong')
  expect(await opensWith(path, 'another one')).toBe(false)
  expect(await opensWith(path, phrase)).toBe(true)
})

test('an accent typed on another system, a hard blank and a pasted end are the same passphrase', async () => {
  const path = await sealed('accents', bytes(10))
  expect(await problemOf(path, phrase.normalize('NFD'))).toBe('opened')
  expect(await problemOf(path, ` ${phrase.replaceAll(' ', '\u00a0')}\n`)).toBe('opened')
  expect(passphraseText('  \u00a0 ')).toBe('')
})

test('a file that was cut, lengthened, altered or reordered anywhere is never opened', async () => {
  const content = bytes(3 * frame + 100)
  const whole = readFileSync(await sealed('whole', content))
  const path = pathOf('spoilt')
  for (const length of [whole.length - 1, 64 + 2 * (frame + 16), 64 + frame, 70, 64, 30]) {
    writeFileSync(path, whole)
    truncateSync(path, length)
    expect(await problemOf(path), `cut at ${length}`).toBe('damaged')
  }
  for (const at of [
    9,
    12,
    29,
    40,
    60,
    64,
    64 + frame + 5,
    64 + 2 * (frame + 16),
    whole.length - 1,
  ]) {
    const spoilt = Buffer.from(whole)
    spoilt[at] = (spoilt[at] ?? 0) ^ 1
    writeFileSync(path, spoilt)
    expect(await problemOf(path), `altered at ${at}`).toBe('damaged')
  }
  writeFileSync(path, Buffer.concat([whole, whole.subarray(64)]))
  expect(await problemOf(path)).toBe('damaged')
  const [first, second] = [64, 64 + frame + 16]
  const swapped = Buffer.from(whole)
  whole.copy(swapped, first, second, second + frame + 16)
  whole.copy(swapped, second, first, second)
  writeFileSync(path, swapped)
  expect(await problemOf(path)).toBe('damaged')
})

test('a file of another kind and one of a later format are told as such', async () => {
  const path = pathOf('other-kind')
  writeFileSync(path, 'SQLite format 3\0 and more')
  expect(await problemOf(path)).toBe('foreign')
  writeFileSync(path, '')
  expect(await problemOf(path)).toBe('foreign')
  const later = readFileSync(await sealed('later', bytes(5)))
  later[8] = 2
  writeFileSync(path, later)
  expect(await problemOf(path)).toBe('newer')
})
