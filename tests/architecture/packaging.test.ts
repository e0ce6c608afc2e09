// What packages are made with: the .deb's control file, the signature of an update list, the list of
// what the application is made of, and a lock file of its own that names no registry.
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isSigned, readUpdateKeys } from '#main/desktop/updates/signedProvider.ts'
import { shippedPackages } from '../../build/licences.js'
import { root } from './sourceFiles.ts'
import { lockedHosts, looseVersions, type Lock, type Manifest } from './versions.ts'

const load = async <T>(name: string): Promise<T> =>
  (await import(`${root}build/packaging/${name}`)) as T
type Asked = { files: string[][] } & Record<string, unknown>
const { controlFile, makeDeb, readFpmArguments } = await load<{
  readFpmArguments(given: string[]): Asked
  controlFile(asked: Asked, bytes: number): string
  makeDeb(asked: Asked): number | null
}>('debShim.js')
const { signList, isKnownKey } = await load<{
  signList(list: string, key: string): string
  isKnownKey(key: string, known: string): boolean
}>('signedList.js')
const { billOfMaterials } = await load<{
  billOfMaterials(): { components: { name: string; purl: string; hashes?: object[] }[] }
}>('materials.js')

const bench = mkdtempSync(join(tmpdir(), 'webox packaging é-'))
afterAll(() => rmSync(bench, { recursive: true, force: true }))

test('The packaging tools are pinned in a place of their own, and name no registry', () => {
  const folder = `${root}build/packaging/builder`
  const read = (name: string) => readFileSync(`${folder}/${name}`, 'utf8')
  expect(looseVersions(JSON.parse(read('package.json')) as Manifest)).toEqual([])
  expect(lockedHosts(JSON.parse(read('package-lock.json')) as Lock)).toEqual([])
  const own = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as Manifest
  expect(Object.keys({ ...own.dependencies, ...own.devDependencies })).not.toContain(
    'electron-builder',
  )
})

const given = (more: string[]) =>
  `-s dir --force -t deb -d libgtk-3-0 -d libnss3 --deb-recommends libappindicator3-1
  --architecture amd64 --name webox-marketing --version 1.2.3 --url https://example.org`
    .split(/\s+/)
    .concat('--maintainer', 'WeBox <a@example.org>', '--description', 'Short\n Long text', ...more)

test('What fpm would be told becomes a control file', () => {
  expect(controlFile(readFpmArguments(given([])), 2048)).toBe(
    [
      'Package: webox-marketing',
      'Version: 1.2.3',
      'Architecture: amd64',
      'Maintainer: WeBox <a@example.org>',
      'Installed-Size: 2',
      'Depends: libgtk-3-0, libnss3',
      'Recommends: libappindicator3-1',
      'Section: default',
      'Priority: optional',
      'Homepage: https://example.org',
      'Description: Short',
      ' Long text',
      '',
    ].join('\n'),
  )
})

const hasDpkg = spawnSync('dpkg-deb', ['--version']).status === 0
if (!hasDpkg) console.log('dpkg-deb is not installed: no .deb was made.')

test.skipIf(!hasDpkg)('A .deb holds its files where they belong, readable by everybody', () => {
  const from = join(bench, 'application')
  mkdirSync(from)
  writeFileSync(join(from, 'webox-marketing'), '#!/bin/sh\n', { mode: 0o700 })
  writeFileSync(join(bench, 'after'), '#!/bin/sh\nexit 0\n')
  const deb = join(bench, 'made.deb')
  const files = [`${from}/=/opt/WeBox Marketing`, `${bench}/after=/usr/share/one/two.png`]
  const more = ['--after-install', join(bench, 'after'), '--package', deb, ...files]
  expect(makeDeb(readFpmArguments(given(more)))).toBe(0)
  const { stdout } = spawnSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' })
  expect(stdout).toMatch(/^-rwxr-xr-x root\/root .* \.\/opt\/WeBox Marketing\/webox-marketing$/m)
  expect(stdout).toMatch(/^-rw-r--r-- root\/root .* \.\/usr\/share\/one\/two\.png$/m)
  const scripts = spawnSync('dpkg-deb', ['--ctrl-tarfile', deb])
  const listed = spawnSync('tar', ['t'], { input: scripts.stdout, encoding: 'utf8' }).stdout
  expect(listed).toContain('postinst')
})

test('An update list is signed with its name by ed25519, and by no other key', () => {
  const list = join(bench, 'latest.yml')
  writeFileSync(list, 'version: 1.2.3\n')
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const signature = readFileSync(signList(list, pem), 'utf8')
  expect(isSigned('latest.yml', 'version: 1.2.3\n', signature, [publicKey])).toBe(true)
  expect(isSigned('latest.yml', 'version: 1.2.4\n', signature, [publicKey])).toBe(false)
  expect(isSigned('latest-mac.yml', 'version: 1.2.3\n', signature, [publicKey])).toBe(false)
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  expect(() => signList(list, other.export({ type: 'pkcs8', format: 'pem' }).toString())).toThrow(
    'not ed25519',
  )
})

test('A release is not signed by a key that the application does not know', () => {
  const keys = ['ed25519', 'ed25519'].map(() =>
    generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }),
  )
  const [ours, next] = keys
  const known = `Two of them.\n${keys.map(({ publicKey }) => publicKey).join('')}`
  expect(readUpdateKeys(known)).toHaveLength(2)
  expect(isKnownKey(next?.privateKey ?? '', known)).toBe(true)
  expect(isKnownKey(next?.privateKey ?? '', ours?.publicKey ?? '')).toBe(false)
  // The one in the project is a placeholder until somebody makes a release.
  expect(readUpdateKeys(readFileSync(`${root}resources/update-keys.pem`, 'utf8'))).toEqual([])
})

test('The list of materials names every shipped package with its checksum', () => {
  const { components } = billOfMaterials()
  expect(components).toHaveLength(shippedPackages().length)
  expect(components.filter(({ hashes }) => hashes === undefined)).toEqual([])
  expect(components.map(({ purl }) => purl)).toContain('pkg:npm/%40orpc/server@1.16.1')
})
