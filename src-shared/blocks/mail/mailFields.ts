// The fields that kinds of mail blocks are made of.
import { z } from 'zod'
import { line, text } from '../../rules/valueSchemas.ts'
import { isRefusal, withoutFields } from '../../rules/mergeFields/textFields.ts'
import { hashOfAddress } from '../../rules/sending/messageFiles.ts'
import { isEmailAddress } from '../../rules/emailAddress.ts'

/**
 * As on pages: `**bold**`, `*italic*`, `[label](https://…)`, `- ` begins a list item. Merge fields
 * stay as they are.
 */
export const RichText = text(5_000)
export const Heading = line(200)

const isPlainUrl = (value: string) =>
  z.url({ protocol: /^https$/ }).safeParse(value).success && /^https:\/\/[^\s"'<>\\]+$/i.test(value)
const isMailto = (value: string) =>
  isEmailAddress(decodedOrEmpty(/^mailto:([^?\s"'<>\\]+)(\?[^\s"'<>\\]*)?$/i.exec(value)?.[1]))
function decodedOrEmpty(part: string | undefined): string {
  try {
    const decoded = decodeURIComponent(part ?? '')
    return /[\p{C}\p{Z}]/u.test(decoded) ? '' : decoded
  } catch {
    return '' // Not percent-encoded text: no address either.
  }
}

/** Merge fields stand for a part of an address, or for the whole link that refuses. */
const isLink = (value: string) =>
  isPlainUrl(withoutFields(value)) || isMailto(withoutFields(value)) || isRefusal(value)

/** Where a picture is: https, or a file of the campaign. Empty while nobody chose one. */
export const PictureAddress = z
  .string()
  .max(2_000)
  .refine(
    (value) => value === '' || hashOfAddress(value) !== null || isPlainUrl(withoutFields(value)),
    'https, or a picture of the campaign',
  )

/** Where a click leads: https or mailto, or the link that refuses. Empty while it is not known. */
export const MailLink = z
  .string()
  .max(2_000)
  .refine((value) => value === '' || isLink(value), 'https or mailto only')
