// @vitest-environment node
// A message can neither run nor load anything where it is shown. Asked of a real browser: the sanitiser needs a real document.
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../e2e/pages/browser.ts'

const entry = fileURLToPath(new URL('../../src-renderer/ui/messageDocument.ts', import.meta.url))
const hostile = `<p onclick="steal()">Bonjour</p><script>steal()</script><iframe src="https://x.example"></iframe>
  <form action="https://x.example"><input></form><a href="javascript:steal()">lien</a><img src="https://x.example/pixel.gif" onerror="steal()">`

let browser: Browser

describe.skipIf(chromiumPath === '')('a message on screen', () => {
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it('has no script, handler, frame or form left, and loads nothing from the network', async () => {
    const page = await browser.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.evaluate(await bundled())
    const shown = String(await page.evaluate((html) => (globalThis as unknown as { shown: { messageDocument(html: string): string } }).shown.messageDocument(html), hostile))
    expect(shown).toContain('Bonjour')
    for (const bad of ['steal', '<script', '<iframe', '<form', '<input', 'javascript:', 'onclick', 'onerror']) expect(shown).not.toContain(bad)
    await page.evaluate((source) => {
      const frame = document.createElement('iframe')
      frame.setAttribute('sandbox', '')
      frame.srcdoc = source
      document.body.append(frame)
      return new Promise((resolve) => frame.addEventListener('load', resolve))
    }, shown)
    expect(asked.filter((url) => url.includes('x.example'))).toEqual([])
  })
})

/** The renderer's own file with its sanitiser, as one script that hands out what it exports. */
async function bundled(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry, name: 'shown', formats: ['iife'] } },
  })
  const [output] = Array.isArray(result) ? result : [result]
  const chunk = output && 'output' in output ? output.output[0] : undefined
  return `${chunk?.code ?? ''};globalThis.shown = shown;`
}
