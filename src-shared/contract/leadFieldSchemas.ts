// What each field of a lead accepts and answers: a schema a kind. A lead's e-mail address is
// validated here.
import { z } from 'zod'
import { leadFields, mapLeadFields, type LineFieldName } from '../leadFields/leadFields.ts'
import { readEmailAddress } from '../rules/emailAddress.ts'
import { readPhone } from '../rules/phoneNumber.ts'
import { distinctTags, tagKey } from '../rules/tags.ts'
import { LeadStatus } from '../leadFields/leadStatus.ts'
import { amount, line, text } from '../rules/valueSchemas.ts'

/** One line of text; empty becomes null. `max` in characters. */
export const optionalLine = (max: number) =>
  line(max)
    .nullable()
    .transform((value) => (value === '' ? null : value))

/** Several lines of text; blank becomes null. `max` in characters. */
const optionalText = (max: number) =>
  text(max)
    .nullable()
    .transform((value) => (value === null || value.trim() === '' ? null : value))

/** A bare address, checked by the one judge; empty becomes null. */
const leadEmail = (max: number) =>
  z
    .string()
    .max(max)
    .nullable()
    .refine(
      (value) => value === null || value.trim() === '' || readEmailAddress(value).ok,
      'not a plain e-mail address',
    )
    .transform((value) => {
      const read = readEmailAddress(value ?? '')
      return read.ok ? read.address : null
    })

/** A phone as typed, without a spreadsheet's or a link's wrapping; empty becomes null. */
const leadPhone = (max: number) =>
  optionalLine(max)
    .refine((value) => {
      const read = readPhone(value ?? '')
      return read.ok || read.problem === 'empty'
    }, 'a spreadsheet has rounded this number (3.36E+10): its digits are lost')
    .transform((value) => {
      const read = readPhone(value ?? '')
      return read.ok ? read.phone : null
    })

/** Tags as kept: composed, without invisible signs, each once in its first spelling. */
const tagList = ({ max, maxTagLength }: { max: number; maxTagLength: number }) =>
  z
    .array(
      line(maxTagLength).refine(
        (value) => tagKey(value) !== '',
        'a tag has at least one character',
      ),
    )
    .max(max)
    .transform(distinctTags)

const givenLine = ({ name }: { name: LineFieldName }) => optionalLine(leadFields[name].max)

/** What a person may write into each field. */
export const leadDraftShape = mapLeadFields({
  line: givenLine,
  phone: ({ name }) => leadPhone(leadFields[name].max),
  email: ({ name }) => leadEmail(leadFields[name].max),
  text: ({ name }) => optionalText(leadFields[name].max),
  stage: () => LeadStatus,
  money: ({ name }) => amount(leadFields[name].max),
  tags: ({ name }) => tagList(leadFields[name]),
})

/** What a lead says of each field. */
export const leadShape = mapLeadFields({
  line: () => z.string().nullable(),
  phone: () => z.string().nullable(),
  email: () => z.string().nullable(),
  text: () => z.string().nullable(),
  stage: () => LeadStatus,
  money: () => z.number(),
  tags: () => z.array(z.string()),
})

/** Longest title and longest value of other data, in characters, and most of them a lead has. */
export const maxOtherTitle = 100
export const maxOtherData = 2_000
export const maxOtherValues = 200
/** Other data as it may be written. What is stored was bounded by whoever wrote it. */
export const OtherDataInput = z
  .record(z.string().min(1).max(maxOtherTitle), z.string().max(maxOtherData))
  .refine((data) => Object.keys(data).length <= maxOtherValues)
/** What a file knew about a person beyond the fields, by the title of its column. */
export const OtherData = z.record(z.string(), z.string())
export type OtherData = z.infer<typeof OtherData>
