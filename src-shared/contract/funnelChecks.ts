// What is wrong with a funnel before it is published.
import { z } from 'zod'
import { Id } from './common.ts'

/** What is wrong with a funnel before it is published, by page. */
export const funnelProblems = [
  'unreachable',
  'no_thank_you',
  'form_without_consent',
  /** A form that asks for nothing that identifies who answers: nothing is published with it. */
  'form_without_identity',
  /** A page says that something comes by e-mail, and no e-mail is on: nothing is published with it. */
  'promise_without_email',
  'no_page',
  'offer_without_link',
  /** These three are left out of what visitors see. */
  'offer_without_price',
  'places_left',
  'video_without_address',
  /** A block names a picture that is not here: visitors see none. */
  'image_missing',
  /** A question fills in a custom field that was deleted: its answer is in the history alone. */
  'question_field_gone',
  /** The settings lack the name or the contact address that its pages give. */
  'business_unknown',
  /** Words in single brackets: perhaps a place, perhaps meant. */
  'brackets',
  'empty_page',
  /** A button that leads nowhere: its path is not drawn, or the page has no form to go to. */
  'button_without_target',
  /**
   * No relay is paired: exported forms open the visitor's mail program instead of reaching the
   * application.
   */
  'form_without_relay',
  /**
   * An e-mail of the page's form that is turned off, that lacks something, that only reaches the
   * sandbox, or whose form is gone.
   */
  'email_off',
  'email_incomplete',
  'email_in_sandbox',
  'email_without_form',
  /** A form asks for a confirmation by e-mail, and no account can send it. */
  'confirmation_in_sandbox',
  /**
   * A form asks for a confirmation by e-mail, and no relay is paired that could take the answer:
   * the question is not sent before.
   */
  'confirmation_without_relay',
] as const

/** With these a funnel does not go on the web: visitors would lose by it. */
export const blockingProblems: readonly (typeof funnelProblems)[number][] = [
  'form_without_identity',
  'promise_without_email',
]

export const FunnelCheck = z.object({
  problem: z.enum(funnelProblems),
  pageId: Id.nullable(),
  emailId: Id.optional(),
  /** Of places to fill: their names, and the block they stand in. */
  places: z.array(z.string()).optional(),
  blockKey: z.string().optional(),
})
