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
          description: '{business} ouvre ses portes : venez voir, demander, rencontrer.',
          title: 'Venez nous voir',
          text: '{business} ouvre ses portes : regardez comment nous travaillons et posez vos questions.\n\n**Quand :** [[date et heure]]\n**Où :** {address}',
          button: ['Je viens', 'form'],
          benefits: {
            title: 'Au programme',
            items: [
              ['Voir', 'Ce que nous faisons, montré par ceux qui le font.'],
              ['Demander', 'Apportez votre projet, une photo ou une question : nous en parlons.'],
              ['Se rencontrer', 'C’est encore le plus simple pour faire connaissance.'],
            ],
          },
          form: {
            title: 'Dites-nous que vous venez',
            fields: 'firstName* lastName email* phone',
            button: 'M’inscrire',
          },
          faq: [
            [
              'Et si je ne peux finalement pas venir ?',
              'Répondez simplement à l’e-mail de confirmation : votre place profitera à quelqu’un d’autre.',
            ],
          ],
        },
        {
          name: 'À bientôt',
          pageType: 'thank_you',
          description: 'Votre inscription est enregistrée.',
          title: 'C’est noté, à bientôt',
          text: 'La date et l’adresse vous arrivent par e-mail. Un empêchement ? Répondez simplement à ce message.',
          benefits: {
            title: 'D’ici là',
            items: [
              ['Notez la date', 'Inscrivez-la dès maintenant dans votre agenda.'],
              ['Préparez vos questions', 'Une photo ou un plan aident souvent à en parler.'],
            ],
          },
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
          description: '{business} opens its doors: come and see, ask, meet.',
          title: 'Come and see us',
          text: '{business} opens its doors: see how we work and ask your questions.\n\n**When:** [[date and time]]\n**Where:** {address}',
          button: ['I am coming', 'form'],
          benefits: {
            title: 'What happens',
            items: [
              ['See', 'What we do, shown by those who do it.'],
              ['Ask', 'Bring your project, a picture or a question: we talk about it.'],
              ['Meet', 'Still the simplest way to get to know each other.'],
            ],
          },
          form: {
            title: 'Tell us you are coming',
            fields: 'firstName* lastName email* phone',
            button: 'Sign me up',
          },
          faq: [
            [
              'What if I cannot come after all?',
              'Simply reply to the confirmation e-mail: somebody else will have your place.',
            ],
          ],
        },
        {
          name: 'See you soon',
          pageType: 'thank_you',
          description: 'You are registered.',
          title: 'Noted, see you soon',
          text: 'The date and the address reach you by e-mail. Something in the way? Simply reply to that message.',
          benefits: {
            title: 'Until then',
            items: [
              ['Note the date', 'Put it in your calendar now.'],
              ['Prepare your questions', 'A picture or a plan often helps to talk about them.'],
            ],
          },
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
          description:
            'La lettre de {business} : des conseils, des nouvelles, des dates à retenir.',
          title: 'Des nouvelles qui servent',
          text: 'La lettre de {business} va à l’essentiel : des conseils, des nouvelles, des dates à retenir.',
          button: ['M’inscrire', 'form'],
          form: { title: 'Recevoir la lettre', fields: 'firstName email*', button: 'M’inscrire' },
          benefits: {
            title: 'Ce qu’elle contient',
            items: [
              ['Des conseils', 'De quoi essayer quelque chose par vous-même.'],
              ['Des nouvelles', 'Ce qui se passe chez {business}, et ce que nous en apprenons.'],
              ['Des dates', 'Les rendez-vous et les nouveautés à noter.'],
            ],
          },
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Votre inscription est arrivée.',
          title: 'Merci de votre inscription',
          text: 'Si vous avez accepté de recevoir la lettre, elle arrivera à l’adresse que vous avez indiquée.',
          benefits: {
            title: 'En attendant',
            items: [
              [
                'Dites-nous ce qui vous intéresse',
                'Un sujet, une question : répondez au message reçu.',
              ],
              ['Parlez-en autour de vous', 'Chacun peut s’inscrire par la même page.'],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Newsletter',
      description: 'A page to subscribe to your newsletter, short and to the point.',
      tag: 'newsletter',
      steps: [
        {
          name: 'Subscribe',
          pageType: 'optin',
          description: 'The newsletter of {business}: advice, news, dates to remember.',
          title: 'News you can use',
          text: 'The newsletter of {business} keeps to the point: advice, news, dates to remember.',
          button: ['Subscribe', 'form'],
          form: { title: 'Get the newsletter', fields: 'firstName email*', button: 'Subscribe' },
          benefits: {
            title: 'What is in it',
            items: [
              ['Advice', 'Something to try for yourself.'],
              ['News', 'What happens at {business}, and what we learn from it.'],
              ['Dates', 'Events and new things to note.'],
            ],
          },
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Your registration has arrived.',
          title: 'Thank you for subscribing',
          text: 'If you agreed to receive the newsletter, it will come to the address you gave.',
          benefits: {
            title: 'In the meantime',
            items: [
              [
                'Tell us what interests you',
                'A subject, a question: reply to the message you receive.',
              ],
              ['Tell others', 'Anybody can sign up on the same page.'],
            ],
          },
        },
      ],
    },
  },
}
