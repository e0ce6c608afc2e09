// Test projects: what needs a DOM runs with one, everything else in plain Node. Browser end-to-end
// tests run last, one at a time.
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const node = (name: string, more: object = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.ts`], environment: 'node', ...more },
})

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
      node('shared'),
      node('main'),
      node('hosts'),
      node('architecture'),
      node('relay', { testTimeout: 180_000 }),
      node('faults', { testTimeout: 300_000 }),
      node('e2e', { testTimeout: 180_000, fileParallelism: false }),
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
