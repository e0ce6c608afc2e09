// What can be said of the further e-mail addresses and phones of a lead, and of the labels of all.
import { z } from 'zod'
import { leadDraftShape } from '../leadFieldSchemas.ts'

export const contactLabels = ['work', 'home', 'mobile', 'other'] as const
export const ContactLabel = z.enum(contactLabels)
export type ContactLabel = z.infer<typeof ContactLabel>

/** Further addresses of one lead, and further phones, at most. */
export const maxContactPoints = 50

export const ContactPoint = z.object({ value: z.string(), label: ContactLabel.nullable() })
export type ContactPoint = z.infer<typeof ContactPoint>

/** Further ones, judged like the first; what is blank is left out. The whole list is given. */
const given = (value: typeof leadDraftShape.email | typeof leadDraftShape.phone) =>
  z
    .array(z.strictObject({ value, label: ContactLabel.nullable().default(null) }))
    .max(maxContactPoints)
    .transform((points) =>
      points.flatMap((point): ContactPoint[] =>
        point.value === null ? [] : [{ value: point.value, label: point.label }],
      ),
    )

export const contactPointsDraft = {
  emailLabel: ContactLabel.nullable(),
  emails: given(leadDraftShape.email),
  phoneLabel: ContactLabel.nullable(),
  phones: given(leadDraftShape.phone),
}

/** `emails` and `phones` are the further ones: the first stand in `email` and `phone`. */
export const contactPointsShape = {
  emailLabel: ContactLabel.nullable(),
  emails: z.array(ContactPoint),
  phoneLabel: ContactLabel.nullable(),
  phones: z.array(ContactPoint),
}

/** As a lead keeps them; a part that says nothing is left out. */
export const ContactPoints = z.object(contactPointsShape).partial()
export type ContactPoints = z.infer<typeof ContactPoints>
