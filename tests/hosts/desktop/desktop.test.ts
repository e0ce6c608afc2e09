// What the desktop offers beside its window, without Electron: starting with the computer, a number on
// the icon, spelling, the right mouse button, zoom.
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contextMenu, type ClickedPlace } from '#main/desktop/contextMenu.ts'
import { badgeDot, badgeSize, watchDue } from '#main/desktop/dueBadge.ts'
import { desktopWords } from '#main/desktop/desktopWords.ts'
import { autostartEntry, autostartFile } from '#main/desktop/login/autostartFile.ts'
import { loginStartOf, stayingWith } from '#main/desktop/login/loginStart.ts'
import { menuTemplate } from '#main/desktop/menuTemplate.ts'
import { readCommandLine } from '#main/desktop/opening/commandLine.ts'
import { watchSending } from '#main/desktop/sendingWatch.ts'
import { hasSystemSpelling, limitSpelling } from '#main/desktop/spelling.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webox login é-'))
})
afterEach(() => rm(folder, { recursive: true }))

const noCalls = {
  getLoginItemSettings: () => expect.fail('Nobody is asked.'),
  setLoginItemSettings: () => expect.fail('Nobody is asked.'),
}

describe('starting with the computer, on Linux', () => {
  const file = () => join(folder, 'autostart', 'webox-marketing.desktop')
  const login = (environment: NodeJS.ProcessEnv = {}, dataFolder: string | null = null) =>
    loginStartOf(
      noCalls,
      {
        ...{ platform: 'linux', home: '/nowhere', program: '/opt/WeBox Marketing/webox-marketing' },
        environment: { XDG_CONFIG_HOME: folder, ...environment },
      },
      dataFolder,
    )

  it('is off at first, and writes nothing', async () => {
    expect(await login().isOn()).toBe(false)
    await expect(stat(file())).rejects.toThrow('ENOENT')
  })

  it('is a file of the desktop, for the user only, and gone again', async () => {
    const start = login()
    await start.set(true)
    expect(await start.isOn()).toBe(true)
    expect(await readFile(file(), 'utf8')).toContain(
      'Exec="/opt/WeBox Marketing/webox-marketing" "--hidden"\n',
    )
    expect((await stat(file())).mode & 0o077).toBe(0)
    await start.set(false)
    await start.set(false)
    expect(await start.isOn()).toBe(false)
  })

  it('names the data that was chosen, and the file of an AppImage where it is now', async () => {
    const first = login({ APPIMAGE: '/home/léa/WeBox 1.AppImage' }, '/mnt/clé usb')
    await first.set(true)
    expect(await readFile(file(), 'utf8')).toContain(
      'Exec="/home/léa/WeBox 1.AppImage" "--hidden" "--data" "/mnt/clé usb"',
    )
    expect(await login({ APPIMAGE: '/home/léa/WeBox 2.AppImage' }).isOn()).toBe(true)
    expect(await readFile(file(), 'utf8')).toContain('Exec="/home/léa/WeBox 2.AppImage" "--hidden"')
  })

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
    'stays off where its user switched it off in the desktop (%s)',
    async (line) => {
      await mkdir(join(folder, 'autostart'))
      const kept = `[Desktop Entry]\nExec=old\n${line}\n`
      await writeFile(file(), kept)
      expect(await login().isOn()).toBe(false)
      expect(await readFile(file(), 'utf8')).toBe(kept)
    },
  )

  it('says so where the file cannot be written, and is not on then', async () => {
    await writeFile(join(folder, 'autostart'), 'a file where a folder should be')
    await expect(login().set(true)).rejects.toThrow()
    const { login: kept, stays } = await stayingWith(login(), false)
    await expect(kept?.set(true)).rejects.toThrow()
    expect(stays()).toBe(false)
  })

  it('escapes what means something to a desktop, and refuses what cannot be said', () => {
    expect(autostartEntry(['/a "b" `c` $d \\ 100%', '--hidden'])).toContain(
      'Exec="/a \\\\"b\\\\" \\\\`c\\\\` \\\\$d \\\\\\\\ 100%%" "--hidden"',
    )
    expect(() => autostartEntry(['/a\nExec=evil'])).toThrow(/line break/)
  })

  it('leaves a file that is there whole where it cannot write another', async () => {
    const start = autostartFile(file(), ['/a'])
    await start.set(true)
    await mkdir(`${file()}.new`)
    await expect(autostartFile(file(), ['/b']).set(true)).rejects.toThrow()
    expect(await readFile(file(), 'utf8')).toBe(autostartEntry(['/a']))
    await chmod(file(), 0o600)
  })
})

describe('starting with the computer, elsewhere', () => {
  it('is what the system says, with the same arguments', async () => {
    const calls: unknown[] = []
    const app = {
      getLoginItemSettings: (item: unknown) => {
        calls.push(item)
        return { openAtLogin: true }
      },
      setLoginItemSettings: (item: unknown) => void calls.push(item),
    }
    const system = { environment: {}, home: 'C:\\Users\\Léa', program: 'C:\\W\\w.exe' }
    const login = loginStartOf(app, { platform: 'win32', ...system }, 'D:\\Mes données')
    expect(await login.isOn()).toBe(true)
    await login.set(false)
    const item = { path: 'C:\\W\\w.exe', args: ['--hidden', '--data', '"D:\\Mes données"'] }
    expect(calls).toEqual([item, { ...item, openAtLogin: false }])
  })
})

