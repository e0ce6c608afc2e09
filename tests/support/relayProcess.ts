// The relay as a process of its own, and a funnel to publish on it.
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { RelayBundle } from '#shared/contract/relayProtocol.ts'
import {
  assetAddress,
  buttonAddress,
  formAddress,
  formInputs,
  pagePlaces,
} from '#shared/rules/relayPages.ts'

export type RelayProcess = {
  child: ChildProcess
  /** Without a final stroke. */
  url: string
  /** Null if a desktop is paired. */
  code: string | null
  dataFolder: string
  /** Everything it wrote to its outputs. */
  output(): string
  kill(signal?: NodeJS.Signals): Promise<void>
  remove(): Promise<void>
}

const source = fileURLToPath(new URL('../../src-relay/main.ts', import.meta.url))

export async function startRelay(
  options: { dataFolder?: string; port?: number; args?: string[]; entry?: string } = {},
): Promise<RelayProcess> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'webox-relay-')))
  const args = [
    options.entry ?? source,
    '--port',
    String(options.port ?? 0),
    '--data',
    dataFolder,
    ...(options.args ?? []),
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let written = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (written += chunk.toString()))
  const { url, code } = await readyLine(child, () => written)
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    ...{ child, url, code, dataFolder, kill },
    output: () => written,
    async remove() {
      await kill()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

function readyLine(
  child: ChildProcess,
  written: () => string,
): Promise<{ url: string; code: string | null }> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The relay ended with ${code}: ${written()}`)))
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const match = /^WeBox relay: (http:\/\/\S+)\/ (?:code (\S+)|paired)$/.exec(line)
      if (match?.[1]) resolve({ url: match[1], code: match[2] ?? null })
    })
  })
}

const picture = {
  path: `${createHash('sha256').update('picture').digest('hex')}.png`,
  base64: Buffer.from('picture').toString('base64'),
}
export const picturePath = picture.path
export const formKey = 'form1234'

/** Three pages: a form, an offer with a payment link, thanks. */
export function sampleBundle(changes: Partial<RelayBundle> = {}): RelayBundle {
  const slug = changes.slug ?? 'guide-gratuit'
  const link = (page: string, target: 'next' | 'accepted' | 'declined' | 'payment') =>
    `<a href="${buttonAddress(slug, page, target)}">${target}</a>`
  const page = (title: string, body: string) =>
    `<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>${title}</title><style>body{margin:1rem}</style></head><body><main><h1>${title}</h1>${body}</main></body></html>\n`
  const form = `<form method="post" action="${formAddress('inscription', formKey)}"><input type="hidden" name="${formInputs.time}" value="${pagePlaces.formTime}">
<div hidden><input name="${formInputs.honeypot}" tabindex="-1" autocomplete="off"></div>
<label>Prénom <input name="firstName"></label><label>Adresse <input name="email" type="email" required></label><label>Téléphone <input name="phone"></label>
<label><input type="checkbox" name="${formInputs.consent}" value="yes"> Je veux recevoir la lettre.</label><button>Recevoir</button></form>`
  return {
    protocol: 1,
    funnelId: 7,
    version: 1,
    slug,
    language: 'fr',
    pages: [
      {
        pageId: 71,
        slug: 'inscription',
        html: page('Inscription', `<img src="${assetAddress(picture.path)}" alt="">${form}`),
        targets: { next: 'offre' },
        forms: {
          [formKey]: {
            fields: ['firstName', 'email', 'phone'],
            required: ['email'],
            wordingHash: 'wording-1',
          },
        },
      },
      {
        pageId: 72,
        slug: 'offre',
        html: page('Offre', `${link('offre', 'payment')} ${link('offre', 'declined')}`),
        targets: { payment: 'https://pay.example/buy?plan=1', declined: 'merci', next: 'merci' },
        forms: {},
      },
      {
        pageId: 73,
        slug: 'merci',
        html: page('Merci', '<p>À bientôt.</p>'),
        targets: {},
        forms: {},
      },
    ],
    assets: [{ ...picture, contentType: 'image/png' }],
    ...changes,
  }
}

/** The hash of the consent texts that a page with a form says it shows. */
export function wordingIn(html: string): string {
  return new RegExp(`name="${formInputs.wording}" value="([^"]+)"`).exec(html)?.[1] ?? ''
}

/** The token a served page carries for its form. */
export async function formTimeOf(pageUrl: string): Promise<string> {
  const html = await (await fetch(pageUrl)).text()
  const found = new RegExp(`name="${formInputs.time}" value="([^"]+)"`).exec(html)
  if (found?.[1] === undefined) throw new Error('The page has no form.')
  return found[1]
}
