// What a start hands over: read from command lines of three systems, kept until a page asks, read
// from the disk and never run.
import { execFileSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, posix, win32 } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCommandLine, readSecondStart } from '#main/desktop/opening/commandLine.ts'
import { readGivenFile } from '#main/desktop/opening/givenFile.ts'
import { listenForOpening } from '#main/desktop/opening/listening.ts'
import { createOpenRequests } from '#main/desktop/opening/openRequests.ts'

const file = (path: string) => ({ kind: 'file', path })
const link = (text: string) => ({ kind: 'link', link: text })
const linux = (...args: string[]) => readCommandLine(args, '/home/léa/mes fichiers', posix)
const windows = (...args: string[]) => readCommandLine(args, 'C:\\Users\\Léa', win32)

describe('a command line', () => {
  it('without anything opens nothing', () => {
    expect(linux()).toEqual({ data: null, demo: false, hidden: false, given: [] })
  })

  it('has paths with spaces and accents, relative ones from its own folder, and file addresses', () => {
    expect(
      linux('/tmp/à b.csv', 'été.vcf', '../x.xlsx', 'file:///tmp/%C3%A0%20b.csv').given,
    ).toEqual(
      ['/tmp/à b.csv', '/home/léa/mes fichiers/été.vcf', '/home/léa/x.xlsx', '/tmp/à b.csv'].map(
        file,
      ),
    )
  })

  it('has paths of Windows: drives, shares, relative ones', () => {
    expect(
      windows(
        'D:\\Mes clients\\é.csv',
        '\\\\poste\\dossier\\a.vcf',
        'a.csv',
        'file:///D:/a%20b.csv',
      ).given,
    ).toEqual(
      [
        'D:\\Mes clients\\é.csv',
        '\\\\poste\\dossier\\a.vcf',
        'C:\\Users\\Léa\\a.csv',
        'D:\\a b.csv',
      ].map(file),
    )
  })

  it('has options and what is to be opened in any order, and leaves Chromium its own', () => {
    expect(linux('a.csv', '--demo', '--no-sandbox', '--data', '/d', '--x=y', '/b.csv')).toEqual({
      ...{ data: '/d', demo: true, hidden: false },
      given: [file('/home/léa/mes fichiers/a.csv'), file('/b.csv')],
    })
  })

  it('believes nothing but links behind a link', () => {
    expect(linux('webox://tasks', '--data=/evil', '--demo', '/a.csv', 'webox://lead/1')).toEqual({
      ...{ data: null, demo: false, hidden: false },
      given: [link('webox://tasks'), link('webox://lead/1')],
    })
    expect(linux('--data', '/d', '--', 'webox://tasks')).toMatchObject({
      ...{ data: '/d', given: [link('webox://tasks')] },
    })
  })

  it.each([
    'file://host/share/a.csv',
    'file:///a%2fb.csv',
    'file:///%ZZ',
    'https://x.example/a.csv',
  ])('does not open %s', (text) => {
    expect(linux(text).given).toMatchObject([{ kind: 'refused' }])
  })

  it('of a second start is read with the folder of that one, and what Chromium makes of it is not asked', () => {
    const told = { args: ['a.csv'], folder: '/elsewhere' }
    expect(readSecondStart(told, ['app', '--x', '/b.csv'], '/here').given).toEqual([
      file('/elsewhere/a.csv'),
    ])
    for (const nothing of [undefined, null, 'a', { args: 'a.csv', folder: 1 }])
      expect(readSecondStart(nothing, ['app', '--x', 'b.csv'], '/here').given).toEqual([
        file('/here/b.csv'),
      ])
  })
})

