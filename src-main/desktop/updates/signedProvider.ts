// Where the updater reads what there is to install: a list on a server is believed only with a
// signature of ours beside it, looked at before a word of the list is.
import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { basename } from 'node:path'
import type { AppUpdater } from 'electron-updater'
import { GenericProvider } from 'electron-updater/out/providers/GenericProvider.js'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js'

/** A list without a signature, or with one that is not ours. */
export class UpdateNotSigned extends Error {}

/**
 * What is signed of a list: its name as well, so that a list of another system or channel does not
 * pass for this one. The release does the same (build/packaging/signedList.js).
 */
export const signedBytes = (name: string, text: string): Buffer =>
  Buffer.concat([Buffer.from(`${name}\n`), Buffer.from(text)])

/**
 * The ed25519 public keys in a text (PEM), of which one must have signed; several while the release
 * changes its key.
 */
export function readUpdateKeys(text: string): KeyObject[] {
  const blocks = text.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? []
  return blocks
    .map((block) => createPublicKey(block))
    .filter((key) => key.asymmetricKeyType === 'ed25519')
}

/** @param signatures base64, one a line */
export function isSigned(
  name: string,
  text: string,
  signatures: string,
  keys: readonly KeyObject[],
): boolean {
  const bytes = signedBytes(name, text)
  const lines = signatures.split(/\s+/).filter((line) => line !== '')
  return lines.some((line) =>
    keys.some((key) => verify(null, bytes, key, Buffer.from(line, 'base64'))),
  )
}

type Feed = Extract<Parameters<AppUpdater['setFeedURL']>[0], { provider: 'custom' }>

/**
 * What `setFeedURL` takes.
 * @param channel of trial versions; left out for finished ones
 */
export function signedFeed(url: string, keys: readonly KeyObject[], channel?: string): Feed {
  class SignedProvider extends GenericProvider {
    constructor(_options: unknown, updater: AppUpdater, runtime: ProviderRuntimeOptions) {
      super({ provider: 'generic', url, channel: channel ?? null }, updater, runtime)
    }
    /** Asked for one range after the other: not every server answers several at once. */
    override get isUseMultipleRangeRequest(): boolean {
      return false
    }
    /**
     * The library asks for nothing but the list this way.
     * @throws UpdateNotSigned
     */
    protected override async httpRequest(list: URL): Promise<string | null> {
      const beside = new URL(list)
      beside.pathname += '.sig'
      const text = await super.httpRequest(list)
      const signatures = await super.httpRequest(beside).catch((error: unknown) => {
        if (isNotThere(error)) return null
        throw error
      })
      const name = basename(list.pathname)
      if (text === null || signatures === null || !isSigned(name, text, signatures, keys))
        throw new UpdateNotSigned(`The list ${name} has no signature of ours.`)
      return text
    }
  }
  return { provider: 'custom', updateProvider: SignedProvider }
}

const isNotThere = (error: unknown): boolean =>
  error instanceof Error && 'statusCode' in error && error.statusCode === 404
