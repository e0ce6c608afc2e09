// Which desktop this relay belongs to. A code of high entropy, printed in the terminal and good for
// one desktop, authenticates the keys of both; the code itself never travels.
import { z } from 'zod'
import { createHmac, randomInt, timingSafeEqual, type KeyObject } from 'node:crypto'
import type { PairAnswer, PairRequest } from '#shared/contract/relayRequests.ts'
import { relayProtocolVersion } from '#shared/contract/relayProtocol.ts'
import { desktopProofText, relayProofText } from '#shared/rules/relay/relaySigning.ts'
import { createSeal, publicKey, type Seal } from './publicKeys.ts'
import type { RelaySecrets } from './relaySecrets.ts'
import type { RelayStore } from './relayStore.ts'

export type Desktop = { signingKey: string; sealingKey: string; verifying: KeyObject; seal: Seal }

export type Pairing = {
  /** Null while no desktop is paired. */
  desktop(): Desktop | null
  /** Of desktops that were paired before: links of their messages go on leading where they led. */
  formerKeys(): readonly KeyObject[]
  /** The code to print; null if a desktop is paired and no other was asked for. */
  code(): string | null
  /** @returns null if the code was not this one */
  pair(request: z.infer<typeof PairRequest>): PairAnswer | null
  unpair(): void
}

const Kept = z.object({
  signingKey: z.string(),
  sealingKey: z.string(),
  proof: z.string(),
  answerProof: z.string(),
})
type Kept = z.infer<typeof Kept>

/** Without letters and digits that look alike. 24 of them hold more than 110 bits. */
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
const newCode = () =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 6 }, () => letters.charAt(randomInt(letters.length))).join(''),
  ).join('-')

export function createPairing(store: RelayStore, secrets: RelaySecrets, again: boolean): Pairing {
  let kept = readKept(store)
  let desktop = kept === null ? null : withKeys(kept)
  let former = readFormer(store)
  if (store.setting('code') === null && (desktop === null || again)) store.set('code', newCode())

  const answer = (proof: string): PairAnswer => ({
    protocol: relayProtocolVersion,
    relayKey: secrets.relayKey,
    proof,
    saleHook: secrets.saleHook,
  })
  return {
    desktop: () => desktop,
    formerKeys: () => former,
    code: () => store.setting('code'),
    pair(request) {
      // The same desktop once more, because our first answer never reached it.
      if (
        kept !== null &&
        same(request.proof, kept.proof) &&
        request.signingKey === kept.signingKey
      )
        return answer(kept.answerProof)
      const code = store.setting('code')
      if (code === null || !same(request.proof, mac(code, desktopProofText(request)))) return null
      const { signingKey, sealingKey, proof } = request
      const paired = {
        signingKey,
        sealingKey,
        proof,
        answerProof: mac(
          code,
          relayProofText({ relayKey: secrets.relayKey, signingKey, sealingKey }),
        ),
      }
      const keys = withKeys(paired)
      store.transaction(() => {
        // Pages and topics of another desktop are none of this one's.
        if (desktop?.signingKey !== request.signingKey) forgetDesktop(store, kept)
        store.set('desktop', JSON.stringify(paired))
        store.set('code', null)
      })
      kept = paired
      desktop = keys
      former = readFormer(store)
      return answer(paired.answerProof)
    },
    unpair() {
      store.transaction(() => {
        forgetDesktop(store, kept)
        store.set('desktop', null)
        store.set('code', newCode())
      })
      kept = null
      desktop = null
      former = readFormer(store)
    },
  }
}

/** @param left what it was, where there was one */
function forgetDesktop(store: RelayStore, left: Kept | null): void {
  store.connection.exec('DELETE FROM bundles; DELETE FROM former_pages')
  store.set('topics', null)
  store.set('measures', null)
  keepFormer(store, left)
}

/** Most of them that are kept: the last ones. */
const maxFormer = 5
const formerSetting = 'formerKeys'
const Former = z.array(z.string())
const formerOf = (store: RelayStore): string[] =>
  Former.parse(JSON.parse(store.setting(formerSetting) ?? '[]'))

function keepFormer(store: RelayStore, left: Kept | null): void {
  if (left === null) return
  const others = formerOf(store).filter((key) => key !== left.signingKey)
  store.set(formerSetting, JSON.stringify([left.signingKey, ...others].slice(0, maxFormer)))
}

const readFormer = (store: RelayStore): KeyObject[] =>
  formerOf(store).map((key) => publicKey('ed25519', key))

function readKept(store: RelayStore): Kept | null {
  const value = store.setting('desktop')
  return value === null ? null : Kept.parse(JSON.parse(value))
}

function withKeys({ signingKey, sealingKey }: Kept): Desktop {
  return {
    signingKey,
    sealingKey,
    verifying: publicKey('ed25519', signingKey),
    seal: createSeal(sealingKey),
  }
}

const mac = (code: string, text: string) =>
  createHmac('sha256', code.replace(/[^A-Z0-9]/g, ''))
    .update(text)
    .digest('base64url')

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
