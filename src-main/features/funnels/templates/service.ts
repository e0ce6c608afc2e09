// Templates for a trade: asking for a quote, and booking a visit nearby.
import type { Template } from './templateText.ts'

export const quote: Template = {
  id: 'service-quote',
  funnelType: 'service',
  theme: { accent: '#15803d', font: 'sans', tone: 'light', corners: 'round' },
  texts: {
    fr: {
      name: 'Demande de devis',
      description: 'Présenter une prestation et recueillir des demandes de devis avec ce qu’il faut pour rappeler.',
      tag: 'devis',
      steps: [
        {
          name: 'Demander un devis',
          pageType: 'sales',
          description: 'Un devis clair de {business} sous deux jours ouvrés, gratuit et sans engagement.',
          title: 'Un devis clair, sous deux jours',
          text: 'Dites-nous ce qu’il vous faut en une minute. {business} vous rappelle, pose les bonnes questions et vous envoie un prix ferme.',
          button: ['Demander mon devis', 'form'],
          benefits: {
            title: 'Travailler avec nous',
            items: [
              ['Un seul interlocuteur', 'La personne qui vous rappelle suit votre dossier jusqu’à la fin.'],
              ['Un prix ferme', 'Ce qui est écrit est ce qui est payé. Tout changement fait l’objet de votre accord.'],
              ['Des délais tenus', 'Une date de début et une date de fin, écrites sur le devis.'],
              ['Un travail garanti', 'Nous sommes assurés, et nous revenons si quelque chose ne va pas.'],
            ],
          },
          form: { title: 'Votre demande', fields: 'firstName* lastName* phone* email* company', button: 'Être rappelé' },
          faq: [
            ['Le devis est-il payant ?', 'Non, il est gratuit et ne vous engage pas.'],
            ['Quand vais-je être rappelé ?', 'Sous un jour ouvré, aux heures de bureau.'],
            ['Intervenez-vous près de chez moi ?', 'Indiquez-nous votre commune au téléphone : si nous ne pouvons pas venir, nous vous conseillons un confrère.'],
          ],
        },
        {
          name: 'Demande reçue',
          pageType: 'thank_you',
          description: 'Votre demande de devis est arrivée.',
          title: 'Merci, nous vous rappelons',
          text: 'Votre demande est entre les mains de {business}. Nous vous appelons sous un jour ouvré.',
          benefits: {
            title: 'Pour gagner du temps',
            items: [
              ['Quelques photos', 'Gardez-les sous la main : elles évitent souvent un déplacement.'],
              ['Vos dates', 'Notez celles qui vous arrangent, et celles qui sont impossibles.'],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Quote request',
      description: 'Present a service and collect requests for quotes, with what is needed to call back.',
      tag: 'quote',
      steps: [
        {
          name: 'Ask for a quote',
          pageType: 'sales',
          description: 'A clear quote from {business} within two working days, free and without obligation.',
          title: 'A clear quote, within two days',
          text: 'Tell us what you need in one minute. {business} calls you back, asks the right questions and sends you a firm price.',
          button: ['Ask for my quote', 'form'],
          benefits: {
            title: 'Working with us',
            items: [
              ['One person to talk to', 'Whoever calls you back looks after you until the end.'],
              ['A firm price', 'What is written is what you pay. Any change needs your agreement.'],
              ['Dates that hold', 'A day to begin and a day to finish, written on the quote.'],
              ['Guaranteed work', 'We are insured, and we come back if something is not right.'],
            ],
          },
          form: { title: 'Your request', fields: 'firstName* lastName* phone* email* company', button: 'Call me back' },
          faq: [
            ['Do I pay for the quote?', 'No, it is free and commits you to nothing.'],
            ['When will you call?', 'Within one working day, during office hours.'],
            ['Do you come to where I live?', 'Tell us your town on the telephone: if we cannot come, we recommend a colleague.'],
          ],
        },
        {
          name: 'Request received',
          pageType: 'thank_you',
          description: 'Your request for a quote has arrived.',
          title: 'Thank you, we will call you',
          text: 'Your request is in the hands of {business}. We call you within one working day.',
          benefits: {
            title: 'To save time',
            items: [
              ['A few pictures', 'Keep them at hand: they often spare a visit.'],
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
      description: 'Proposer une visite à prix fixe près de chez vous : coordonnées, paiement, confirmation.',
      tag: 'visite',
      steps: [
        {
          name: 'Demander une visite',
          pageType: 'optin',
          description: 'Un professionnel de {business} chez vous, pour un diagnostic complet et un avis honnête.',
          title: 'Un diagnostic chez vous, un avis honnête',
          text: 'Avant de dépenser, sachez ce qui est nécessaire. {business} vient voir, vous explique, et vous laisse un compte rendu.',
          form: { title: 'Où pouvons-nous vous joindre ?', fields: 'firstName* lastName* phone* email*', button: 'Continuer' },
          benefits: {
            title: 'La visite',
            items: [
              ['Une heure sur place', 'Nous regardons tout, et nous répondons à vos questions.'],
              ['Un compte rendu illustré', 'Ce qui va, ce qui presse, ce qui peut attendre, avec des photos.'],
              ['Un prix pour chaque point', 'Vous choisissez ce que vous faites faire, par qui, et quand.'],
            ],
          },
        },
        {
          name: 'Réserver',
          pageType: 'sales',
          description: 'Réservez votre visite de diagnostic avec {business}.',
          title: 'Confirmez votre visite',
          text: 'Vos coordonnées sont enregistrées. Le paiement réserve votre créneau ; nous vous appelons ensuite pour choisir le jour.',
          price: {
            title: 'La visite de diagnostic',
            amount: 89,
            features: ['Déplacement compris', 'Compte rendu sous trois jours', 'Déduite des travaux que vous nous confiez'],
            note: 'Prix toutes taxes comprises. Remboursée si nous ne pouvons pas venir.',
            button: ['Réserver la visite', 'payment'],
          },
          last: ['Je préfère être rappelé d’abord', 'declined'],
          paths: { next: 2, accepted: 2, declined: 2 },
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Votre demande de visite est arrivée.',
          title: 'À très bientôt',
          text: 'Nous vous appelons sous un jour ouvré pour convenir du moment. Si c’est urgent, répondez à l’e-mail que vous venez de recevoir en le précisant.',
        },
      ],
    },
    en: {
      name: 'Diagnostic visit',
      description: 'Offer a visit at a fixed price near you: contact details, payment, confirmation.',
      tag: 'visit',
      steps: [
        {
          name: 'Ask for a visit',
          pageType: 'optin',
          description: 'A professional from {business} at your place, for a full diagnosis and an honest opinion.',
          title: 'A diagnosis at your place, an honest opinion',
          text: 'Before you spend, know what is needed. {business} comes to see, explains, and leaves you a report.',
          form: { title: 'How can we reach you?', fields: 'firstName* lastName* phone* email*', button: 'Go on' },
          benefits: {
            title: 'The visit',
            items: [
              ['An hour on site', 'We look at everything and answer your questions.'],
              ['A report with pictures', 'What is fine, what is urgent, what can wait.'],
              ['A price for each point', 'You choose what is done, by whom, and when.'],
            ],
          },
        },
        {
          name: 'Book',
          pageType: 'sales',
          description: 'Book your diagnostic visit with {business}.',
          title: 'Confirm your visit',
          text: 'We have your contact details. The payment reserves your slot; we then call you to choose the day.',
          price: {
            title: 'The diagnostic visit',
            amount: 89,
            features: ['Travel included', 'Report within three days', 'Taken off the work you give us'],
            note: 'Taxes included. Refunded if we cannot come.',
            button: ['Book the visit', 'payment'],
          },
          last: ['I would rather be called first', 'declined'],
          paths: { next: 2, accepted: 2, declined: 2 },
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Your request for a visit has arrived.',
          title: 'See you very soon',
          text: 'We call you within one working day to agree on a time. If it is urgent, say so in a reply to the e-mail you have just received.',
        },
      ],
    },
  },
}
