// docs/security.md names tests that exist, and what can be seen in the sources alone: one window,
// frames in which nothing runs, no foreign HTML in the interface, the fuses of the packages.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { citations, missingTests, rowsWithoutProof, threatRows } from './securityPage.ts'
import { filesUnder, root, type SourceFile } from './sourceFiles.ts'

const page = readFileSync(`${root}docs/security.md`, 'utf8')

describe('docs/security.md', () => {
  it('names tests that are there, under their names', () => {
    expect(citations(page).length).toBeGreaterThan(80)
    expect(missingTests(page)).toEqual([])
  })

  it('has a proof or a reason in each row, and no row twice', () => {
    const ids = threatRows(page).map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(50)
    expect(ids).toEqual([...new Set(ids)])
    expect(rowsWithoutProof(page)).toEqual([])
  })
})

describe('the check', () => {
  const read = (file: string) =>
    file === 'hosts/a' ? `it('is (so)', …)\nit.each([1])(\n  "isn't %s",\n` : null
  it.each(['hosts/a: is (so)', "hosts/a: isn't %s"])('finds %s', (cited) => {
    expect(missingTests(`| E1 | x | \`${cited}\` |`, read)).toEqual([])
  })

  it.each([
    'hosts/b: is (so)',
    'e2e/b: is (so)',
    'hosts/a: is',
    'hosts/a: (so)',
    'hosts/a: is .so.',
  ])('misses %s', (cited) => {
    expect(missingTests(`| E1 | x | \`${cited}\` |`, read)).toEqual([cited])
  })

  it('sees a row that proves and says nothing', () => {
    expect(rowsWithoutProof('| E1 | x | tested |\n| E2 | x | **Open**: large |')).toEqual(['E1'])
  })
})

const measuredFrame = 'src-renderer/blockEditor/canvas/CanvasFrame.vue'
const framesThatRun = (files: SourceFile[]) =>
  files.flatMap(({ path, text }) =>
    [...text.matchAll(/<iframe\b[^>]*>/g)]
      // One frame of our own documents may be measured; it runs nothing either.
      .filter(
        ([frame]) =>
          !/\ssandbox=""/.test(frame) &&
          !(path === measuredFrame && /\ssandbox="allow-same-origin"/.test(frame)),
      )
      .map(() => path),
  )
const foreignHtml = (files: SourceFile[]) =>
  files
    .filter(({ text }) => /\bv-html=|\.innerHTML\s*=[^=]|insertAdjacentHTML\(/.test(text))
    .map(({ path }) => path)

describe('the sources', () => {
  it('make a window in one place', () => {
    const makers = filesUnder(['src-main', 'src-preload']).filter(({ text }) =>
      /new (?:BrowserWindow|BrowserView|WebContentsView)\(/.test(text),
    )
    expect(makers.map(({ path }) => path)).toEqual(['src-main/hosts/electron/appWindow.ts'])
  })

  it('show foreign HTML in frames that may do nothing, never in the interface itself', () => {
    const sources = filesUnder(['src-renderer'])
    expect(sources.filter(({ text }) => text.includes('<iframe')).length).toBeGreaterThan(1)
    expect(framesThatRun(sources)).toEqual([])
    expect(foreignHtml(sources)).toEqual([])
    const bad = [
      '<iframe srcdoc="x">',
      '<iframe sandbox="allow-scripts">',
      '<iframe sandbox="allow-same-origin">',
      '<p v-html="x" />',
    ]
    const found = bad.map((text) => ({ path: text, text }))
    expect([...framesThatRun(found), ...foreignHtml(found)]).toEqual(bad)
  })

  it('pack the application with its fuses as they should be', () => {
    const settings = readFileSync(`${root}build/electron-builder.yml`, 'utf8')
    const [, fuses = ''] = /^electronFuses:\n((?: {2}\S.*\n)+)/m.exec(settings) ?? []
    expect(fuses.trim().split(/\n\s*/).sort()).toEqual([
      'enableCookieEncryption: true',
      'enableEmbeddedAsarIntegrityValidation: true',
      'enableNodeCliInspectArguments: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'grantFileProtocolExtraPrivileges: false',
      'onlyLoadAppFromAsar: true',
      'runAsNode: false',
    ])
  })
})
