// Templates for people who stay: joining a club, and trying it before joining.
import type { Template } from './templateText.ts'

export const club: Template = {
  id: 'membership-club',
  funnelType: 'membership',
  theme: { accent: '#a21caf', font: 'sans', tone: 'light', corners: 'round' },
  texts: {
    fr: {
      name: 'Adhésion au club',
      description:
        'Présenter votre club ou votre abonnement, prendre l’adhésion, accueillir les membres.',
      tag: 'membre',
      steps: [
        {
          name: 'Le club',
          pageType: 'sales',
          description: 'Le club de {business} : apprendre, s’entraider, se retrouver.',
          title: 'Rejoignez le club',
          text: 'Le club de {business} réunit celles et ceux qui partagent la même envie : apprendre, s’entraider, se retrouver.',
          button: ['Devenir membre', 'payment'],
          benefits: {
            title: 'La vie du club',
            items: [
              ['Se retrouver', '[[rythme et lieu des rendez-vous]]'],
              ['Apprendre', 'Ce que {business} sait faire, expliqué aux membres.'],
              [
                'Avoir une voix',
                'Dites ce que vous aimeriez trouver au club : il se construit avec ses membres.',
              ],
            ],
          },
          price: {
            title: 'L’adhésion',
            features: ['[[ce que comprend l’adhésion]]'],
            note: '[[par mois ou par an]]',
            button: ['Devenir membre', 'payment'],
          },
          faq: [['Comment arrêter ?', '[[comment et quand l’adhésion prend fin]]']],
          last: ['Me présenter', 'next'],
        },
        {
          name: 'Se présenter',
          pageType: 'optin',
          description: 'Présentez-vous au club de {business}.',
          title: 'Faisons connaissance',
          text: 'Dites-nous comment vous appeler et où vous écrire : c’est là qu’arriveront les invitations.',
          form: {
            title: 'Vos coordonnées',
            fields: 'firstName* lastName email* phone',
            button: 'Envoyer',
          },
        },
        {
          name: 'Bienvenue',
          pageType: 'thank_you',
          description: 'Bienvenue au club.',
          title: 'Bienvenue parmi nous',
          text: 'La suite arrive par e-mail. Dites-nous, en réponse, ce qui vous a donné envie de nous rejoindre.',
          benefits: {
            title: 'Pour commencer',
            items: [
              ['Présentez-vous', 'Une phrase sur vous, et une sur ce que vous venez chercher.'],
              ['Posez une question', 'Elle sert souvent à plusieurs.'],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Joining the club',
      description: 'Present your club or subscription, take the membership, welcome the members.',
      tag: 'member',
      steps: [
        {
          name: 'The club',
          pageType: 'sales',
          description: 'The club of {business}: learn, help each other, meet.',
          title: 'Join the club',
          text: 'The club of {business} brings together people who want the same thing: to learn, to help each other, to meet.',
          button: ['Become a member', 'payment'],
          benefits: {
            title: 'Life at the club',
            items: [
              ['Meet', '[[how often and where you meet]]'],
              ['Learn', 'What {business} knows, explained to the members.'],
              [
                'Have a say',
                'Tell us what you would like to find: the club is made with its members.',
              ],
            ],
          },
          price: {
            title: 'Membership',
            features: ['[[what membership includes]]'],
            note: '[[a month or a year]]',
            button: ['Become a member', 'payment'],
          },
          faq: [['How do I stop?', '[[how and when membership ends]]']],
          last: ['Introduce myself', 'next'],
        },
        {
          name: 'Introduce yourself',
          pageType: 'optin',
          description: 'Introduce yourself to the club of {business}.',
          title: 'Let us get to know each other',
          text: 'Tell us what to call you and where to write: that is where the invitations will arrive.',
          form: {
            title: 'Your contact details',
            fields: 'firstName* lastName email* phone',
            button: 'Send',
          },
        },
        {
          name: 'Welcome',
          pageType: 'thank_you',
          description: 'Welcome to the club.',
          title: 'Welcome among us',
          text: 'What comes next arrives by e-mail. Tell us, in a reply, what made you want to join.',
          benefits: {
            title: 'To begin',
            items: [
              [
                'Introduce yourself',
                'A sentence about you, and one about what you are looking for.',
              ],
              ['Ask a question', 'It often helps several people.'],
            ],
          },
        },
      ],
    },
  },
}

export const trial: Template = {
  id: 'membership-trial',
  funnelType: 'membership',
  theme: { accent: '#34d399', font: 'sans', tone: 'dark', corners: 'round' },
  texts: {
    fr: {
      name: 'Essai puis abonnement',
      description: 'Faire essayer, puis proposer l’abonnement.',
      tag: 'essai',
      steps: [
        {
          name: 'Commencer l’essai',
          pageType: 'optin',
          description: 'Essayez ce que {business} propose à ses abonnés.',
          title: 'Essayez avant de vous décider',
          text: 'Voyez par vous-même ce que {business} propose à ses abonnés.\n\n**Durée de l’essai :** [[durée de l’essai]]',
          button: ['Commencer l’essai', 'form'],
          form: { title: 'Ouvrir mon essai', fields: 'firstName* email*', button: 'Commencer' },
          benefits: {
            title: 'Pendant l’essai',
            items: [
              [
                'Regarder',
                'Commencez par ce qui vous intrigue : vous saurez vite si cela vous convient.',
              ],
              ['Demander', 'Une question ? Répondez à l’e-mail d’accueil, {business} vous lira.'],
              [
                'Choisir',
                'Cette page ne prend aucun paiement : la suite se décide plus tard, par vous.',
              ],
            ],
          },
        },
        {
          name: 'S’abonner',
          pageType: 'sales',
          description: 'L’abonnement de {business}.',
          title: 'Votre essai est ouvert. Et ensuite ?',
          text: 'Rien ne presse : l’abonnement se décide pendant l’essai ou à sa fin.',
          price: {
            title: 'L’abonnement',
            features: ['[[ce que comprend l’abonnement]]', '[[comment et quand arrêter]]'],
            note: '[[par mois ou par an]]',
            button: ['M’abonner', 'payment'],
          },
          last: ['Je décide à la fin de l’essai', 'declined'],
          paths: { next: 2, accepted: 2, declined: 2 },
        },
        {
          name: 'Bienvenue',
          pageType: 'thank_you',
          description: 'Votre essai a commencé.',
          title: 'Bienvenue, votre essai commence',
          text: 'Votre accès arrive par e-mail. Commencez par ce qui vous intrigue le plus.',
          benefits: {
            title: 'Pour bien essayer',
            items: [
              ['Choisissez un moment', 'Au calme, pour vous faire une idée.'],
              ['Notez ce qui manque', 'Et dites-le-nous en réponse au message reçu.'],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Trial, then subscription',
      description: 'Let people try, then offer the subscription.',
      tag: 'trial',
      steps: [
        {
          name: 'Start the trial',
          pageType: 'optin',
          description: 'Try what {business} offers its subscribers.',
          title: 'Try it before you decide',
          text: 'See for yourself what {business} offers its subscribers.\n\n**Length of the trial:** [[length of the trial]]',
          button: ['Start the trial', 'form'],
          form: { title: 'Open my trial', fields: 'firstName* email*', button: 'Start' },
          benefits: {
            title: 'During the trial',
            items: [
              [
                'Look',
                'Begin with whatever makes you curious: you will soon know whether it suits you.',
              ],
              ['Ask', 'A question? Reply to the welcome e-mail, {business} will read it.'],
              ['Choose', 'This page takes no payment: what comes next is decided later, by you.'],
            ],
          },
        },
        {
          name: 'Subscribe',
          pageType: 'sales',
          description: 'The subscription of {business}.',
          title: 'Your trial is open. What comes after?',
          text: 'There is no hurry: the subscription is decided during the trial or at its end.',
          price: {
            title: 'The subscription',
            features: ['[[what the subscription includes]]', '[[how and when to stop]]'],
            note: '[[a month or a year]]',
            button: ['Subscribe', 'payment'],
          },
          last: ['I will decide when the trial ends', 'declined'],
          paths: { next: 2, accepted: 2, declined: 2 },
        },
        {
          name: 'Welcome',
          pageType: 'thank_you',
          description: 'Your trial has begun.',
          title: 'Welcome, your trial begins',
          text: 'Your access arrives by e-mail. Begin with whatever makes you most curious.',
          benefits: {
            title: 'To try it properly',
            items: [
              ['Choose a moment', 'A quiet one, to make up your mind.'],
              ['Note what is missing', 'And tell us in reply to the message you receive.'],
            ],
          },
        },
      ],
    },
  },
}
