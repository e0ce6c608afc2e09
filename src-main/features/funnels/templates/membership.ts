// Templates for people who stay: joining a club, and trying it before joining.
import type { Template } from './templateText.ts'

export const club: Template = {
  id: 'membership-club',
  funnelType: 'membership',
  theme: { accent: '#a21caf', font: 'sans', tone: 'light', corners: 'round' },
  texts: {
    fr: {
      name: 'Adhésion au club',
      description: 'Présenter votre club ou votre abonnement, prendre l’adhésion, accueillir les membres.',
      tag: 'membre',
      steps: [
        {
          name: 'Le club',
          pageType: 'sales',
          description: 'Le club de {business} : des rendez-vous, des avantages et des gens qui partagent la même envie.',
          title: 'Rejoignez le club',
          text: 'Le club de {business} réunit celles et ceux qui veulent progresser ensemble. On y apprend, on s’y entraide, on y reste parce qu’on y est bien.',
          button: ['Devenir membre', 'payment'],
          benefits: {
            title: 'Ce que les membres reçoivent',
            items: [
              ['Un rendez-vous par mois', 'En petit groupe, avec un thème choisi par les membres.'],
              ['Des conseils réservés', 'Une fiche pratique par mois, et l’accès à toutes les précédentes.'],
              ['Des avantages', 'La priorité sur les nouveautés, et dix pour cent sur nos prestations.'],
            ],
          },
          price: {
            title: 'L’adhésion',
            amount: 19,
            features: ['Par mois, sans durée minimale', 'Tous les rendez-vous compris', 'Toutes les fiches, depuis le début'],
            note: 'Prix par mois, toutes taxes comprises. L’arrêt se fait d’un simple e-mail et prend effet à la fin du mois.',
            button: ['Devenir membre', 'payment'],
          },
          faq: [
            ['Puis-je arrêter quand je veux ?', 'Oui. Écrivez-nous : votre adhésion s’arrête à la fin du mois en cours.'],
            ['Et si je manque un rendez-vous ?', 'Un résumé écrit est envoyé à tous les membres le lendemain.'],
          ],
          last: ['Je suis membre : me présenter', 'next'],
        },
        {
          name: 'Se présenter',
          pageType: 'optin',
          description: 'Présentez-vous au club de {business}.',
          title: 'Faisons connaissance',
          text: 'Dites-nous comment vous appeler et où vous écrire : c’est là qu’arriveront les invitations.',
          form: { title: 'Vos coordonnées', fields: 'firstName* lastName email* phone', button: 'Envoyer' },
        },
        {
          name: 'Bienvenue',
          pageType: 'thank_you',
          description: 'Bienvenue au club.',
          title: 'Bienvenue parmi nous',
          text: 'Votre première invitation arrive par e-mail. D’ici là, choisissez la fiche qui vous tente : nous vous l’envoyons sur simple réponse.',
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
          description: 'The club of {business}: meetings, benefits, and people who want the same thing.',
          title: 'Join the club',
          text: 'The club of {business} brings together those who want to get better together. People learn, help each other, and stay because they like it.',
          button: ['Become a member', 'payment'],
          benefits: {
            title: 'What members get',
            items: [
              ['A meeting a month', 'In a small group, on a subject the members choose.'],
              ['Advice of their own', 'A practical sheet a month, and all the earlier ones.'],
              ['Benefits', 'New things first, and ten percent off our services.'],
            ],
          },
          price: {
            title: 'Membership',
            amount: 19,
            features: ['A month, with no minimum', 'All meetings included', 'All sheets, from the beginning'],
            note: 'Price per month, taxes included. A simple e-mail ends it at the end of the month.',
            button: ['Become a member', 'payment'],
          },
          faq: [
            ['Can I stop whenever I like?', 'Yes. Write to us: your membership ends with the current month.'],
            ['What if I miss a meeting?', 'A written summary goes to all members the day after.'],
          ],
          last: ['I am a member: introduce myself', 'next'],
        },
        {
          name: 'Introduce yourself',
          pageType: 'optin',
          description: 'Introduce yourself to the club of {business}.',
          title: 'Let us get to know each other',
          text: 'Tell us what to call you and where to write: that is where the invitations will arrive.',
          form: { title: 'Your contact details', fields: 'firstName* lastName email* phone', button: 'Send' },
        },
        {
          name: 'Welcome',
          pageType: 'thank_you',
          description: 'Welcome to the club.',
          title: 'Welcome among us',
          text: 'Your first invitation arrives by e-mail. Until then, choose the sheet you fancy: reply, and we send it.',
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
      description: 'Faire essayer pendant deux semaines, puis proposer l’abonnement.',
      tag: 'essai',
      steps: [
        {
          name: 'Commencer l’essai',
          pageType: 'optin',
          description: 'Deux semaines d’essai gratuit chez {business}, sans carte bancaire.',
          title: 'Essayez pendant deux semaines',
          text: 'Tout est ouvert, rien n’est à payer, aucune carte n’est demandée. Si cela ne vous plaît pas, il n’y a rien à faire : l’essai s’arrête de lui-même.',
          form: { title: 'Ouvrir mon essai', fields: 'firstName* email*', button: 'Commencer' },
          benefits: {
            title: 'Pendant l’essai',
            items: [
              ['Tout l’accès', 'Les mêmes contenus et les mêmes rendez-vous que les abonnés.'],
              ['Une personne pour vous guider', 'Un message d’accueil, et une réponse à vos questions sous un jour ouvré.'],
              ['Aucun piège', 'Pas de carte, pas de renouvellement caché, pas de relance par téléphone.'],
            ],
          },
        },
        {
          name: 'S’abonner',
          pageType: 'sales',
          description: 'L’abonnement de {business}, au mois, sans engagement.',
          title: 'Votre essai est ouvert. Et ensuite ?',
          text: 'Vous pouvez attendre la fin de l’essai. Ceux qui s’abonnent dès aujourd’hui gardent le tarif de bienvenue.',
          price: {
            title: 'Le tarif de bienvenue',
            amount: 12,
            features: ['Par mois, sans engagement', 'L’essai reste gratuit : le paiement commence après', 'Arrêt d’un simple e-mail'],
            note: 'Prix par mois, toutes taxes comprises.',
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
          text: 'Votre accès arrive par e-mail dans quelques minutes. Commencez par ce qui vous intrigue le plus.',
        },
      ],
    },
    en: {
      name: 'Trial, then subscription',
      description: 'Let people try for two weeks, then offer the subscription.',
      tag: 'trial',
      steps: [
        {
          name: 'Start the trial',
          pageType: 'optin',
          description: 'Two weeks of free trial at {business}, without a bank card.',
          title: 'Try it for two weeks',
          text: 'Everything is open, nothing is to be paid, no card is asked for. If you do not like it, there is nothing to do: the trial ends by itself.',
          form: { title: 'Open my trial', fields: 'firstName* email*', button: 'Start' },
          benefits: {
            title: 'During the trial',
            items: [
              ['Full access', 'The same contents and the same meetings as subscribers.'],
              ['Somebody to guide you', 'A welcome message, and answers to your questions within one working day.'],
              ['No trap', 'No card, no hidden renewal, no calls.'],
            ],
          },
        },
        {
          name: 'Subscribe',
          pageType: 'sales',
          description: 'The subscription of {business}, by the month, without obligation.',
          title: 'Your trial is open. What comes after?',
          text: 'You can wait until the trial ends. Those who subscribe today keep the welcome price.',
          price: {
            title: 'The welcome price',
            amount: 12,
            features: ['A month, without obligation', 'The trial stays free: payment begins after it', 'A simple e-mail ends it'],
            note: 'Price per month, taxes included.',
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
          text: 'Your access arrives by e-mail in a few minutes. Begin with whatever makes you most curious.',
        },
      ],
    },
  },
}