describe('without a window', () => {
  it('is wanted by an option, which opens none for a second start', () => {
    expect(readCommandLine(['--hidden'], '/').hidden).toBe(true)
    expect(readCommandLine(['webox://tasks', '--hidden'], '/').hidden).toBe(false)
  })

  it('stays for as long as it starts with the computer, and tells what waits', async () => {
    let isOn = true
    const given = {
      isOn: () => Promise.resolve(isOn),
      set: (next: boolean) => Promise.resolve(void (isOn = next)),
    }
    const { login, stays } = await stayingWith(given, false)
    const done: unknown[] = []
    const watch = watchSending(() => Promise.resolve({ isSending: false, waiting: 3 }), {
      keepAwake: (awake) => void done.push(awake),
      showWaiting: (waiting) => void (waiting === null || done.push(waiting)),
      stays,
      quit: () => void done.push('quit'),
    })
    watch.windowClosed()
    await watch.look()
    // It waits, and lets the computer sleep.
    expect(done.every((what) => what === 3)).toBe(true)
    await login?.set(false)
    await watch.look()
    expect(done.at(-1)).toBe('quit')
  })

  it('stays where it was started so, and where nobody can ask the system', async () => {
    expect((await stayingWith(null, true)).stays()).toBe(true)
    const broken = { isOn: () => Promise.reject(new Error('no')), set: () => Promise.resolve() }
    expect((await stayingWith(broken, false)).stays()).toBe(false)
  })
})

describe('the number on the icon', () => {
  it('is shown where it is another one, and taken away at nothing', async () => {
    let due: number | Error = 0
    const shown: number[] = []
    const badge = watchDue(
      () => (due instanceof Error ? Promise.reject(due) : Promise.resolve(due)),
      (count) => void shown.push(count),
    )
    for (const next of [0, 2, 2, new Error('closed'), 3]) {
      due = next
      await badge.look()
    }
    badge.again()
    due = 0
    await badge.look()
    badge.again()
    expect(shown).toEqual([2, 3, 3, 0])
  })

  it('is not overtaken by an answer that comes late', async () => {
    const answers: ((due: number) => void)[] = []
    const shown: number[] = []
    const badge = watchDue(
      () => new Promise((resolve) => answers.push(resolve)),
      (count) => void shown.push(count),
    )
    const looks = [badge.look(), badge.look()]
    answers[1]?.(5)
    answers[0]?.(4)
    await Promise.all(looks)
    expect(shown).toEqual([5])
  })

  it('is a dot on Windows: full in the middle, nothing at the corners', () => {
    const dot = badgeDot()
    expect(dot).toHaveLength(badgeSize * badgeSize * 4)
    const alpha = (x: number, y: number) => dot[(y * badgeSize + x) * 4 + 3]
    expect([alpha(8, 8), alpha(0, 0), alpha(15, 15)]).toEqual([255, 0, 0])
    expect(desktopWords('fr').due(1)).toBe('1 tâche à faire')
    expect(desktopWords('en').due(2)).toBe('2 tasks due')
  })
})

describe('spelling', () => {
  it('is checked by the system alone, and nothing is fetched', () => {
    const seen = (platform: NodeJS.Platform) => {
      const set: unknown[] = []
      limitSpelling(
        {
          setSpellCheckerEnabled: (isOn) => void set.push(isOn),
          setSpellCheckerDictionaryDownloadURL: (url) => void set.push(new URL(url).hostname),
        },
        platform,
      )
      return set
    }
    expect(seen('darwin')).toEqual(['127.0.0.1', true])
    // First nowhere, then whether: no dictionary is asked for in between.
    expect([seen('win32'), seen('linux')]).toEqual([
      ['127.0.0.1', false],
      ['127.0.0.1', false],
    ])
    expect(hasSystemSpelling('linux')).toBe(false)
  })
})

describe('the right mouse button', () => {
  const place = (more: Partial<ClickedPlace> = {}): ClickedPlace => ({
    ...{ isEditable: true, selectionText: '', misspelledWord: '', dictionarySuggestions: [] },
    editFlags: { canCut: false, canCopy: false, canPaste: true, canSelectAll: true },
    ...more,
  })
  const labels = (given: ClickedPlace, language = 'fr') =>
    contextMenu(given, desktopWords(language), () => undefined).map(
      ({ label, type, enabled }) => type ?? `${label}${enabled === false ? ' (off)' : ''}`,
    )

  it('has nothing where there is nothing to do, and copies what is marked', () => {
    expect(labels(place({ isEditable: false }))).toEqual([])
    expect(labels(place({ isEditable: false, selectionText: 'x' }))).toEqual(['Copier'])
  })

  it('has what can be done in a field, in both languages', () => {
    const rest = ['separator', 'Tout sélectionner']
    expect(labels(place())).toEqual(['Couper (off)', 'Copier (off)', 'Coller', ...rest])
    expect(labels(place(), 'en')).toContain('Paste')
  })

  it('has at most five spellings, or says that there is none', () => {
    const dictionarySuggestions = ['a&b', 'b', 'c', 'd', 'e', 'f']
    expect(labels(place({ misspelledWord: 'x', dictionarySuggestions })).slice(0, 6)).toEqual([
      ...['a&&b', 'b', 'c', 'd', 'e', 'separator'],
    ])
    expect(labels(place({ misspelledWord: 'x' }))[0]).toBe('Aucune suggestion (off)')
  })
})

it('zooms by plus, minus and nought, with and without a number pad', () => {
  const items = menuTemplate(desktopWords('fr'), 'linux').flatMap(({ submenu }) => submenu ?? [])
  const keys = (role: string) =>
    items.filter((item) => item.role === role).map(({ accelerator }) => accelerator)
  expect(keys('zoomIn')).toEqual([undefined, 'CommandOrControl+=', 'CommandOrControl+numadd'])
  expect(keys('zoomOut')).toEqual([undefined, 'CommandOrControl+numsub'])
  expect(keys('resetZoom')).toEqual([undefined, 'CommandOrControl+num0'])
})
