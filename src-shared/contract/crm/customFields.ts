// Fields that the user adds to leads: what each is, and the values a lead has.
import { z } from 'zod'
import { CustomKey, maxCustomText } from '../../rules/leadFilter/customFieldShape.ts'
import { customFieldKinds } from '../../rules/leadFilter/filterFields.ts'
import { line } from '../../rules/valueSchemas.ts'
import { ById, contract, DeletedItem, Id } from '../common.ts'

export const maxCustomFields = 100
/** Choices of one field, and characters of one. */
export const maxChoices = 200
export const maxChoiceLength = 100
export const CustomFieldKind = z.enum(customFieldKinds)

const Options = z
  .array(line(maxChoiceLength).refine((option) => option !== '', 'a choice has a name'))
  .max(maxChoices)

export const CustomField = z.object({
  id: Id,
  key: z.string(),
  name: z.string(),
  kind: CustomFieldKind,
  /** The choices, of a field that has some. */
  options: z.array(z.string()),
})
export type CustomField = z.infer<typeof CustomField>

export const CustomFieldDraft = z.strictObject({
  name: line(60).refine((name) => name !== '', 'a field has a name'),
  /** Made of the name where it is left out; it never changes. */
  key: CustomKey.optional(),
  kind: CustomFieldKind.default('text'),
  options: Options.default([]),
})
/** Fields left out keep their value. A field keeps its key and its kind. */
export const CustomFieldChange = z.strictObject({
  id: Id,
  name: CustomFieldDraft.shape.name.optional(),
  options: Options.optional(),
})

/** A value as people give it; null or an empty text takes it away. */
const CustomValueInput = z.union([
  z.string().max(maxCustomText.longText),
  z.number(),
  z.boolean(),
  z.array(line(maxChoiceLength)).max(maxChoices),
  z.null(),
])
export type CustomValueInput = z.infer<typeof CustomValueInput>
/** By key. What is left out keeps its value. */
export const CustomValuesInput = z.record(z.string().max(60), CustomValueInput)

/** Text, number, `2026-11-29`, true or false, or the chosen ones, after the field's kind. */
const CustomValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])
export type CustomValue = z.infer<typeof CustomValue>
/** By key; a field without a value is left out. */
export const CustomValues = z.record(z.string(), CustomValue)
export type CustomValues = z.infer<typeof CustomValues>

export const customFields = {
  list: contract
    .route({ method: 'GET', path: '/marketing/custom-fields' })
    .output(z.object({ items: z.array(CustomField) })),
  create: contract
    .route({ method: 'POST', path: '/marketing/custom-fields', successStatus: 201 })
    .input(CustomFieldDraft)
    .output(CustomField),
  update: contract
    .route({ method: 'PUT', path: '/marketing/custom-fields/{id}' })
    .input(CustomFieldChange)
    .output(CustomField),
  /** Its values go with it; both come back within the time of an undo. */
  delete: contract
    .route({ method: 'DELETE', path: '/marketing/custom-fields/{id}', successStatus: 204 })
    .input(ById)
    .output(z.void()),
  restore: contract.input(ById).output(CustomField),
  deleted: contract.output(z.array(DeletedItem)),
}
