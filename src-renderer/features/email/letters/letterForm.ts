// A letter as it is being written: which account and address it has, what its fields became, what keeps
// it from leaving.
import { letterText } from '#shared/rules/mergeFields/letterText.ts'
import type { LetterDraft, LetterSheet } from '#shared/contract/email/letters.ts'

export type LetterWords = Pick<LetterDraft, 'subject' | 'text'>
export type LetterForm = Omit<LetterDraft, 'key'>

/** What a drawer begins with: words given, the draft that is there, or nothing. */
export function letterForm(sheet: LetterSheet, words: LetterWords | null): LetterForm {
  const { draft } = sheet
  const kept = words === null ? draft : null
  return {
    accountId: kept?.accountId ?? sheet.accounts[0]?.id ?? null,
    to: addressOf(sheet, kept?.to ?? null),
    subject: words?.subject ?? draft?.subject ?? '',
    text: words?.text ?? draft?.text ?? '',
  }
}

/** The address that was chosen while it is there; else the first that can receive. */
export function addressOf({ addresses }: LetterSheet, chosen: string | null): string | null {
  if (addresses.some(({ address }) => address === chosen)) return chosen
  return (addresses.find(({ refusal }) => refusal === null) ?? addresses[0])?.address ?? null
}

/** True where no address of the person can be written to: nothing is to be written then. */
export const isUnreachable = ({ addresses }: LetterSheet): boolean =>
  addresses.every(({ refusal }) => refusal !== null)

/** Words with their fields filled in, and those that nothing stands for. */
export function filledWords(
  { values, customKeys }: LetterSheet,
  { subject, text }: LetterWords,
): LetterWords & { left: string[] } {
  const keys = new Set(customKeys)
  const filled = [subject, text].map((source) => letterText(source, values, keys))
  const [first, second] = filled
  return {
    subject: first?.text ?? subject,
    text: second?.text ?? text,
    left: [...new Set(filled.flatMap(({ left }) => left))],
  }
}
