// Checks the texts in resources/ by their schemas, in the build and in a test: a wrong file stops the
// build with its name and the place in it. Must run on the Node of the dependencies, which reads the
// schemas' TypeScript as it is.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './processes.js'

const templates = 'src-main/features/funnels/templates'
const writer = 'src-main/features/assistant/builtin'

/** Which schema a file has. A JSON file without one may not lie in resources/. */
const schemas = [
  { files: /^templates\/[^/]+$/, from: `${templates}/templateFile.ts`, name: 'TemplateFile' },
  {
    files: /^texts\/funnelPages\.json$/,
    from: `${templates}/templateWords.ts`,
    name: 'FunnelPagesFile',
  },
  {
    files: /^texts\/welcomeEmails\.json$/,
    from: `${templates}/welcomeEmails.ts`,
    name: 'WelcomeEmailsFile',
  },
  {
    files: /^writer\/campaigns\.json$/,
    from: `${writer}/campaignWords.ts`,
    name: 'CampaignWordsFile',
  },
  {
    files: /^writer\/funnelMessages\.json$/,
    from: `${writer}/funnelMessages.ts`,
    name: 'FunnelMessagesFile',
  },
  { files: /^writer\/funnels\.json$/, from: `${writer}/funnelWords.ts`, name: 'FunnelWordsFile' },
  {
    files: /^writer\/budgetAdvice\.json$/,
    from: `${writer}/budgetAdvice.ts`,
    name: 'BudgetAdviceFile',
  },
  {
    files: /^mail\/providers\.json$/,
    from: 'src-main/features/email/discovery/providerFile.ts',
    name: 'ProvidersFile',
  },
  {
    files: /^mail\/signIns\.json$/,
    from: 'src-main/features/email/signIns/signInFile.ts',
    name: 'SignInsFile',
  },
  {
    files: /^mail\/senderRecords\.json$/,
    from: 'src-main/features/email/domain/senderFile.ts',
    name: 'SendersFile',
  },
  {
    files: /^demo\/demoData\.json$/,
    from: 'src-main/features/system/demoTexts.ts',
    name: 'DemoDataFile',
  },
]

/**
 * What is wrong in the JSON files of a folder, a sentence each: the file, the place in it, and why.
 * @param {string} folder resources/, or a copy with a mistake in it
 */
export async function resourceProblems(folder = join(root, 'resources')) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const problems = await Promise.all(files.map((file) => problemsOf(folder, file)))
  return problems.flat()
}

async function problemsOf(folder, file) {
  const path = relative(folder, file).split(sep).join('/')
  const named = (place, why) => `resources/${path}${place === '' ? '' : `: ${place}`}: ${why}`
  const row = schemas.find(({ files }) => files.test(path))
  if (row === undefined) return [named('', 'no schema says what this file is')]
  let content
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return [named('', error.message)]
  }
  const { [row.name]: schema } = await import(pathToFileURL(join(root, row.from)).href)
  const { success, error } = schema.safeParse(content)
  const issues = success
    ? []
    : error.issues.map(({ path, message }) => named(placeIn(path), message))
  return row.name === 'TemplateFile' && `${content.id}.json` !== basename(file)
    ? [...issues, named('id', 'a template is called as its file')]
    : issues
}

/** `steps[2].title.en` */
const placeIn = (path) =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')

/** The same as a plugin of the bundler: the build fails where a file is wrong. */
export const resourceCheck = (folder) => ({
  name: 'resource-check',
  async buildStart() {
    const problems = await resourceProblems(folder)
    if (problems.length > 0) this.error(`Wrong in resources/:\n${problems.join('\n')}`)
  },
})
