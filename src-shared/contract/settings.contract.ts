// The user's own settings: language, appearance, and the business that signs every campaign
// message.
import { z } from 'zod'
import { MailTheme } from '../blocks/mail/mailTheme.ts'
import { contract } from './common.ts'
import { line, text, TimeZone } from '../rules/valueSchemas.ts'
import { phoneCountries } from '../rules/phoneNumber.ts'
import { isEmailAddress } from '../rules/emailAddress.ts'
import { StageSetting } from '../rules/leads/stages.ts'

export const languages = ['fr', 'en'] as const
export const Language = z.enum(languages)
export type Language = z.infer<typeof Language>

/** How French texts address their reader. */
export const formsOfAddress = ['vous', 'tu'] as const
export const FormOfAddress = z.enum(formsOfAddress)
export type FormOfAddress = z.infer<typeof FormOfAddress>

export const BusinessLogo = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  width: z.int(),
  height: z.int(),
})
export type BusinessLogo = z.infer<typeof BusinessLogo>
const Country = z.enum(phoneCountries)
const BusinessColour = MailTheme.shape.accent

export const Settings = z.object({
  /** Null follows the system, French when in doubt. */
  language: Language.nullable(),
  theme: z.enum(['system', 'light', 'dark']),
  /** ISO 4217. */
  currency: z.string(),
  businessName: z.string(),
  businessAddress: z.string(),
  businessEmail: z.string(),
  formOfAddress: FormOfAddress,
  /** The business's logo, for new campaigns; its content is kept with the files of campaigns. */
  businessLogo: BusinessLogo.nullable(),
  /** #rrggbb, for new campaigns. */
  businessColour: BusinessColour.nullable(),
  /** In which days begin and files without a zone are read; null: the computer's. */
  timeZone: z.string().nullable(),
  /** ISO 3166: whose a phone number without a calling code is; null: the computer’s, or France. */
  country: Country.nullable(),
  /** The stages in the business's order, with the names of its own; changed by `crm.stages.set`. */
  stages: z.array(StageSetting),
  /** Where passwords rest and how they are protected there. */
  secretStore: z.string(),
})
export type Settings = z.infer<typeof Settings>

export const SettingsChange = z
  .strictObject({
    language: Language.nullable(),
    theme: z.enum(['system', 'light', 'dark']),
    currency: z.string().regex(/^[A-Z]{3}$/),
    businessName: line(200),
    businessAddress: text(500),
    businessEmail: line(320).refine(
      (value) => value === '' || isEmailAddress(value),
      'not a plain e-mail address',
    ),
    formOfAddress: FormOfAddress,
    /** Chosen by `email.logo.set`; here it is taken away. */
    businessLogo: z.null(),
    businessColour: BusinessColour.nullable(),
    timeZone: TimeZone.nullable(),
    country: Country.nullable(),
  })
  .partial()

export const settings = {
  get: contract.output(Settings),
  update: contract.input(SettingsChange).output(Settings),
}
