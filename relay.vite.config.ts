// The relay as one file that runs on a bare Node: everything it needs is in it.
import { defineConfig } from 'vite'
import { fileURLToPath } from 'node:url'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  publicDir: false,
  resolve: { alias: { '#shared': at('src-shared') } },
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: at('src-relay/main.ts'),
    outDir: at('out/relay'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rollupOptions: { output: { entryFileNames: 'relay.js', codeSplitting: false } },
  },
})
