// How a page looks: what the user chooses for all pages of a funnel.
import { z } from 'zod'

export const PageTheme = z.strictObject({
  /** Accent as #rrggbb; the renderer picks a readable text colour on it. */
  accent: z.string().regex(/^#[0-9a-f]{6}$/),
  font: z.enum(['sans', 'serif']),
  tone: z.enum(['light', 'dark']),
  corners: z.enum(['round', 'square']),
})
export type PageTheme = z.infer<typeof PageTheme>
export const defaultPageTheme: PageTheme = {
  accent: '#2457c5',
  font: 'sans',
  tone: 'light',
  corners: 'round',
}
