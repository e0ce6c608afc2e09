// Runs a developer's tool, or a script of this project, on the project's Node: `node build/tool.js
// eslint .`. Where nothing is installed yet, says what to do instead of failing in the tool's words.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { missingNatives } from './dependencies/nativePackages.js'
import { exitCodeOf, inModules, projectNode, root, runApplication } from './processes.js'
import { notInstalled } from './startError.js'

const [name, ...parameters] = process.argv.slice(2)
const isScript = /\.[jt]s$/.test(name)

/** A script's own imports are not known here: the tests' package stands for all of them. */
function isReady() {
  const isThere = existsSync(projectNode()) && existsSync(inModules(isScript ? 'vitest' : name))
  return (
    isThere && missingNatives(readFileSync(join(root, 'package-lock.json'), 'utf8')).length === 0
  )
}

/** Path of the program that a package offers under its own name. */
function programOf() {
  const { bin } = JSON.parse(readFileSync(inModules(name, 'package.json'), 'utf8'))
  return inModules(name, typeof bin === 'string' ? bin : bin[name])
}

if (isReady()) {
  const program = isScript ? join(root, name) : programOf()
  process.exitCode = exitCodeOf(await runApplication(projectNode(), [program, ...parameters]))
} else {
  console.error(notInstalled)
  process.exitCode = 1
}
