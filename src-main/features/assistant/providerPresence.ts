// Whether somebody other than the built-in writer can be asked: said before anything is written.
import type { Services } from '#main/app/services.ts'

/** No provider can be set up yet. */
export const hasProvider = (_services: Services): boolean => false
