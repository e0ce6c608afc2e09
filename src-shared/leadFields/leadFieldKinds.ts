// What a lead field is defined by, and what each kind of field holds.
import type { LeadStatus } from './leadStatus.ts'

/** The value of a field as the contract has it; null: nothing is known. */
export type LeadValueOfKind = {
  /** One line of text. */
  line: string | null
  phone: string | null
  /** A bare address in lower case. */
  email: string | null
  /** Several lines. */
  text: string | null
  stage: LeadStatus
  /** In the business's currency, with two decimals. */
  money: number
  tags: string[]
}
export type LeadFieldKind = keyof LeadValueOfKind
/** Kinds whose value is one line: merge fields, forms and the score can use them. */
export type LineKind = 'line' | 'phone' | 'email'

type Common = {
  /** In the table `leads`. */
  column: string
  /**
   * Headers of an imported file that mean this field, the strongest first, as `normaliseHeader`
   * leaves them. A header belongs to one field.
   */
  headers: readonly string[]
  /** Whether the user can allow it to be sent to the assistant's provider. */
  toAssistant: boolean
  /** Its column in a database of WeBox IA; null: WeBox IA does not know it. */
  weboxColumn: string | null
}

type LineField = Common & {
  kind: LineKind
  /** In characters. */
  max: number
  /** `{{this}}` in a message; null: none. */
  mergeField: string | null
  /**
   * What messages of other programs call it, folded, letters and digits alone. Only names that can mean
   * nothing else: one that is taken for another would be sent wrong, one not known holds the message.
   */
  foreignMergeNames: readonly string[]
  /** How a form on a page asks for it; null: no form can. */
  form: LeadFieldInput | null
  /** Its property in a vCard of ours; null: it is written as part of the name, with a label, or not at all. */
  vcard: string | null
  /** What the score adds where the field is filled in; null: it is no criterion of its own. */
  scorePoints: number | null
}

type OtherField = Common & { mergeField: null; form: null; scorePoints: null } & (
    | {
        kind: 'text'
        /** In characters. */
        max: number
      }
    | { kind: 'stage' }
    | {
        kind: 'money'
        /** The largest amount. */
        max: number
      }
    | {
        kind: 'tags'
        /** How many. */
        max: number
        /** Characters of one. */
        maxTagLength: number
      }
  )

/** A field that the user adds has the same shape at run time. */
export type LeadField = LineField | OtherField

export type LeadFieldInput = {
  /** Name of the input: relays and published pages know it, so it never changes. */
  input: string
  /** The HTML token by which browsers fill it in. */
  autocomplete: string
  /** What the name of a foreign form's input holds: lower case, no accents. */
  foreignNames: RegExp
}
