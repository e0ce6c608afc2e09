// The few words the built-in writer adds to a funnel's template.
import type { Language } from '#shared/contract/settings.contract.ts'
import type { AudienceKind } from './briefKinds.ts'

export const funnelWords: Record<
  Language,
  {
    forWhom: string
    audience: Record<AudienceKind, string>
    about: { topic: string; audience: string; goal: string }
    settings: string
    message: (number: number) => string
  }
> = {
  fr: {
    forWhom: 'Pour qui ?',
    audience: {
      businesses:
        'Votre temps compte : posez votre question en une ligne, et nous irons droit au but.',
      customers: 'Vous nous connaissez déjà : dites-nous ce qui vous serait le plus utile.',
      prospects:
        'Vous nous découvrez ? Prenez le temps de lire, et posez vos questions : rien ne vous engage.',
      families: 'Chaque famille a ses horaires et ses habitudes : dites-nous les vôtres.',
      everybody:
        'Que vous commenciez ou que vous ayez déjà de l’expérience, vous êtes au bon endroit.',
    },
    about: { topic: 'Sujet', audience: 'Public', goal: 'Objectif' },
    settings: 'Réglages',
    message: (number) => `message ${number}`,
  },
  en: {
    forWhom: 'Who is it for?',
    audience: {
      businesses:
        'Your time matters: put your question in a line, and we will come straight to the point.',
      customers: 'You already know us: tell us what would help you most.',
      prospects: 'New to us? Take your time to read, and ask your questions: nothing commits you.',
      families: 'Every family has its own hours and habits: tell us yours.',
      everybody:
        'Whether you are just beginning or already have experience, you are in the right place.',
    },
    about: { topic: 'Subject', audience: 'Audience', goal: 'Goal' },
    settings: 'Settings',
    message: (number) => `message ${number}`,
  },
}
