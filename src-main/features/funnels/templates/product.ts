// Templates that sell a thing: a single product with an addition and a smaller one, and a launch
// with a waiting list.
import type { Template } from './templateText.ts'

export const singleProduct: Template = {
  id: 'product-single',
  funnelType: 'product',
  theme: { accent: '#be123c', font: 'sans', tone: 'light', corners: 'round' },
  texts: {
    fr: {
      name: 'Un produit, avec un complément',
      description:
        'Vendre un produit, proposer un complément à ceux qui achètent, une version plus petite à ceux qui hésitent, puis remercier.',
      tag: 'produit',
      steps: [
        {
          name: 'Le produit',
          pageType: 'sales',
          description: 'Ce que {business} propose, et comment le commander.',
          title: 'À découvrir de près',
          text: '{business} vous le présente, et répond à vos questions avant toute commande.',
          button: ['Commander', 'payment'],
          benefits: {
            title: 'Avant de commander',
            items: [
              ['Ce que c’est', '[[le produit en une phrase]]'],
              ['Comment il vous parvient', '[[livraison ou retrait, frais et délai]]'],
              ['Une question ?', 'Écrivez à {business} : une personne vous répond.'],
            ],
          },
          price: {
            title: 'Votre commande',
            features: ['[[ce qui est compris dans le prix]]'],
            note: 'Le paiement se fait sur la page d’un prestataire de paiement.',
            button: ['Commander', 'payment'],
          },
          form: {
            title: 'Envie d’y réfléchir ? Restons en contact',
            fields: 'firstName email*',
            button: 'Recevoir de vos nouvelles',
          },
          faq: [
            ['Et si cela ne me convient pas ?', '[[conditions de retour et de remboursement]]'],
            [
              'Qui me répond en cas de problème ?',
              '{business}, à l’adresse indiquée au bas de cette page.',
            ],
          ],
          paths: { next: 3, accepted: 1, declined: 3 },
        },
        {
          name: 'Le complément',
          pageType: 'upsell',
          description: 'Le complément qui va avec votre commande.',
          title: 'Ajoutez ce qui va avec',
          text: 'Un complément choisi pour aller avec votre commande. Il n’oblige à rien : votre commande reste la même sans lui.',
          price: {
            title: 'Le complément',
            features: ['[[le complément en une phrase]]'],
            note: '',
            button: ['L’ajouter à ma commande', 'payment'],
          },
          last: ['Continuer sans complément', 'declined'],
          paths: { next: 3, accepted: 3, declined: 2 },
        },
        {
          name: 'La petite version',
          pageType: 'downsell',
          description: 'Le complément, en plus petit.',
          title: 'Peut-être en plus petit ?',
          text: 'La même idée, dans un format plus simple. Là encore, rien ne vous y oblige.',
          price: {
            title: 'Le petit format',
            features: ['[[ce que comprend le petit format]]'],
            note: '',
            button: ['Prendre le petit format', 'payment'],
          },
          last: ['Terminer sans complément', 'declined'],
          paths: { next: 3, accepted: 3, declined: 3 },
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Merci de votre confiance.',
          title: 'Merci de votre confiance',
          text: 'Si vous avez commandé, le prestataire de paiement vous envoie son reçu. Pour toute question, {business} reste à votre écoute.',
          benefits: {
            title: 'Et maintenant',
            items: [
              ['Gardez notre adresse', 'Elle figure au bas de cette page, pour toute question.'],
              ['Dites-nous ce que vous en pensez', 'Votre avis nous aide à faire mieux.'],
            ],
          },
        },
      ],
    },
    en: {
      name: 'One product, with an addition',
      description:
        'Sell a product, offer an addition to those who buy and a smaller one to those who hesitate, then say thank you.',
      tag: 'product',
      steps: [
        {
          name: 'The product',
          pageType: 'sales',
          description: 'What {business} offers, and how to order it.',
          title: 'Have a closer look',
          text: '{business} presents it, and answers your questions before you order.',
          button: ['Order', 'payment'],
          benefits: {
            title: 'Before you order',
            items: [
              ['What it is', '[[the product in a sentence]]'],
              ['How it reaches you', '[[delivery or collection, cost and time]]'],
              ['A question?', 'Write to {business}: a person will answer.'],
            ],
          },
          price: {
            title: 'Your order',
            features: ['[[what the price includes]]'],
            note: 'You pay on the page of a payment provider.',
            button: ['Order', 'payment'],
          },
          form: {
            title: 'Would you rather think it over? Let us stay in touch',
            fields: 'firstName email*',
            button: 'Hear from you',
          },
          faq: [
            ['What if it does not suit me?', '[[terms of return and refund]]'],
            [
              'Who answers if there is a problem?',
              '{business}, at the address at the bottom of this page.',
            ],
          ],
          paths: { next: 3, accepted: 1, declined: 3 },
        },
        {
          name: 'The addition',
          pageType: 'upsell',
          description: 'The addition that goes with your order.',
          title: 'Add what goes with it',
          text: 'An addition chosen to go with your order. It is up to you: your order stays the same without it.',
          price: {
            title: 'The addition',
            features: ['[[the addition in a sentence]]'],
            note: '',
            button: ['Add it to my order', 'payment'],
          },
          last: ['Continue without an addition', 'declined'],
          paths: { next: 3, accepted: 3, declined: 2 },
        },
        {
          name: 'The small version',
          pageType: 'downsell',
          description: 'The addition, in a smaller size.',
          title: 'Perhaps something smaller?',
          text: 'The same idea, in a simpler form. Again, the choice is yours.',
          price: {
            title: 'The small size',
            features: ['[[what the small size includes]]'],
            note: '',
            button: ['Take the small size', 'payment'],
          },
          last: ['Finish without an addition', 'declined'],
          paths: { next: 3, accepted: 3, declined: 3 },
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Thank you for your trust.',
          title: 'Thank you for your trust',
          text: 'If you placed an order, the payment provider sends you its receipt. For any question, {business} is there for you.',
          benefits: {
            title: 'And now',
            items: [
              ['Keep our address', 'It is at the bottom of this page, for any question.'],
              ['Tell us what you think', 'Your opinion helps us do better.'],
            ],
          },
        },
      ],
    },
  },
}

