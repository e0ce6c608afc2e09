// What the browser shows when it comes back from a provider's page, in the user's language.
import type { Language } from '#shared/contract/settings.contract.ts'
import type { SignInFailure } from '#shared/contract/email/signIn.ts'
import type { ReturnPages } from '#main/mail/signIn/browserSignIn.ts'

type Words = {
  done: [title: string, sentence: string]
  unknown: [title: string, sentence: string]
  failed: string
  reasons: Partial<Record<SignInFailure, string>>
  otherwise: string
}

const words: Record<Language, Words> = {
  fr: {
    done: [
      'Vous êtes connecté',
      'Vous pouvez fermer cette page et revenir dans WeBox Marketing : la suite s’y trouve.',
    ],
    unknown: [
      'Cette page ne correspond à aucune connexion en cours',
      'Fermez-la et recommencez depuis WeBox Marketing.',
    ],
    failed: 'La connexion n’a pas abouti',
    reasons: {
      denied: 'Vous avez refusé l’accès. Fermez cette page : rien n’a changé dans WeBox Marketing.',
      scope_refused:
        'L’autorisation d’utiliser votre messagerie n’a pas été cochée. Fermez cette page, recommencez depuis WeBox Marketing et laissez cette case cochée.',
    },
    otherwise: 'Fermez cette page : WeBox Marketing dit pourquoi, et comment continuer.',
  },
  en: {
    done: [
      'You are signed in',
      'You may close this page and go back to WeBox Marketing, where it goes on.',
    ],
    unknown: [
      'This page belongs to no sign-in under way',
      'Close it and begin again in WeBox Marketing.',
    ],
    failed: 'You are not signed in',
    reasons: {
      denied: 'You did not allow access. Close this page: nothing has changed in WeBox Marketing.',
      scope_refused:
        'The permission to use your mail was not ticked. Close this page, begin again in WeBox Marketing and leave that box ticked.',
    },
    otherwise: 'Close this page: WeBox Marketing says why, and what to do next.',
  },
}

export function returnPages(language: Language): ReturnPages {
  const { done, unknown, failed, reasons, otherwise } = words[language]
  const page = ([title, sentence]: [string, string]) => ({ title, sentence, language })
  return {
    done: page(done),
    unknown: page(unknown),
    failed: ({ failure }) => page([failed, reasons[failure] ?? otherwise]),
  }
}
