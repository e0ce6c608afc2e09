// Templates around an online meeting: signing up for a live one, and watching a recording before an
// offer.
import type { Template } from './templateText.ts'

export const liveWebinar: Template = {
  id: 'webinar-live',
  funnelType: 'webinar',
  theme: { accent: '#6d28d9', font: 'sans', tone: 'dark', corners: 'round' },
  texts: {
    fr: {
      name: 'Webinaire en direct',
      description:
        'Inscrire des participants à une rencontre en ligne, puis leur dire comment se connecter.',
      tag: 'webinaire',
      steps: [
        {
          name: 'Inscription',
          pageType: 'webinar',
          description:
            'Une rencontre en ligne avec {business} : des explications, puis vos questions.',
          title: 'Tout comprendre, en direct',
          text: '{business} vous explique le sujet et répond à vos questions, en ligne.\n\n**Quand :** [[date et heure]]',
          button: ['Je réserve ma place', 'form'],
          benefits: {
            title: 'Au programme',
            items: [
              ['Le point de départ', 'Ce qu’il faut savoir avant de commencer, dit simplement.'],
              [
                'Un exemple, pas à pas',
                'Du début à la fin, avec les choix à faire et leurs raisons.',
              ],
              [
                'Vos questions',
                'Posez-les pendant la rencontre, ou à l’avance en réponse à notre e-mail.',
              ],
            ],
          },
          form: {
            title: 'Réserver ma place',
            fields: 'firstName* email* company',
            button: 'Je m’inscris',
          },
          faq: [
            [
              'Que faut-il pour participer ?',
              'Un ordinateur, une tablette ou un téléphone relié à Internet. Le lien pour nous rejoindre arrive par e-mail.',
            ],
            [
              'Et si je ne suis pas libre ?',
              'Inscrivez-vous tout de même, et dites-le-nous en réponse à l’e-mail de confirmation.',
            ],
          ],
        },
        {
          name: 'Inscription confirmée',
          pageType: 'thank_you',
          description: 'Votre place est réservée.',
          title: 'Votre place est réservée',
          text: 'Vous recevez le lien de connexion par e-mail.',
          benefits: {
            title: 'Pour bien en profiter',
            items: [
              ['Notez la date', 'Inscrivez-la dès maintenant dans votre agenda.'],
              [
                'Envoyez votre question',
                'Répondez à l’e-mail de confirmation : nous préparerons une réponse.',
              ],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Live webinar',
      description: 'Sign people up for an online meeting, then tell them how to join.',
      tag: 'webinar',
      steps: [
        {
          name: 'Sign up',
          pageType: 'webinar',
          description: 'An online meeting with {business}: explanations, then your questions.',
          title: 'Understand it all, live',
          text: '{business} explains the subject and answers your questions online.\n\n**When:** [[date and time]]',
          button: ['Save my seat', 'form'],
          benefits: {
            title: 'What we will cover',
            items: [
              ['Where it begins', 'What to know before you start, in plain words.'],
              [
                'An example, step by step',
                'From beginning to end, with the choices to make and the reasons for them.',
              ],
              [
                'Your questions',
                'Ask them during the meeting, or beforehand in reply to our e-mail.',
              ],
            ],
          },
          form: {
            title: 'Save my seat',
            fields: 'firstName* email* company',
            button: 'Sign me up',
          },
          faq: [
            [
              'What do I need to take part?',
              'A computer, tablet or telephone with an internet connection. The link to join arrives by e-mail.',
            ],
            [
              'What if I am not free?',
              'Sign up anyway, and tell us in reply to the confirmation e-mail.',
            ],
          ],
        },
        {
          name: 'You are signed up',
          pageType: 'thank_you',
          description: 'Your seat is saved.',
          title: 'Your seat is saved',
          text: 'You will receive the link by e-mail.',
          benefits: {
            title: 'To get the most out of it',
            items: [
              ['Note the date', 'Put it in your calendar now.'],
              [
                'Send your question',
                'Reply to the confirmation e-mail: we will prepare an answer.',
              ],
            ],
          },
        },
      ],
    },
  },
}

export const replayWebinar: Template = {
  id: 'webinar-replay',
  funnelType: 'webinar',
  theme: { accent: '#b45309', font: 'serif', tone: 'light', corners: 'round' },
  texts: {
    fr: {
      name: 'Enregistrement puis offre',
      description: 'Donner accès à un enregistrement, puis présenter l’accompagnement qui va avec.',
      tag: 'enregistrement',
      steps: [
        {
          name: 'Accéder à la vidéo',
          pageType: 'optin',
          description: 'La présentation de {business} en vidéo, à regarder quand vous voulez.',
          title: 'La présentation complète, quand vous voulez',
          text: 'La présentation de {business} en vidéo : à regarder à votre rythme, en prenant des notes.',
          form: {
            title: 'Ouvrir l’accès',
            fields: 'firstName email*',
            button: 'Voir la présentation',
          },
          benefits: {
            title: 'De quoi y parle-t-on ?',
            items: [
              [
                'Par où commencer',
                'La première décision à prendre, celle qui rend les autres plus faciles.',
              ],
              [
                'Quoi laisser de côté',
                'Ce qui demande beaucoup d’efforts et change peu de choses.',
              ],
              ['Comment tenir', 'Un rythme réaliste, même avec un emploi du temps chargé.'],
            ],
          },
        },
        {
          name: 'La présentation',
          pageType: 'vsl',
          description: 'La présentation de {business} en vidéo.',
          title: 'Bienvenue',
          text: 'Installez-vous, et gardez de quoi noter. Le lien vers la présentation vous attend aussi dans votre boîte e-mail.',
          video: {
            title: 'La présentation',
            text: 'La vidéo s’ouvre chez son hébergeur, dans un nouvel onglet : rien n’en est chargé avant votre clic.',
          },
          last: ['Découvrir l’accompagnement', 'next'],
        },
        {
          name: 'L’accompagnement',
          pageType: 'sales',
          description: 'Mettre les choses en place avec {business}.',
          title: 'Et si nous le mettions en place ensemble ?',
          text: 'La présentation dit quoi faire. L’accompagnement aide à le faire, à votre rythme.',
          benefits: {
            title: 'Comment cela se passe',
            items: [
              [
                'Un plan à vous',
                'Nous partons de votre situation et de ce que vous voulez obtenir.',
              ],
              ['Des rendez-vous', 'Pour avancer, décider et débloquer ce qui doit l’être.'],
              ['Un point d’étape', 'Ce qui est fait, ce qui reste, et la suite.'],
            ],
          },
          price: {
            title: 'L’accompagnement',
            features: ['[[nombre et durée des séances]]', '[[ce qui est compris]]'],
            note: '',
            button: ['Commencer', 'payment'],
          },
          faq: [
            [
              'Que se passe-t-il après le paiement ?',
              'Nous vous écrivons pour convenir ensemble de la première séance.',
            ],
          ],
          last: ['Pas maintenant', 'declined'],
          paths: { next: 3, accepted: 3, declined: 3 },
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Merci d’avoir regardé la présentation.',
          title: 'Merci de votre temps',
          text: 'Le lien vers la présentation vous attend dans votre boîte e-mail. Si vous avez choisi l’accompagnement, nous vous écrivons pour fixer la première séance.',
          benefits: {
            title: 'Et maintenant',
            items: [
              ['Notez une idée', 'Celle que vous aimeriez essayer en premier, avec une date.'],
              ['Posez votre question', 'Répondez au message reçu : {business} vous lira.'],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Recording, then an offer',
      description: 'Give access to a recording, then present the coaching that goes with it.',
      tag: 'recording',
      steps: [
        {
          name: 'Get access',
          pageType: 'optin',
          description: 'The presentation by {business} on video, to watch whenever you like.',
          title: 'The full presentation, whenever you like',
          text: 'The presentation by {business} on video: to watch at your own pace, with something to write with.',
          form: {
            title: 'Open access',
            fields: 'firstName email*',
            button: 'Watch the presentation',
          },
          benefits: {
            title: 'What is it about?',
            items: [
              [
                'Where to start',
                'The first decision to take, the one that makes the others easier.',
              ],
              ['What to leave out', 'What takes a lot of effort and changes little.'],
              ['How to keep going', 'A realistic pace, even with a full diary.'],
            ],
          },
        },
        {
          name: 'The presentation',
          pageType: 'vsl',
          description: 'The presentation by {business} on video.',
          title: 'Welcome',
          text: 'Sit down, and keep something to write with. The link to the presentation is also waiting in your inbox.',
          video: {
            title: 'The presentation',
            text: 'The video opens at its host, in a new tab: nothing of it is loaded before you click.',
          },
          last: ['See how we can help', 'next'],
        },
        {
          name: 'The coaching',
          pageType: 'sales',
          description: 'Put things in place with {business}.',
          title: 'What if we put it in place together?',
          text: 'The presentation says what to do. The coaching helps you do it, at your own pace.',
          benefits: {
            title: 'How it works',
            items: [
              ['A plan of your own', 'We begin with your situation and what you want to achieve.'],
              ['Meetings', 'To move on, decide and get unstuck.'],
              ['Taking stock', 'What is done, what is left, and what comes next.'],
            ],
          },
          price: {
            title: 'The coaching',
            features: ['[[number and length of the sessions]]', '[[what is included]]'],
            note: '',
            button: ['Start', 'payment'],
          },
          faq: [
            [
              'What happens after the payment?',
              'We write to you to agree on the first session together.',
            ],
          ],
          last: ['Not now', 'declined'],
          paths: { next: 3, accepted: 3, declined: 3 },
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Thank you for watching the presentation.',
          title: 'Thank you for your time',
          text: 'The link to the presentation is waiting in your inbox. If you chose the coaching, we will write to you to agree on the first session.',
          benefits: {
            title: 'And now',
            items: [
              ['Note one idea', 'The one you would like to try first, with a date.'],
              ['Ask your question', 'Reply to the message you receive: {business} will read it.'],
            ],
          },
        },
      ],
    },
  },
}