export const launch: Template = {
  id: 'product-launch',
  funnelType: 'product',
  theme: { accent: '#f59e0b', font: 'sans', tone: 'dark', corners: 'square' },
  texts: {
    fr: {
      name: 'Lancement avec liste d’attente',
      description:
        'Réunir les intéressés avant la sortie, leur montrer le produit, puis ouvrir les commandes.',
      tag: 'liste d’attente',
      steps: [
        {
          name: 'Liste d’attente',
          pageType: 'optin',
          description: 'Suivez la préparation de la nouveauté de {business}.',
          title: 'Bientôt',
          text: '{business} prépare une nouveauté. Laissez votre adresse : nous vous écrirons quand elle sera prête.',
          button: ['Me prévenir', 'form'],
          form: { title: 'Me prévenir', fields: 'firstName email*', button: 'Rejoindre la liste' },
          benefits: {
            title: 'Pourquoi s’inscrire',
            items: [
              ['Savoir quand', 'Un message à l’ouverture des commandes.'],
              ['Voir comment', 'Les étapes de la préparation, racontées par {business}.'],
              [
                'Rester libre',
                'S’inscrire n’oblige pas à commander, et chaque message contient un lien pour arrêter.',
              ],
            ],
          },
        },
        {
          name: 'En coulisses',
          pageType: 'vsl',
          description: 'Comment la nouveauté de {business} se prépare.',
          title: 'Regardez comment cela se prépare',
          text: 'L’idée, les essais, et ce qui en est sorti.',
          video: {
            title: 'En coulisses',
            text: 'La vidéo s’ouvre chez son hébergeur, dans un nouvel onglet : rien n’en est chargé avant votre clic.',
          },
          last: ['Voir l’offre de lancement', 'next'],
        },
        {
          name: 'Offre de lancement',
          pageType: 'sales',
          description: 'La nouveauté de {business}, et comment la commander.',
          title: 'La nouveauté est là',
          text: 'Voici la nouveauté de {business}.\n\nPrenez le temps de la regarder : c’est vous qui décidez.',
          price: {
            title: 'L’offre de lancement',
            features: [
              '[[ce qui est compris dans le prix]]',
              '[[livraison ou retrait, frais et délai]]',
            ],
            note: 'Le paiement se fait sur la page d’un prestataire de paiement.',
            button: ['Commander', 'payment'],
          },
          faq: [['Puis-je changer d’avis ?', '[[conditions d’annulation et de retour]]']],
          last: ['Continuer sans commander', 'declined'],
          paths: { next: 3, accepted: 3, declined: 3 },
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Merci de suivre {business}.',
          title: 'Merci d’être là dès le début',
          text: 'Si vous avez commandé, le prestataire de paiement vous envoie son reçu. La suite arrive par e-mail.',
          benefits: {
            title: 'D’ici là',
            items: [
              [
                'Faites-le savoir',
                'Quelqu’un que cela intéresse peut s’inscrire par la même page.',
              ],
              ['Posez vos questions', 'Répondez au message reçu : {business} vous lira.'],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Launch with a waiting list',
      description:
        'Gather those who are interested before the release, show them the product, then open the orders.',
      tag: 'waiting list',
      steps: [
        {
          name: 'Waiting list',
          pageType: 'optin',
          description: 'Follow what {business} is preparing.',
          title: 'Soon',
          text: '{business} is preparing something new. Leave your address: we will write to you when it is ready.',
          button: ['Tell me', 'form'],
          form: { title: 'Tell me', fields: 'firstName email*', button: 'Join the list' },
          benefits: {
            title: 'Why join',
            items: [
              ['Know when', 'A message when orders open.'],
              ['See how', 'The steps of the preparation, told by {business}.'],
              [
                'Stay free',
                'Joining does not oblige you to order, and every message has a link to stop.',
              ],
            ],
          },
        },
        {
          name: 'Behind the scenes',
          pageType: 'vsl',
          description: 'How the new product of {business} is coming about.',
          title: 'See how it is made',
          text: 'The idea, the attempts, and what came of them.',
          video: {
            title: 'Behind the scenes',
            text: 'The video opens at its host, in a new tab: nothing of it is loaded before you click.',
          },
          last: ['See the launch offer', 'next'],
        },
        {
          name: 'Launch offer',
          pageType: 'sales',
          description: 'The new product of {business}, and how to order it.',
          title: 'It is here',
          text: 'Here is what {business} has prepared.\n\nTake your time to look at it: the choice is yours.',
          price: {
            title: 'The launch offer',
            features: ['[[what the price includes]]', '[[delivery or collection, cost and time]]'],
            note: 'You pay on the page of a payment provider.',
            button: ['Order', 'payment'],
          },
          faq: [['Can I change my mind?', '[[terms of cancellation and return]]']],
          last: ['Continue without ordering', 'declined'],
          paths: { next: 3, accepted: 3, declined: 3 },
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Thank you for following {business}.',
          title: 'Thank you for being there from the start',
          text: 'If you placed an order, the payment provider sends you its receipt. What comes next arrives by e-mail.',
          benefits: {
            title: 'Until then',
            items: [
              ['Pass it on', 'Anybody who is interested can sign up on the same page.'],
              ['Ask your questions', 'Reply to the message you receive: {business} will read it.'],
            ],
          },
        },
      ],
    },
  },
}
