// Templates for a trade: asking for a quote, and booking a visit nearby.
import type { Template } from './templateText.ts'

export const quote: Template = {
  id: 'service-quote',
  funnelType: 'service',
  theme: { accent: '#15803d', font: 'sans', tone: 'light', corners: 'round' },
  texts: {
    fr: {
      name: 'Demande de devis',
      description:
        'Présenter une prestation et recueillir des demandes de devis avec ce qu’il faut pour rappeler.',
      tag: 'devis',
      steps: [
        {
          name: 'Demander un devis',
          pageType: 'sales',
          description: 'Décrivez votre projet à {business} et demandez un devis.',
          title: 'Un devis clair pour votre projet',
          text: 'Dites-nous ce qu’il vous faut. {business} vous rappelle, pose les bonnes questions et vous envoie un devis.',
          button: ['Demander mon devis', 'form'],
          benefits: {
            title: 'Comment cela se passe',
            items: [
              [
                'Vous décrivez',
                'Le projet, le lieu, les dates qui comptent : quelques mots suffisent.',
              ],
              [
                'Nous vous rappelons',
                'Pour comprendre ce qu’il vous faut et ce qui compte pour vous.',
              ],
              [
                'Vous recevez un devis',
                'Par écrit, avec ce qui est compris. Vous le lisez à votre rythme.',
              ],
              ['Vous décidez', 'Une demande de devis n’engage à rien.'],
            ],
          },
          form: {
            title: 'Votre demande',
            fields: 'firstName* lastName* phone* email* company',
            button: 'Être rappelé',
          },
          faq: [
            [
              'Que puis-je préparer ?',
              'Quelques photos, des dimensions ou un plan si vous en avez, et vos dates.',
            ],
            ['Ma demande m’engage-t-elle ?', 'Non. Rien ne commence sans votre accord.'],
            [
              'Intervenez-vous près de chez moi ?',
              'Indiquez-nous votre commune au téléphone : nous vous dirons ce qui est possible.',
            ],
          ],
        },
        {
          name: 'Demande reçue',
          pageType: 'thank_you',
          description: 'Votre demande de devis est arrivée.',
          title: 'Merci, nous vous rappelons',
          text: 'Votre demande est entre les mains de {business}.',
          benefits: {
            title: 'Pour gagner du temps',
            items: [
              [
                'Quelques photos',
                'Gardez-les sous la main : elles en disent souvent plus qu’une description.',
              ],
              ['Vos dates', 'Notez celles qui vous arrangent, et celles qui sont impossibles.'],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Quote request',
      description:
        'Present a service and collect requests for quotes, with what is needed to call back.',
      tag: 'quote',
      steps: [
        {
          name: 'Ask for a quote',
          pageType: 'sales',
          description: 'Describe your project to {business} and ask for a quote.',
          title: 'A clear quote for your project',
          text: 'Tell us what you need. {business} calls you back, asks the right questions and sends you a quote.',
          button: ['Ask for my quote', 'form'],
          benefits: {
            title: 'How it works',
            items: [
              [
                'You describe',
                'The project, the place, the dates that matter: a few words are enough.',
              ],
              ['We call you back', 'To understand what you need and what matters to you.'],
              [
                'You receive a quote',
                'In writing, with what is included. Read it at your own pace.',
              ],
              ['You decide', 'Asking for a quote commits you to nothing.'],
            ],
          },
          form: {
            title: 'Your request',
            fields: 'firstName* lastName* phone* email* company',
            button: 'Call me back',
          },
          faq: [
            [
              'What can I prepare?',
              'A few pictures, measurements or a plan if you have one, and your dates.',
            ],
            ['Does my request commit me?', 'No. Nothing begins without your agreement.'],
            [
              'Do you come to where I live?',
              'Tell us your town on the telephone: we will say what is possible.',
            ],
          ],
        },
        {
          name: 'Request received',
          pageType: 'thank_you',
          description: 'Your request for a quote has arrived.',
          title: 'Thank you, we will call you',
          text: 'Your request is in the hands of {business}.',
          benefits: {
            title: 'To save time',
            items: [
              ['A few pictures', 'Keep them at hand: they often say more than a description.'],
              ['Your dates', 'Note those that suit you, and those that are impossible.'],
            ],
          },
        },
      ],
    },
  },
}

export const visit: Template = {
  id: 'service-visit',
  funnelType: 'service',
  theme: { accent: '#0369a1', font: 'sans', tone: 'light', corners: 'square' },
  texts: {
    fr: {
      name: 'Visite de diagnostic',
      description: 'Proposer une visite payante : coordonnées, paiement, confirmation.',
      tag: 'visite',
      steps: [
        {
          name: 'Demander une visite',
          pageType: 'optin',
          description: '{business} vient voir, explique et répond à vos questions.',
          title: 'Un avis sur place, avant de décider',
          text: 'Avant de dépenser, sachez ce qui est nécessaire. {business} vient voir et vous explique.',
          button: ['Demander une visite', 'form'],
          form: {
            title: 'Où pouvons-nous vous joindre ?',
            fields: 'firstName* lastName* phone* email*',
            button: 'Continuer',
          },
          benefits: {
            title: 'La visite',
            items: [
              ['Nous regardons', 'Sur place, on comprend mieux qu’au téléphone.'],
              ['Nous expliquons', 'Ce qui va, ce qui presse, ce qui peut attendre.'],
              ['Vous choisissez', 'Ce que vous faites faire, par qui, et quand.'],
            ],
          },
        },
        {
          name: 'Réserver',
          pageType: 'sales',
          description: 'Réservez votre visite avec {business}.',
          title: 'Votre visite',
          text: 'Vos coordonnées sont arrivées. Nous vous appelons pour choisir le jour.',
          price: {
            title: 'La visite',
            features: ['[[ce que comprend la visite]]', '[[secteur et conditions]]'],
            note: 'Le paiement réserve la visite.',
            button: ['Réserver la visite', 'payment'],
          },
          last: ['Je préfère être rappelé d’abord', 'declined'],
          paths: { next: 2, accepted: 2, declined: 2 },
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Votre demande de visite est arrivée.',
          title: 'Merci, nous vous appelons',
          text: 'Nous convenons ensemble du moment. Si c’est urgent, dites-le en réponse à l’e-mail que vous venez de recevoir.',
          benefits: {
            title: 'Pour préparer la visite',
            items: [
              [
                'Ce que vous voulez montrer',
                'Faites-en la liste, pièce par pièce ou point par point.',
              ],
              ['Vos questions', 'Notez-les : elles trouveront leur réponse sur place.'],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Diagnostic visit',
      description: 'Offer a paid visit: contact details, payment, confirmation.',
      tag: 'visit',
      steps: [
        {
          name: 'Ask for a visit',
          pageType: 'optin',
          description: '{business} comes to see, explains and answers your questions.',
          title: 'An opinion on site, before you decide',
          text: 'Before you spend, know what is needed. {business} comes to see and explains.',
          button: ['Ask for a visit', 'form'],
          form: {
            title: 'How can we reach you?',
            fields: 'firstName* lastName* phone* email*',
            button: 'Go on',
          },
          benefits: {
            title: 'The visit',
            items: [
              ['We look', 'On site one understands more than on the telephone.'],
              ['We explain', 'What is fine, what is urgent, what can wait.'],
              ['You choose', 'What is done, by whom, and when.'],
            ],
          },
        },
        {
          name: 'Book',
          pageType: 'sales',
          description: 'Book your visit with {business}.',
          title: 'Your visit',
          text: 'We have your contact details. We will call you to choose the day.',
          price: {
            title: 'The visit',
            features: ['[[what the visit includes]]', '[[area and terms]]'],
            note: 'The payment reserves the visit.',
            button: ['Book the visit', 'payment'],
          },
          last: ['I would rather be called first', 'declined'],
          paths: { next: 2, accepted: 2, declined: 2 },
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Your request for a visit has arrived.',
          title: 'Thank you, we will call you',
          text: 'We will agree on a time together. If it is urgent, say so in a reply to the e-mail you have just received.',
          benefits: {
            title: 'To prepare the visit',
            items: [
              ['What you want to show', 'Make a list, room by room or point by point.'],
              ['Your questions', 'Write them down: they are best answered on site.'],
            ],
          },
        },
      ],
    },
  },
}
