// How a message looks: colours, letters and corners.
import { z } from 'zod'

/** As #rrggbb. */
export const Colour = z.string().regex(/^#[0-9a-f]{6}$/)

export const MailTheme = z.strictObject({
  accent: Colour,
  /** Around the message; the message itself is on white, which every mail program shows. */
  background: Colour,
  font: z.enum(['sans', 'serif']),
  corners: z.enum(['round', 'square']),
})
export type MailTheme = z.infer<typeof MailTheme>
export const defaultMailTheme: MailTheme = {
  accent: '#2457c5',
  background: '#f3f4f7',
  font: 'sans',
  corners: 'round',
}