describe('a file', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webox ouvrir é-'))
    await writeFile(join(folder, 'à b.CSV'), 'email\nlea@example.org\n')
    await writeFile(join(folder, 'a.exe'), 'x')
    await writeFile(join(folder, 'noir.csv'), 'x')
    await chmod(join(folder, 'noir.csv'), 0)
    await mkdir(join(folder, 'dossier.csv'))
    await symlink(join(folder, 'a.exe'), join(folder, 'a'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  const read = (name: string, max?: number) => readGivenFile(join(folder, name), max)

  it('is handed over with its name and content', async () => {
    const request = await read('à b.CSV')
    if (request.kind !== 'file') return expect.fail('It was refused.')
    expect([request.file.name, await request.file.text()]).toEqual([
      'à b.CSV',
      'email\nlea@example.org\n',
    ])
  })

  it.each([
    ['absent.csv', 'file_absent'],
    ['à b.CSV/a.csv', 'file_absent'],
    ['a\u0000.csv', 'file_absent'],
    ['dossier.csv', 'file_folder'],
    ['a.exe', 'file_kind'],
    ['a', 'file_kind'],
  ])('%j is refused: %s', async (name, reason) => {
    expect(await read(name)).toMatchObject({ kind: 'refused', reason })
  })

  it('that is too large is refused before it is read', async () => {
    expect(await read('à b.CSV', 5)).toMatchObject({ reason: 'file_too_large', name: 'à b.CSV' })
  })

  it.skipIf(process.platform === 'win32')('that is a pipe is not waited for', async () => {
    execFileSync('mkfifo', [join(folder, 'tube.csv')])
    expect(await read('tube.csv')).toMatchObject({ reason: 'file_kind' })
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'that may not be read is said to be so',
    async () => {
      expect(await read('noir.csv')).toMatchObject({ reason: 'file_denied' })
    },
  )

  it('is found by its address, too', async () => {
    const { given } = readCommandLine([pathToFileURL(join(folder, 'à b.CSV')).href], '/')
    const requests = createOpenRequests()
    requests.add(given)
    expect(await requests.next()).toMatchObject({ kind: 'file' })
  })
})

const asText = (path: string) =>
  Promise.resolve({ kind: 'file' as const, file: new File(['x'], path) })

describe('what waits', () => {
  it('is taken in its order, once, and tells who listens', async () => {
    const requests = createOpenRequests(asText)
    let told = 0
    requests.subscribe(() => (told += 1))
    requests.add([])
    expect([told, requests.count(), await requests.next()]).toEqual([0, 0, null])
    requests.add(linux('/a.csv', 'webox://lead/5', 'webox://evil').given)
    expect([told, requests.count()]).toEqual([1, 3])
    expect(requests.left()).toEqual(['/a.csv', 'webox://lead/5', 'webox://evil'])
    expect(await requests.next()).toMatchObject({ kind: 'file' })
    expect(await requests.next()).toEqual({ kind: 'view', path: '/crm?lead=5' })
    expect(await requests.next()).toMatchObject({ kind: 'refused', reason: 'link_unknown' })
    expect([requests.count(), await requests.next(), requests.left()]).toEqual([0, null, []])
  })

  it('does not grow without end, and says so once', () => {
    const requests = createOpenRequests(asText)
    for (let round = 0; round < 5; round++)
      requests.add(linux(...Array.from({ length: 9 }, (_, index) => `/${index}.csv`)).given)
    expect(requests.count()).toBe(21)
  })

  it('shows a name in one line that is not turned around', async () => {
    const requests = createOpenRequests(asText)
    requests.add(linux(`webox://a\u202Evsc.exe\n${'x'.repeat(1_000)}`).given)
    const request = await requests.next()
    if (request?.kind !== 'refused') return expect.fail('It was not refused.')
    expect(request.name).toMatch(/^webox:\/\/a vsc\.exe x+…$/)
    expect(request.name.length).toBeLessThan(100)
  })
})

describe('while it runs', () => {
  function listening() {
    const app = new EventEmitter()
    const requests = createOpenRequests(asText)
    let shown = 0
    listenForOpening(app, requests, () => (shown += 1))
    let prevented = 0
    const hand = (event: string, given: string) =>
      app.emit(event, { preventDefault: () => (prevented += 1) }, given)
    return { app, requests, hand, seen: () => ({ shown, prevented, waits: requests.left() }) }
  }

  it('takes what macOS hands over', () => {
    const { hand, seen } = listening()
    hand('open-file', '/Users/léa/a b.csv')
    hand('open-url', 'webox://tasks')
    expect(seen()).toEqual({
      shown: 2,
      prevented: 2,
      waits: ['/Users/léa/a b.csv', 'webox://tasks'],
    })
  })

  it('takes no path for a link', async () => {
    const { hand, requests } = listening()
    hand('open-url', '/etc/passwd.csv')
    expect(await requests.next()).toMatchObject({ kind: 'refused', reason: 'link_unknown' })
  })

  it('comes to the front for a second start, with or without anything', () => {
    const { app, seen } = listening()
    app.emit('second-instance', {}, ['app'], '/here', { args: [], folder: '/here' })
    app.emit('second-instance', {}, ['app'], '/here', { args: ['a.csv'], folder: '/there' })
    expect(seen()).toMatchObject({ shown: 2, waits: [join('/there', 'a.csv')] })
  })
})
