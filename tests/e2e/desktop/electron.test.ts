// The desktop application in Electron itself, on the built files: runs wherever Electron's program is,
// and says why it did not elsewhere.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const electronFolder = join(root, 'node_modules/electron')

/** Electron's package names its program once it was fetched; asking the package would fetch it. */
function electronProgram(): string | null {
  const named = join(electronFolder, 'path.txt')
  if (!existsSync(named)) return null
  const program = join(electronFolder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(program) ? program : null
}

function whyNotHere(program: string | null): string | null {
  const { DISPLAY = '', WAYLAND_DISPLAY = '' } = process.env
  if (program === null) return 'Electron’s program is not here'
  if (process.getuid?.() === 0) return 'Electron does not start as root'
  if (process.platform === 'linux' && DISPLAY + WAYLAND_DISPLAY === '') return 'there is no screen'
  return existsSync(join(root, 'out/main/electron.js')) ? null : 'the application is not built'
}

const program = electronProgram()
const reason = whyNotHere(program)
if (reason !== null) console.log(`Electron itself was not tried: ${reason}.`)

describe.skipIf(reason !== null)('in Electron itself', () => {
  let folder: string
  let electron: ElectronApplication
  let page: Page
  const contacts = () => join(folder, 'à importer.csv')
  const args = (...given: string[]) => [root, '--data', join(folder, 'données'), ...given]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webox electron é-'))
    await writeFile(contacts(), 'email;prénom\nlea@example.org;Léa\n')
    electron = await _electron.launch({
      executablePath: program ?? '',
      args: args(contacts()),
    })
    page = await electron.firstWindow()
  })
  afterAll(async () => {
    await electron?.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** Another start, as a link or a double-click makes one. */
  async function startAgain(...given: string[]): Promise<void> {
    const again = spawn(program ?? '', args(...given), { cwd: folder, stdio: 'ignore' })
    await once(again, 'exit')
  }

  it('opens the import with the file it was started with', async () => {
    await page.getByText('à importer.csv').first().waitFor()
    expect(page.url()).toBe('app://webox/#/crm/import')
  })

  it('has a page without Node, with one function of ours', async () => {
    const inPage = await page.evaluate(() => ({
      process: typeof Reflect.get(window, 'process'),
      require: typeof Reflect.get(window, 'require'),
      bridge: Object.keys((Reflect.get(window, 'hostBridge') as object | undefined) ?? {}),
      isSecure: window.isSecureContext,
    }))
    expect(inPage).toEqual({
      ...{ process: 'undefined', require: 'undefined', bridge: ['connect'], isSecure: true },
    })
  })

  it('shows in its settings what the desktop offers', async () => {
    await page.evaluate(() => (location.hash = '#/settings'))
    await page.getByTestId('desktop').waitFor()
  })

  it('goes to the view of a link that another start brings', async () => {
    await startAgain('webox://tasks')
    await page.waitForURL('app://webox/#/crm/tasks')
  })

  it('says what a link is that leads nowhere, and stays', async () => {
    await startAgain('webox://lead/1%2f..?new=1')
    await page.getByText('webox://lead/1%2f..?new=1').waitFor()
    expect(page.url()).toBe('app://webox/#/crm/tasks')
  })

  it('finds a file of another start from the folder of that one', async () => {
    await startAgain('à importer.csv')
    await page.waitForURL('app://webox/#/crm/import')
  })

  it('stays on its own pages, and opens no second window', async () => {
    await page.evaluate(() => {
      location.href = 'https://example.org/'
      window.open('https://example.org/')
    })
    await page.waitForTimeout(500)
    expect(page.url()).toMatch(/^app:\/\/webox\//)
    expect(electron.windows()).toHaveLength(1)
  })
})
