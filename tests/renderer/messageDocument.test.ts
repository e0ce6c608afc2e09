// @vitest-environment node A message can neither run nor load anything where it is shown. Asked of
// a real browser: the sanitiser needs a real document.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../e2e/pages/browser.ts'

const entry = fileURLToPath(
  new URL('../../src-renderer/ui/frames/messageDocument.ts', import.meta.url),
)
const hostile = `<p onclick="steal()">Bonjour</p><script>steal()</script><iframe src="https://x.example"></iframe>
  <form action="https://x.example"><input></form><a href="javascript:steal()">lien</a><img src="https://x.example/pixel.gif" onerror="steal()">`

const whole = `<!doctype html><html><head><title>x</title><style>@import "https://x.example/a.css";@media only screen and (min-width:480px){.a{width:50%}}</style>
  <style>.b{background:url(https://x.example/b.png)}</style><link rel="stylesheet" href="https://x.example/c.css"><meta http-equiv="refresh" content="0;url=https://x.example">
  <style></style><script>steal()</script></head><body style='background-color:#f3f4f7;font-family:"A"' onload="steal()"><p class="b">Bonjour</p></body></html>`

let browser: Browser

describe.skipIf(chromiumPath === '')('a message on screen', () => {
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it('has no script, handler, frame or form left, and loads nothing from the network', async () => {
    const page = await browser.newPage()
    await page.evaluate(await bundled())
    const { address, asked, stop } = await farSide()
    const hostileMessage = hostile.replaceAll('https://x.example', address)
    const shown = String(
      await page.evaluate(
        (html) =>
          (
            globalThis as unknown as { shown: { messageDocument(html: string): string } }
          ).shown.messageDocument(html),
        hostileMessage,
      ),
    )
    expect(shown).toContain('Bonjour')
    for (const bad of [
      'steal',
      '<script',
      '<iframe',
      '<form',
      '<input',
      'javascript:',
      'onclick',
      'onerror',
      'pixel.gif',
    ])
      expect(shown).not.toContain(bad)
    await showInFrame(page, shown)
    expect(asked).toEqual([])
    stop()
  })

  it('keeps the style sheets and the ground of a whole document, and nothing that asks the network', async () => {
    const page = await browser.newPage()
    await page.evaluate(await bundled())
    const { address, asked, stop } = await farSide()
    const hostileDocument = whole.replaceAll('https://x.example', address)
    const shown = String(
      await page.evaluate(
        (html) =>
          (
            globalThis as unknown as { shown: { messageDocument(html: string): string } }
          ).shown.messageDocument(html),
        hostileDocument,
      ),
    )
    expect(shown).toContain('@media only screen')
    expect(shown).toMatch(/<body style="[^"]*background-color:\s*#f3f4f7/)
    for (const bad of ['steal', '<script', '<link', 'http-equiv="refresh"', 'onload'])
      expect(shown).not.toContain(bad)
    await showInFrame(page, shown)
    expect(asked).toEqual([])
    // The far side would have noticed.
    await showInFrame(page, hostileDocument)
    await expect.poll(() => asked).toContain('/a.css')
    stop()
  })
})

/** A server that notes what it is asked for. */
async function farSide(): Promise<{ address: string; asked: string[]; stop(): void }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}`, asked, stop: () => server.close() }
}

/** As the interface shows it. */
async function showInFrame(page: Page, source: string): Promise<void> {
  await page.evaluate((html) => {
    const frame = document.createElement('iframe')
    frame.setAttribute('sandbox', '')
    frame.srcdoc = html
    document.body.append(frame)
    return new Promise((resolve) => frame.addEventListener('load', resolve))
  }, source)
}

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
