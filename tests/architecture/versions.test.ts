// Versions are exact, the RPC packages are of one version, and the lock file works with any
// registry.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { filesUnder, root, sourceRoots } from './sourceFiles.ts'
import {
  lockedHosts,
  looseVersions,
  mixedRpcVersions,
  undeclaredImports,
  type Lock,
  type Manifest,
} from './versions.ts'

const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as Manifest
const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as Lock
const rpcVersion = '1.16.1'

describe('the manifest and the lock file', () => {
  it('pin every version exactly', () => {
    expect(looseVersions(manifest)).toEqual([])
  })

  it(`have all RPC packages at ${rpcVersion}`, () => {
    expect(mixedRpcVersions(manifest, lock, rpcVersion)).toEqual([])
  })

  it('name no registry host', () => {
    expect(lockedHosts(lock)).toEqual([])
  })

  it('declare what the sources import', () => {
    expect(undeclaredImports(filesUnder(sourceRoots), manifest)).toEqual([])
  })
})

describe('the checks', () => {
  const bad: Manifest = {
    dependencies: { '@orpc/server': '^1.16.1', zod: 'latest' },
    devDependencies: { vue: '3.5.45' },
  }

  it('see ranges and tags', () => {
    expect(looseVersions(bad)).toHaveLength(2)
  })

  it('see a different RPC version, also one nested in another package', () => {
    expect(
      mixedRpcVersions(
        bad,
        { packages: { 'node_modules/x/node_modules/@orpc/client': { version: '2.0.0' } } },
        rpcVersion,
      ),
    ).toEqual(['@orpc/server is ^1.16.1, not 1.16.1', '@orpc/client is 2.0.0, not 1.16.1'])
  })

  it('see a host in the lock file', () => {
    expect(
      lockedHosts({
        packages: {
          'node_modules/a': { resolved: 'https://example.org/a.tgz' },
          'node_modules/b': {},
        },
      }),
    ).toHaveLength(1)
  })

  it('see an import of a dev dependency in the main process, and of an unknown package anywhere', () => {
    const inMain = {
      path: 'src-main/a.ts',
      text: `import { x } from 'vue'\nimport type { y } from 'vue'\nimport { z } from 'zod/mini'`,
    }
    const inRenderer = {
      path: 'src-renderer/a.ts',
      text: `import { x } from 'vue'\nimport { y } from '@unknown/package/deep'`,
    }
    expect(undeclaredImports([inMain, inRenderer], bad)).toEqual([
      'src-main/a.ts imports vue, which is not a dependency',
      'src-renderer/a.ts imports @unknown/package, which is not declared',
    ])
  })
})
