// Asks the model that is set up. No provider can be set up yet: everybody writes without one.
import type { AskForObject } from './objectTask.ts'

export const askForObject: AskForObject = async () => null
