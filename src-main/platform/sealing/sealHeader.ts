// How a sealed file begins: what the passphrase is made a key with, and what tells a wrong passphrase
// from a file that is not as it was written.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  scrypt,
  timingSafeEqual,
  type ScryptOptions,
} from 'node:crypto'
import { passphraseText } from '#shared/rules/passphrase.ts'

/**
 * - `foreign`: no sealed file at all.
 * - `newer`: of a later version of the format.
 * - `damaged`: cut short, or not as it was written.
 * - `wrong`: whole so far, and sealed under another passphrase.
 */
export type SealProblem = 'foreign' | 'newer' | 'damaged' | 'wrong'

export class SealError extends Error {
  override name = 'SealError'
  readonly code: `SEAL_${Uppercase<SealProblem>}`
  readonly problem: SealProblem
  constructor(problem: SealProblem, detail: string) {
    super(detail)
    this.problem = problem
    this.code = `SEAL_${problem.toUpperCase() as Uppercase<SealProblem>}`
  }
}

const magic = Buffer.from('WEBOXSL\n', 'latin1')
const version = 1
const saltBytes = 16
/** Before the two sums. */
const statedBytes = 32
const checkedBytes = statedBytes + 16
export const headerBytes = checkedBytes + 16
export const tagBytes = 16

/** 2^17, 8, 1: 128 MB of memory and about half a second for each try. */
const usualPower = 17
const cost = { blocks: 8, lanes: 1 }
/** What a header may ask for: an altered one must not take all memory. */
const mostPower = 18
const mostLanes = 4
const usualFrame = 1024 * 1024
const mostFrame = 16 * 1024 * 1024

export type SealOptions = {
  /** Of clear content in each frame. */
  frameBytes?: number
  /** Of two: what a try costs. Only tests take less. */
  power?: number
}
export type SealHeader = { bytes: Buffer; frameBytes: number }
export type SealKeys = { frames: Buffer; check: Buffer }

/** Of a new file, with the keys for it: each file has its own salt, and so its own keys. */
export async function newHeader(
  passphrase: string,
  { frameBytes = usualFrame, power = usualPower }: SealOptions,
): Promise<SealHeader & { key: Buffer }> {
  const stated = Buffer.alloc(statedBytes)
  magic.copy(stated)
  stated.set([version, power, cost.blocks, cost.lanes], magic.length)
  randomBytes(saltBytes).copy(stated, 12)
  stated.writeUInt32BE(frameBytes, 28)
  const keys = await keysOf(stated, passphrase)
  const checked = Buffer.concat([stated, checkOf(keys, stated)])
  return { bytes: Buffer.concat([checked, sumOf(checked)]), frameBytes, key: keys.frames }
}

/** @throws SealError `foreign`, `newer`, `damaged` */
export function readHeader(bytes: Buffer): SealHeader {
  if (bytes.length < magic.length || !bytes.subarray(0, magic.length).equals(magic))
    throw new SealError('foreign', 'It does not begin like a sealed file.')
  if (bytes.length < headerBytes) throw new SealError('damaged', 'It ends within its first line.')
  if ((bytes[8] ?? 0) > version)
    throw new SealError('newer', `Its format is ${bytes[8]}, this version reads ${version}.`)
  const isAsWritten = sumOf(bytes.subarray(0, checkedBytes)).equals(bytes.subarray(checkedBytes))
  const [power = 0, blocks = 0, lanes = 0] = bytes.subarray(9, 12)
  const frameBytes = bytes.readUInt32BE(28)
  const isUsual =
    [power >= 14, power <= mostPower, blocks === cost.blocks, lanes >= 1, lanes <= mostLanes].every(
      Boolean,
    ) &&
    frameBytes >= 1024 &&
    frameBytes <= mostFrame
  if (!isAsWritten || !isUsual) throw new SealError('damaged', 'Its first line was changed.')
  return { bytes, frameBytes }
}

/** @throws SealError `wrong` */
export async function keyOf({ bytes }: SealHeader, passphrase: string): Promise<Buffer> {
  const stated = bytes.subarray(0, statedBytes)
  const keys = await keysOf(stated, passphrase)
  if (!timingSafeEqual(checkOf(keys, stated), bytes.subarray(statedBytes, checkedBytes)))
    throw new SealError('wrong', 'It was sealed under another passphrase.')
  return keys.frames
}

const sumOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest().subarray(0, 16)

const checkOf = ({ check }: SealKeys, stated: Buffer): Buffer =>
  createHmac('sha256', check).update(stated).digest().subarray(0, 16)

async function keysOf(stated: Buffer, passphrase: string): Promise<SealKeys> {
  const [power = 0, r = 0, p = 0] = stated.subarray(9, 12)
  const N = 2 ** power
  const options: ScryptOptions = { N, r, p, maxmem: 128 * N * r * p + 64 * 1024 * 1024 }
  const salt = stated.subarray(12, 12 + saltBytes)
  const bytes = await new Promise<Buffer>((resolve, reject) =>
    scrypt(passphraseText(passphrase), salt, 64, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  )
  return { frames: bytes.subarray(0, 32), check: bytes.subarray(32) }
}

/** The number of a frame, and whether it is the last one: none can be left out, moved or cut off. */
function nonceOf(frame: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(frame, 5, 6)
  nonce[11] = Number(isLast)
  return nonce
}

export function sealFrame(key: Buffer, frame: number, isLast: boolean, clear: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(frame, isLast))
  return Buffer.concat([cipher.update(clear), cipher.final(), cipher.getAuthTag()])
}

/** @returns null where it is not that frame as it was written */
export function openFrame(
  key: Buffer,
  frame: number,
  isLast: boolean,
  sealed: Buffer,
): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(frame, isLast))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
  } catch {
    return null
  }
}
