// The few words the built-in writer adds to a funnel's template.
import type { Language } from '#shared/contract/settings.contract.ts'
import type { AudienceKind } from './briefKinds.ts'

export const funnelWords: Record<Language, { forWhom: string; madeFor: string; audience: Record<AudienceKind, string>; about: { topic: string; audience: string; goal: string }; settings: string; message: (number: number) => string }> = {
  fr: {
    forWhom: 'Pour qui ?',
    madeFor: 'Pensé pour',
    audience: {
      businesses: 'Les réponses sont précises, avec un prix et un délai quand il y en a un : votre temps compte.',
      customers: 'Vous nous connaissez déjà : vous retrouverez ici la même attention, et les mêmes interlocuteurs.',
      prospects: 'Vous nous découvrez ? Prenez le temps de lire, et posez vos questions : rien ne vous engage.',
      families: 'Chaque famille a ses horaires et ses habitudes : nous nous adaptons autant que possible.',
      everybody: 'Que vous commenciez ou que vous ayez déjà de l’expérience, vous y trouverez de quoi avancer.',
    },
    about: { topic: 'Sujet', audience: 'Public', goal: 'Objectif' },
    settings: 'Réglages',
    message: (number) => `message ${number}`,
  },
  en: {
    forWhom: 'Who is it for?',
    madeFor: 'Made for',
    audience: {
      businesses: 'Answers are precise, with a price and a date whenever there is one: your time matters.',
      customers: 'You already know us: you will find the same attention here, and the same people.',
      prospects: 'New to us? Take your time to read, and ask your questions: nothing commits you.',
      families: 'Every family has its own hours and habits: we adapt as well as we can.',
      everybody: 'Whether you are just beginning or already have experience, you will find something to go on with.',
    },
    about: { topic: 'Subject', audience: 'Audience', goal: 'Goal' },
    settings: 'Settings',
    message: (number) => `message ${number}`,
  },
}
