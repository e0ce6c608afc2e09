// Makes a .deb with the system's dpkg-deb from what electron-builder tells `fpm`, which it would fetch
// from a release host otherwise. Set as CUSTOM_FPM_PATH by electronPackage.js.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Options of fpm that have no value. */
const flags = new Set(['--force', '--debug'])
const repeated = new Set(['-d', '--deb-recommends'])

/** @returns what was asked: values by option, lists of those that may be repeated, and the files */
export function readFpmArguments(given) {
  const asked = { files: [], '-d': [], '--deb-recommends': [] }
  for (let place = 0; place < given.length; place++) {
    const name = given[place]
    if (flags.has(name)) continue
    if (!name.startsWith('-')) asked.files.push(name.split('='))
    else if (repeated.has(name)) asked[name].push(given[++place])
    else asked[name] = given[++place]
  }
  return asked
}

/** The control file; its texts may have several lines. @param bytes size once installed */
export function controlFile(asked, bytes) {
  const [first = '', ...rest] = asked['--description'].split('\n').map((line) => line.trim())
  const lines = [first, ...rest].filter((line) => line !== '')
  const fields = {
    Package: asked['--name'],
    Version: asked['--version'],
    Architecture: asked['--architecture'],
    Maintainer: asked['--maintainer'],
    'Installed-Size': Math.ceil(bytes / 1024),
    Depends: asked['-d'].join(', '),
    Recommends: asked['--deb-recommends'].join(', '),
    Section: asked['--category'] ?? 'default',
    Priority: asked['--deb-priority'] ?? 'optional',
    Homepage: asked['--url'],
    Description: lines.join('\n '),
  }
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}

function sizeOf(path) {
  const entry = statSync(path)
  if (!entry.isDirectory()) return entry.size
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}

export function makeDeb(asked) {
  const folder = mkdtempSync(join(tmpdir(), 'webox-deb-'))
  try {
    for (const [from, to] of asked.files) {
      mkdirSync(dirname(join(folder, to)), { recursive: true })
      // `folder/` means what is in it, as for rsync.
      cpSync(from, join(folder, to), { recursive: true, verbatimSymlinks: true })
    }
    const bytes = sizeOf(folder)
    mkdirSync(join(folder, 'DEBIAN'))
    writeFileSync(join(folder, 'DEBIAN', 'control'), controlFile(asked, bytes))
    for (const [option, name] of Object.entries({
      '--after-install': 'postinst',
      '--after-remove': 'postrm',
    }))
      if (asked[option] !== undefined) {
        cpSync(asked[option], join(folder, 'DEBIAN', name))
        spawnSync('chmod', ['755', join(folder, 'DEBIAN', name)])
      }
    // What temporary files are made with is not what a system's folders are.
    spawnSync('chmod', ['-R', 'go=rX,u+rwX', folder])
    return spawnSync(
      'dpkg-deb',
      ['--root-owner-group', '-Zxz', '--build', folder, asked['--package']],
      { stdio: 'inherit' },
    ).status
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.filename === process.argv[1])
  process.exitCode = makeDeb(readFpmArguments(process.argv.slice(2))) ?? 1
