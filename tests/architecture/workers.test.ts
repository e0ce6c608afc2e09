// Every thread has a file of its own in the built application: one that is forgotten there works from
// source, in all other tests, and nowhere else.
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'

test('Every worker thread is part of the build', () => {
  const config = readFileSync('electron.vite.config.ts', 'utf8')
  const forgotten = globSync('src-main/**/*.worker.ts')
    .map((file) => basename(file, '.ts'))
    .filter((name) => !config.includes(`'${name}':`))
  expect(forgotten).toEqual([])
})
