// `npm run package`: everything people can install that can be made on this system, in dist/, with the
// list of what is in it and its checksums. What could not be made is said, and why.
import { createHash } from 'node:crypto'
import {
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ensureBuilt } from '../bundle.js'
import { installWithNpm } from '../dependencies/npmCommand.js'
import { cacheFolder, exitCodeOf, root } from '../processes.js'
import { ensureRelayBuilt } from '../bundling/relayBundle.js'
import { tellFailure } from '../startError.js'
import { filesOf, problemsOf, sizeLine } from './contents.js'
import { makeDesktopPackages } from './electronPackage.js'
import { layOut, targets } from './layout.js'
import { billOfMaterials } from './materials.js'
import { isKnownKey, signList } from './signedList.js'

const say = (line) => console.log(line)
const output = join(root, 'dist')

async function makeNpmPackage() {
  const folder = join(cacheFolder, 'packaging', 'npm')
  rmSync(folder, { recursive: true, force: true })
  layOut(folder, { for: targets, kind: 'npm' })
  const problems = problemsOf(folder, targets, 'npm')
  if (problems.length > 0) throw new Error(problems.join('\n'))
  say(`The npm package: ${sizeLine(filesOf(folder))}`)
  await installWithNpm('npm pack', ['pack', '--silent', '--pack-destination', output], say, {
    cwd: folder,
  })
  return readdirSync(output)
    .filter((name) => name.endsWith('.tgz'))
    .map((name) => join(output, name))
}

async function sha256(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** Providers with whom this application is not registered: nobody can sign in there without a registration of their own. */
function unsetClients() {
  const path = 'resources/mail/signIns.json'
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
    .providers.filter(({ clientId }) => clientId.endsWith('.invalid'))
    .map(({ id, clientId }) => [`the client id of ${id} (${path})`, clientId])
}

/** What a release must not go out with. */
function placeholders() {
  const { homepage, author } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const [, feed] = /url: (\S+)/.exec(readFileSync(join(root, 'build/electron-builder.yml'), 'utf8'))
  const named = {
    'homepage (package.json)': homepage,
    "the author's address (package.json)": author.email,
    'the update address (build/electron-builder.yml)': feed,
  }
  const found = Object.entries(named).filter(([, value]) => /\.invalid\b/.test(value))
  const keys = updateKeys()
  const publisher = publisherName()
  return [
    ...found,
    ...unsetClients(),
    ...(keys.includes('BEGIN PUBLIC KEY')
      ? []
      : [['the public key of updates (resources/update-keys.pem)', 'missing']]),
    ...(publisher === 'WeBox Marketing'
      ? [['publisherName (build/electron-builder.yml)', publisher]]
      : []),
  ]
}

const updateKeys = () => readFileSync(join(root, 'resources/update-keys.pem'), 'utf8')
const publisherName = () =>
  /publisherName: (.+)/.exec(readFileSync(join(root, 'build/electron-builder.yml'), 'utf8'))?.[1]

/** Lists of the updater, signed where there is a key; a stand-in's are of no use to anybody. */
function signedLists(made, isReal) {
  const lists = made.filter((file) => /(latest|beta)[^/\\]*\.yml$/.test(file))
  const key = process.env.UPDATE_SIGNING_KEY
  // Nobody would get these updates any more, without a word.
  if (key && !isKnownKey(key, updateKeys()))
    throw new Error(
      'UPDATE_SIGNING_KEY is none of resources/update-keys.pem: the application would not believe it.',
    )
  if (key) return { signatures: lists.map((list) => signList(list, key)), notMade: [] }
  const sentence = 'Signatures of the update lists: UPDATE_SIGNING_KEY is not set.'
  return { signatures: [], notMade: isReal || lists.length > 0 ? [sentence] : [] }
}

async function main() {
  const isRelease = process.argv.includes('--release')
  if (isRelease && placeholders().length > 0) {
    for (const [what, value] of placeholders()) say(`Placeholder: ${what} is ${value}`)
    say('A release is not made with placeholders (docs/how-to/make-a-release.md).')
    return 1
  }
  for (const built of [await ensureBuilt(say, { quiet: true }), await ensureRelayBuilt(say)])
    if (exitCodeOf(built) !== 0) return exitCodeOf(built)
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output, { recursive: true })
  const tarballs = await makeNpmPackage()
  const desktop = await makeDesktopPackages(say, output)
  const materials = join(output, 'materials.cdx.json')
  writeFileSync(materials, `${JSON.stringify(billOfMaterials(), null, 2)}\n`)
  const { signatures, notMade } = signedLists(desktop.made, desktop.isReal)
  const made = [...tarballs, ...desktop.made, ...signatures, materials]
  const sums = []
  for (const file of made) sums.push(`${await sha256(file)}  ${file.slice(output.length + 1)}`)
  writeFileSync(join(output, 'SHA256SUMS'), `${sums.join('\n')}\n`)
  say(`\nMade in ${basename(output)}/:\n${sums.map((line) => `  ${line}`).join('\n')}`)
  for (const sentence of [...desktop.notMade, ...notMade]) say(`Not made: ${sentence}`)
  for (const [what, value] of placeholders()) say(`Placeholder: ${what} is ${value}`)
  if (isRelease && !desktop.isReal) {
    say('A release needs the real Electron.')
    return 1
  }
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  tellFailure(error, (line) => console.error(line), root)
  process.exitCode = 1
}
