// Test projects: what needs a DOM runs with one, everything else in plain Node. Browser end-to-end
// tests run last, one at a time.
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const node = (name: string, more: object = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.ts`], environment: 'node', ...more },
})

/**
 * Node runs these tests and the sources as the local host does, without a bundler in between, and
 * loads each module once for all files of a worker: loading used to be a third of the time. So no
 * test here replaces a module (`vi.mock`), and none leaves something behind in one.
 */
const plain = (name: string, more: object = {}) =>
  node(name, {
    isolate: false,
    experimental: { viteModuleRunner: false, nodeLoader: false },
    setupFiles: ['tests/setup/builtThreads.ts'],
    ...more,
  })

/**
 * Tests that need the bundler's way of loading: those of the Electron shell put a stand-in in the
 * place of `electron`, and one leads from the main process to the doors of the interface.
 */
const bundled = ['tests/hosts/**/electron*.test.ts', 'tests/main/dashboard/today.test.ts']

export default defineConfig({
  plugins: [vue()],
  test: {
    // Nothing is measured by a test: these only end what hangs, and a busy machine must not reach
    // them.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    projects: [
      plain('shared'),
      plain('main', { exclude: bundled }),
      plain('hosts', { exclude: bundled }),
      node('bundled', { include: bundled }),
      plain('architecture'),
      plain('relay', { testTimeout: 180_000 }),
      plain('faults', { testTimeout: 300_000 }),
      plain('e2e', {
        testTimeout: 180_000,
        fileParallelism: false,
        setupFiles: ['tests/setup/builtThreads.ts', 'tests/e2e/pages/shownOnFailure.ts'],
      }),
      {
        extends: true as const,
        test: {
          name: 'renderer',
          include: ['tests/renderer/**/*.test.ts'],
          environment: 'happy-dom',
        },
      },
    ],
  },
})
