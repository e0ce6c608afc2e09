// `npm run relay`: builds the relay's one file where a source changed since, then runs it with the
// options given. Must run on Node 18 with no dependency installed.
import { ensureInstalled } from './install.js'
import { endsWithUs, exitCodeOf, projectNode, root, runApplication } from './processes.js'
import { ensureRelayBuilt, relayFile } from './bundling/relayBundle.js'
import { StartError, tellFailure } from './startError.js'

const say = (line) => console.error(line)
async function main() {
  // npm takes the `--` away; pnpm hands it on.
  const given = process.argv.slice(2).filter((option) => option !== '--')
  const isBuildOnly = given.length === 1 && given[0] === '--build'
  try {
    await ensureInstalled(say)
    const built = await ensureRelayBuilt(say)
    if (built.code !== 0) {
      if (built.interrupted === null)
        say(
          'La construction du relais a échoué (voir ci-dessus). / The relay could not be built (see above).',
        )
      return exitCodeOf(built)
    }
    if (isBuildOnly) return 0
    // npm changes the folder: a relative --data is meant from where the command was typed.
    return exitCodeOf(
      await runApplication(projectNode(), [relayFile, ...given], {
        cwd: process.env.INIT_CWD ?? process.cwd(),
        stdio: endsWithUs,
      }),
    )
  } catch (error) {
    tellFailure(error, say, root)
    return error instanceof StartError && error.interrupted
      ? exitCodeOf({ signal: error.interrupted })
      : 1
  }
}

process.exitCode = await main()
