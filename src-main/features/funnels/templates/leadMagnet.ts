// Templates that offer something useful for an address: a guide, and a checklist followed by a
// small offer.
import type { Template } from './templateText.ts'

export const guide: Template = {
  id: 'guide',
  funnelType: 'lead_magnet',
  theme: { accent: '#1f5fbf', font: 'sans', tone: 'light', corners: 'round' },
  texts: {
    fr: {
      name: 'Guide gratuit',
      description:
        'Offrir un guide pratique contre une adresse e-mail, puis remercier. Le plus simple pour commencer une liste.',
      tag: 'guide',
      steps: [
        {
          name: 'Recevoir le guide',
          pageType: 'optin',
          description:
            'Le guide de {business} : les questions à se poser avant de se décider, et les erreurs à éviter.',
          title: 'Le guide pour bien choisir',
          text: 'L’essentiel sur le sujet, réuni par {business}. À lire à votre rythme, à garder sous la main.',
          button: ['Recevoir le guide', 'form'],
          benefits: {
            title: 'Ce que vous y trouverez',
            items: [
              [
                'Les bonnes questions',
                'Ce qu’il vaut mieux vérifier avant de se décider, dans l’ordre où cela compte.',
              ],
              [
                'Des repères',
                'De quoi comparer deux solutions, et comprendre ce que chacune change pour vous.',
              ],
              [
                'Les erreurs à éviter',
                'Comment les reconnaître à temps, et quoi faire à la place.',
              ],
            ],
          },
          form: {
            title: 'Où devons-nous l’envoyer ?',
            fields: 'firstName email*',
            button: 'Recevoir le guide',
          },
          faq: [
            [
              'Faut-il payer quelque chose ?',
              'Non. Vous indiquez votre adresse, et le guide vous est envoyé.',
            ],
            [
              'Allez-vous m’écrire ensuite ?',
              'Seulement si vous l’acceptez. Chaque message contient un lien pour arrêter.',
            ],
          ],
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Votre demande est bien arrivée.',
          title: 'Merci, le guide arrive',
          text: 'Il part vers l’adresse que vous avez indiquée. S’il n’apparaît pas, regardez dans les courriers indésirables.',
          benefits: {
            title: 'En attendant',
            items: [
              [
                'Notez vos questions',
                'Celles qui vous viennent maintenant sont souvent les meilleures. Gardez-les pour votre lecture.',
              ],
              [
                'Répondez-nous',
                'Une remarque, un doute ? Répondez simplement au message reçu : {business} vous lira.',
              ],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Free guide',
      description:
        'Offer a practical guide for an e-mail address, then say thank you. The simplest way to start a list.',
      tag: 'guide',
      steps: [
        {
          name: 'Get the guide',
          pageType: 'optin',
          description:
            'The guide by {business}: the questions to ask before you decide, and the mistakes to avoid.',
          title: 'The guide to choosing well',
          text: 'The essentials of the subject, gathered by {business}. To be read at your own pace and kept at hand.',
          button: ['Get the guide', 'form'],
          benefits: {
            title: 'What is inside',
            items: [
              [
                'The right questions',
                'What is better checked before you decide, in the order in which it matters.',
              ],
              [
                'Points of reference',
                'Enough to compare two solutions and see what each one changes for you.',
              ],
              ['The mistakes to avoid', 'How to recognise them in time, and what to do instead.'],
            ],
          },
          form: {
            title: 'Where should we send it?',
            fields: 'firstName email*',
            button: 'Get the guide',
          },
          faq: [
            [
              'Is there anything to pay?',
              'No. You give your address, and the guide is sent to you.',
            ],
            [
              'Will you write to me afterwards?',
              'Only if you agree to it. Every message has a link to stop.',
            ],
          ],
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Your request has arrived.',
          title: 'Thank you, the guide is on its way',
          text: 'It is going to the address you gave. If you do not see it, please look in your junk folder.',
          benefits: {
            title: 'In the meantime',
            items: [
              [
                'Note your questions',
                'The ones that come to mind now are often the best. Keep them for your reading.',
              ],
              [
                'Write back',
                'A remark, a doubt? Simply reply to the message you receive: {business} will read it.',
              ],
            ],
          },
        },
      ],
    },
  },
}

export const checklist: Template = {
  id: 'checklist-offer',
  funnelType: 'lead_magnet',
  theme: { accent: '#0f766e', font: 'sans', tone: 'light', corners: 'round' },
  texts: {
    fr: {
      name: 'Liste de contrôle et offre découverte',
      description:
        'Donner une liste de contrôle, puis proposer aussitôt une première prestation à ceux qui veulent aller plus loin.',
      tag: 'liste de contrôle',
      steps: [
        {
          name: 'Recevoir la liste',
          pageType: 'optin',
          description:
            'La liste de contrôle de {business} : l’essentiel à vérifier, sans rien oublier.',
          title: 'La liste pour ne rien oublier',
          text: 'Cochez, comptez : vous saurez où vous en êtes. La liste de {business} tient sous la main et se reprend quand vous voulez.',
          button: ['Recevoir la liste', 'form'],
          benefits: {
            title: 'Pourquoi une liste ?',
            items: [
              ['Pour ne rien oublier', 'Les points viennent dans l’ordre où on les rencontre.'],
              [
                'Pour y voir clair',
                'Ce qui n’est pas coché dit ce qui presse et ce qui peut attendre.',
              ],
              ['Pour mesurer le chemin', 'Imprimez-la, partagez-la, refaites-la plus tard.'],
            ],
          },
          form: {
            title: 'Votre liste par e-mail',
            fields: 'firstName email*',
            button: 'Recevoir la liste',
          },
        },
        {
          name: 'Offre découverte',
          pageType: 'sales',
          description: 'Parcourez la liste avec {business}.',
          title: 'Et si quelqu’un la parcourait avec vous ?',
          text: 'Votre liste est en route. Si vous préférez un regard extérieur, {business} peut la parcourir avec vous.',
          benefits: {
            title: 'Comment cela se passe',
            items: [
              ['Nous convenons d’un moment', 'À la date et de la façon qui vous arrangent.'],
              ['Nous parcourons la liste', 'Point par point, avec vos questions.'],
              ['Vous décidez de la suite', 'Avec nous ou sans nous : c’est vous qui choisissez.'],
            ],
          },
          price: {
            title: 'L’offre découverte',
            features: ['[[ce qui est compris]]'],
            note: '',
            button: ['Réserver', 'payment'],
          },
          last: ['Non merci, la liste me suffit', 'declined'],
          paths: { next: 2, accepted: 2, declined: 2 },
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Votre liste est en route.',
          title: 'Merci, c’est en route',
          text: 'Votre liste arrive par e-mail. Si vous avez réservé, nous vous écrivons pour convenir du moment.',
          benefits: {
            title: 'Pour bien commencer',
            items: [
              ['Cochez d’une traite', 'La première réponse qui vient est souvent la bonne.'],
              [
                'Gardez vos doutes',
                'Les points qui vous font hésiter sont ceux dont il est utile de parler.',
              ],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Checklist and first offer',
      description:
        'Give a checklist, then offer a first service right away to those who want to go further.',
      tag: 'checklist',
      steps: [
        {
          name: 'Get the checklist',
          pageType: 'optin',
          description: 'The checklist of {business}: what to check, with nothing forgotten.',
          title: 'The list that forgets nothing',
          text: 'Tick, count, and you know where you stand. The checklist of {business} stays at hand and can be taken up again whenever you like.',
          button: ['Get the checklist', 'form'],
          benefits: {
            title: 'Why a list?',
            items: [
              ['To forget nothing', 'The points come in the order in which you meet them.'],
              ['To see clearly', 'What is not ticked says what is urgent and what can wait.'],
              ['To see how far you have come', 'Print it, share it, go through it again later.'],
            ],
          },
          form: {
            title: 'Your checklist by e-mail',
            fields: 'firstName email*',
            button: 'Get the checklist',
          },
        },
        {
          name: 'First offer',
          pageType: 'sales',
          description: 'Go through the checklist with {business}.',
          title: 'What if somebody went through it with you?',
          text: 'Your checklist is on its way. If you would rather have somebody else look, {business} can go through it with you.',
          benefits: {
            title: 'How it works',
            items: [
              ['We agree on a time', 'On the day and in the way that suit you.'],
              ['We go through the list', 'Point by point, with your questions.'],
              ['You decide what comes next', 'With us or without us: the choice is yours.'],
            ],
          },
          price: {
            title: 'The first offer',
            features: ['[[what is included]]'],
            note: '',
            button: ['Book', 'payment'],
          },
          last: ['No thank you, the list is enough', 'declined'],
          paths: { next: 2, accepted: 2, declined: 2 },
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Your checklist is on its way.',
          title: 'Thank you, it is on its way',
          text: 'Your checklist arrives by e-mail. If you booked, we will write to you to agree on a time.',
          benefits: {
            title: 'A good start',
            items: [
              ['Tick in one go', 'The first answer that comes to mind is often the right one.'],
              [
                'Keep your doubts',
                'The points that make you hesitate are the ones worth talking about.',
              ],
            ],
          },
        },
      ],
    },
  },
}
