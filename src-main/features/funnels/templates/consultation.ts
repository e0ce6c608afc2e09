// Templates for advice: a first conversation, and a paid audit.
import type { Template } from './templateText.ts'

export const discoveryCall: Template = {
  id: 'consultation-call',
  funnelType: 'consultation',
  theme: { accent: '#4338ca', font: 'sans', tone: 'light', corners: 'round' },
  texts: {
    fr: {
      name: 'Appel découverte',
      description: 'Présenter votre approche, puis proposer un premier échange.',
      tag: 'appel découverte',
      steps: [
        {
          name: 'Notre approche',
          pageType: 'sales',
          description: 'Comment {business} travaille, et comment en parler.',
          title: 'Avançons à partir de votre situation',
          text: '{business} commence par comprendre, et conseille ensuite. Voici comment nous travaillons.',
          button: ['Demander un appel', 'next'],
          benefits: {
            title: 'Ce que nous faisons',
            items: [
              [
                'Comprendre d’abord',
                'Votre situation, vos contraintes, ce que vous avez déjà essayé.',
              ],
              [
                'Choisir peu de choses',
                'Quelques actions qui comptent, plutôt qu’un plan trop long pour être suivi.',
              ],
              ['Avancer avec vous', 'Regarder ce qui change, et corriger en chemin.'],
            ],
          },
          more: 'Le mieux est d’en parler de vive voix : quelques questions suffisent souvent à savoir si nous pouvons vous aider.',
          last: ['Demander un appel', 'next'],
        },
        {
          name: 'Demander un appel',
          pageType: 'optin',
          description: 'Demandez un premier échange avec {business}.',
          title: 'Un premier échange pour faire le point',
          text: 'Laissez-nous vos coordonnées : nous vous appelons pour convenir d’un moment. Votre demande n’engage à rien.',
          form: {
            title: 'Qui devons-nous appeler ?',
            fields: 'firstName* lastName phone* email* company',
            button: 'Demander mon appel',
          },
          faq: [
            [
              'Allez-vous me vendre quelque chose ?',
              'Si nous pensons pouvoir vous aider, nous vous dirons comment et à quel prix. Sinon, nous vous le dirons aussi.',
            ],
            [
              'Comment me préparer ?',
              'Réfléchissez à ce que vous aimeriez voir changer. Cela suffit.',
            ],
          ],
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Votre demande d’appel est arrivée.',
          title: 'Merci, nous vous appelons',
          text: 'Nous convenons d’un moment ensemble. Notez d’ici là les questions auxquelles vous aimeriez une réponse.',
          benefits: {
            title: 'Pour préparer notre échange',
            items: [
              ['Ce que vous aimeriez changer', 'Une phrase suffit pour commencer.'],
              ['Ce que vous avez déjà essayé', 'Ce qui a marché, et ce qui n’a pas marché.'],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Discovery call',
      description: 'Present your approach, then offer a first conversation.',
      tag: 'discovery call',
      steps: [
        {
          name: 'Our approach',
          pageType: 'sales',
          description: 'How {business} works, and how to talk about it.',
          title: 'Let us begin with your situation',
          text: '{business} begins by understanding, and advises after that. Here is how we work.',
          button: ['Ask for a call', 'next'],
          benefits: {
            title: 'What we do',
            items: [
              ['Understand first', 'Your situation, your limits, what you have already tried.'],
              [
                'Choose a few things',
                'A few actions that count rather than a plan too long to follow.',
              ],
              ['Move on with you', 'See what changes, and correct along the way.'],
            ],
          },
          more: 'The best way is to talk: a few questions are often enough to find out whether we can help.',
          last: ['Ask for a call', 'next'],
        },
        {
          name: 'Ask for a call',
          pageType: 'optin',
          description: 'Ask for a first conversation with {business}.',
          title: 'A first conversation to take stock',
          text: 'Leave us your contact details: we call you to agree on a time. Your request commits you to nothing.',
          form: {
            title: 'Whom should we call?',
            fields: 'firstName* lastName phone* email* company',
            button: 'Ask for my call',
          },
          faq: [
            [
              'Are you going to sell me something?',
              'If we think we can help, we will say how and at what price. If not, we will say that too.',
            ],
            [
              'How do I prepare?',
              'Think about what you would like to see changed. That is enough.',
            ],
          ],
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Your request for a call has arrived.',
          title: 'Thank you, we will call you',
          text: 'We will agree on a time together. Until then, note the questions you would like answered.',
          benefits: {
            title: 'To prepare our conversation',
            items: [
              ['What you would like to change', 'A sentence is enough to begin with.'],
              ['What you have already tried', 'What worked, and what did not.'],
            ],
          },
        },
      ],
    },
  },
}

export const audit: Template = {
  id: 'consultation-audit',
  funnelType: 'consultation',
  theme: { accent: '#0e7490', font: 'serif', tone: 'light', corners: 'square' },
  texts: {
    fr: {
      name: 'Audit payant',
      description: 'Vendre un audit et recueillir ce qu’il faut pour le préparer.',
      tag: 'audit',
      steps: [
        {
          name: 'L’audit',
          pageType: 'sales',
          description: 'Un audit par {business} : ce qui va, ce qui manque, par où commencer.',
          title: 'Sachez où vous en êtes',
          text: '{business} examine votre situation et vous dit ce qui va, ce qui manque et par où commencer.',
          button: ['Commander l’audit', 'payment'],
          benefits: {
            title: 'Le déroulement',
            items: [
              ['L’état des lieux', 'Vos outils, vos habitudes et vos résultats, regardés de près.'],
              ['Les priorités', 'Ce qui changera le plus, et ce qui peut attendre.'],
              [
                'La restitution',
                'Un échange pour tout parcourir ensemble et décider de la première étape.',
              ],
            ],
          },
          price: {
            title: 'L’audit',
            features: ['[[ce que comprend l’audit]]', '[[délai de remise]]'],
            note: '',
            button: ['Commander l’audit', 'payment'],
          },
          faq: [
            [
              'De quoi avez-vous besoin ?',
              'D’un peu de votre temps et de quelques documents, dont nous vous donnons la liste.',
            ],
            [
              'Que se passe-t-il après la commande ?',
              'Vous laissez vos coordonnées, et nous convenons ensemble d’un calendrier.',
            ],
          ],
          last: ['Préparer l’audit', 'next'],
        },
        {
          name: 'Préparer l’audit',
          pageType: 'optin',
          description: 'Quelques informations pour préparer votre audit.',
          title: 'Préparons votre audit',
          text: 'Dites-nous qui vous êtes : nous vous envoyons la liste des documents utiles et une proposition de calendrier.',
          form: {
            title: 'Vos coordonnées',
            fields: 'firstName* lastName* email* phone company* jobTitle',
            button: 'Envoyer',
          },
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Vos informations sont arrivées.',
          title: 'C’est noté',
          text: 'La liste des documents et la proposition de calendrier vous arrivent par e-mail.',
          benefits: {
            title: 'D’ici là',
            items: [
              ['Rassemblez ce qui existe', 'Documents, chiffres, notes : même en désordre.'],
              ['Pensez aux personnes', 'Qui d’autre devrait donner son avis ?'],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Paid audit',
      description: 'Sell an audit and collect what is needed to prepare it.',
      tag: 'audit',
      steps: [
        {
          name: 'The audit',
          pageType: 'sales',
          description: 'An audit by {business}: what is fine, what is missing, where to begin.',
          title: 'Know where you stand',
          text: '{business} examines your situation and tells you what is fine, what is missing and where to begin.',
          button: ['Order the audit', 'payment'],
          benefits: {
            title: 'How it goes',
            items: [
              ['Where you are', 'Your tools, your habits and your results, looked at closely.'],
              ['What comes first', 'What will change the most, and what can wait.'],
              [
                'Going through it',
                'A conversation to read it together and decide on the first step.',
              ],
            ],
          },
          price: {
            title: 'The audit',
            features: ['[[what the audit includes]]', '[[when it will be ready]]'],
            note: '',
            button: ['Order the audit', 'payment'],
          },
          faq: [
            [
              'What do you need?',
              'A little of your time, and a few documents of which we give you the list.',
            ],
            [
              'What happens after the order?',
              'You leave your contact details, and we agree on a calendar together.',
            ],
          ],
          last: ['Prepare the audit', 'next'],
        },
        {
          name: 'Prepare the audit',
          pageType: 'optin',
          description: 'Some information to prepare your audit.',
          title: 'Let us prepare your audit',
          text: 'Tell us who you are: we send you the list of useful documents and suggest a calendar.',
          form: {
            title: 'Your contact details',
            fields: 'firstName* lastName* email* phone company* jobTitle',
            button: 'Send',
          },
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Your information has arrived.',
          title: 'Noted',
          text: 'The list of documents and the suggested calendar will reach you by e-mail.',
          benefits: {
            title: 'Until then',
            items: [
              ['Gather what there is', 'Documents, figures, notes: even in disorder.'],
              ['Think of the people', 'Who else should have a say?'],
            ],
          },
        },
      ],
    },
  },
}
