// The short form of `npm run start-matrix`: every start that cannot be ends with its sentence, in
// the user's language, and leaves nothing behind.
import { mkdtemp, readdir, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { defaultDataFolder, defaultMemoryFolder } from '#main/platform/files/dataFolder.ts'
import { failedStarts } from '../starting/failedStarts.ts'
import { hear } from '../starting/processes.ts'

const host = new URL('../../src-main/hosts/local/main.ts', import.meta.url).pathname
const languages = { fr: 'fr_FR.UTF-8', en: 'en_GB.UTF-8' } as const

it.each(failedStarts)('$name', async ({ code, says, prepare, obstacle }) => {
  const reason = obstacle?.() ?? null
  if (reason !== null) return console.log(`Not tried: ${reason}.`)
  const folder = await mkdtemp(join(tmpdir(), 'webox-start-'))
  await chmod(folder, 0o755)
  const { args, env, after, ...launch } = await prepare(folder)
  const before = await readdir(folder, { recursive: true })
  try {
    await Promise.all(
      (['fr', 'en'] as const).map(async (language) => {
        const ended = await hear(process.execPath, [host, '--no-open', ...args], {
          ...launch,
          env: { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG: languages[language], ...env },
        })
        expect(ended.said).toMatch(says[language])
        expect(ended.said).not.toMatch(/^\s+at /m)
        expect(ended.code).toBe(code)
      }),
    )
    expect(await readdir(folder, { recursive: true })).toEqual(before)
  } finally {
    after?.()
    await rm(folder, { recursive: true })
  }
})

it.each(['', 'relative', '.', './here', '~/data'])(
  'a data folder is never made where the program stands, whatever %j the system’s variables say',
  (value) => {
    for (const platform of ['linux', 'win32'] as const) {
      const usual = [defaultDataFolder(platform, {}), defaultMemoryFolder(platform, {})]
      const named = {
        XDG_DATA_HOME: value,
        XDG_STATE_HOME: value,
        APPDATA: value,
        LOCALAPPDATA: value,
      }
      expect([defaultDataFolder(platform, named), defaultMemoryFolder(platform, named)]).toEqual(
        usual,
      )
    }
  },
)
