// Templates for what fits nowhere else: an event, and a newsletter.
import type { Template } from './templateText.ts'

export const event: Template = {
  id: 'other-event',
  funnelType: 'other',
  theme: { accent: '#c2410c', font: 'sans', tone: 'light', corners: 'round' },
  texts: {
    fr: {
      name: 'Portes ouvertes',
      description: 'Inviter à un événement dans vos murs et savoir qui vient.',
      tag: 'événement',
      steps: [
        {
          name: 'L’invitation',
          pageType: 'optin',
          description: '{business} ouvre ses portes : démonstrations, rencontres et un verre pour finir.',
          title: 'Venez nous voir',
          text: '{business} ouvre ses portes le temps d’un après-midi. Regardez comment nous travaillons, posez vos questions, repartez avec des idées.',
          button: ['Je viens', 'form'],
          benefits: {
            title: 'Au programme',
            items: [
              ['Des démonstrations', 'Toutes les demi-heures, par ceux qui font le travail.'],
              ['Des conseils', 'Apportez votre projet, une photo ou un plan : nous en parlons.'],
              ['Un moment convivial', 'De quoi boire et grignoter, pour petits et grands.'],
            ],
          },
          form: { title: 'Dites-nous que vous venez', fields: 'firstName* lastName email* phone', button: 'M’inscrire' },
          faq: [
            ['Puis-je venir accompagné ?', 'Bien sûr. Une seule inscription suffit par famille ou par entreprise.'],
            ['Est-ce accessible ?', 'Oui, de plain-pied. Appelez-nous si vous avez besoin d’aide à l’arrivée.'],
          ],
        },
        {
          name: 'À bientôt',
          pageType: 'thank_you',
          description: 'Votre inscription est enregistrée.',
          title: 'C’est noté, à bientôt',
          text: 'Le rappel avec l’adresse et le plan d’accès arrive par e-mail quelques jours avant. Un empêchement ? Répondez simplement à ce message.',
        },
      ],
    },
    en: {
      name: 'Open day',
      description: 'Invite people to an event at your place and know who is coming.',
      tag: 'event',
      steps: [
        {
          name: 'The invitation',
          pageType: 'optin',
          description: '{business} opens its doors: demonstrations, conversations, and a drink to finish.',
          title: 'Come and see us',
          text: '{business} opens its doors for an afternoon. See how we work, ask your questions, go home with ideas.',
          button: ['I am coming', 'form'],
          benefits: {
            title: 'What happens',
            items: [
              ['Demonstrations', 'Every half hour, by those who do the work.'],
              ['Advice', 'Bring your project, a picture or a plan: we talk about it.'],
              ['Good company', 'Something to drink and to eat, for young and old.'],
            ],
          },
          form: { title: 'Tell us you are coming', fields: 'firstName* lastName email* phone', button: 'Sign me up' },
          faq: [
            ['May I bring somebody?', 'Of course. One registration is enough for a family or a company.'],
            ['Is it accessible?', 'Yes, all on one level. Call us if you need help on arrival.'],
          ],
        },
        {
          name: 'See you soon',
          pageType: 'thank_you',
          description: 'You are registered.',
          title: 'Noted, see you soon',
          text: 'The reminder with the address and directions arrives by e-mail a few days before. Something in the way? Simply reply to that message.',
        },
      ],
    },
  },
}

export const newsletter: Template = {
  id: 'other-newsletter',
  funnelType: 'other',
  theme: { accent: '#334155', font: 'serif', tone: 'light', corners: 'square' },
  texts: {
    fr: {
      name: 'Lettre d’information',
      description: 'Une page d’inscription à votre lettre d’information, courte et sans détour.',
      tag: 'lettre',
      steps: [
        {
          name: 'S’inscrire',
          pageType: 'optin',
          description: 'La lettre de {business} : une idée utile par mois, et rien d’autre.',
          title: 'Une idée utile par mois',
          text: 'La lettre de {business} se lit en trois minutes. Un conseil, une histoire vraie, une date à retenir. Pas de bruit.',
          form: { title: 'Recevoir la lettre', fields: 'firstName email*', button: 'M’inscrire' },
          benefits: {
            title: 'Ce qu’elle contient',
            items: [
              ['Un conseil', 'Quelque chose que vous pouvez faire le jour même.'],
              ['Une histoire', 'Ce qui nous est arrivé, ce que nous en avons appris.'],
              ['Une date', 'L’événement ou la nouveauté à ne pas manquer.'],
            ],
          },
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Votre inscription est presque terminée.',
          title: 'Merci de votre inscription',
          text: 'Si vous avez demandé à recevoir la lettre, regardez votre boîte e-mail : la prochaine vous y attendra.',
        },
      ],
    },
    en: {
      name: 'Newsletter',
      description: 'A page to subscribe to your newsletter.',
      tag: 'newsletter',
      steps: [
        {
          name: 'Subscribe',
          pageType: 'optin',
          description: 'The newsletter of {business}: one useful idea a month, and nothing else.',
          title: 'One useful idea a month',
          text: 'The newsletter of {business} takes three minutes to read. A piece of advice, a true story, a date to remember. No noise.',
          form: { title: 'Get the newsletter', fields: 'firstName email*', button: 'Subscribe' },
          benefits: {
            title: 'What is in it',
            items: [
              ['Advice', 'Something you can do the same day.'],
              ['A story', 'What happened to us, and what we learnt from it.'],
              ['A date', 'The event or the new thing not to miss.'],
            ],
          },
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'You are nearly done.',
          title: 'Thank you for subscribing',
          text: 'If you asked to receive the newsletter, watch your inbox: the next one will be waiting there.',
        },
      ],
    },
  },
}
