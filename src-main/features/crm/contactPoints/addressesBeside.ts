// Addresses of a person that stand beside the lead's fields, as files and merges keep them: `E-mail (2)`.
import type { OtherData } from '#shared/contract/leadFieldSchemas.ts'
import { readEmailAddress } from '#shared/rules/emailAddress.ts'
import { foldText } from '#shared/rules/foldText.ts'

/** Under other titles stands whom somebody knows: the seller, the accountant. */
const isMailTitle = (title: string): boolean => /mail|courriel/.test(foldText(title))

export const addressesBeside = (otherData: OtherData): string[] =>
  Object.entries(otherData)
    .filter(([title]) => isMailTitle(title))
    .flatMap(([, value]) => value.split(/[\s·;,<>]+/))
    .flatMap((word) => {
      const read = readEmailAddress(word)
      return read.ok ? [read.address] : []
    })
