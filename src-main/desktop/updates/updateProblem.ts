// What of an attempt to update is told to people; the words of the library stay in the log.
import type { UpdateProblem } from '#shared/contract/system/updates.ts'
import { UpdateNotSigned } from './signedProvider.ts'

/** Codes of the library, of Node and of the system. */
const byCode: Record<string, UpdateProblem> = {
  ERR_CHECKSUM_MISMATCH: 'damaged',
  ERR_UPDATER_INVALID_UPDATE_INFO: 'not_acceptable',
  ERR_UPDATER_INVALID_VERSION: 'not_acceptable',
  ERR_UPDATER_NO_FILES_PROVIDED: 'not_acceptable',
  ERR_UPDATER_NO_CHECKSUM: 'not_acceptable',
  ERR_UPDATER_CHANNEL_FILE_NOT_FOUND: 'unreachable',
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
}
const network = /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EPIPE|ERR_SSL|ERR_TLS|HTTP_ERROR)/

export function problemOf(error: unknown): UpdateProblem {
  if (error instanceof UpdateNotSigned) return 'not_signed'
  if (!(error instanceof Error)) return 'failed'
  const code = 'code' in error ? String(error.code) : ''
  const known = byCode[code]
  if (known !== undefined) return known
  // Electron's own requests fail with names of Chromium.
  const isNetwork =
    'statusCode' in error ||
    network.test(code) ||
    /net::ERR_|socket hang up|aborted|, status \d{3}/.test(error.message)
  return isNetwork ? 'unreachable' : 'failed'
}
