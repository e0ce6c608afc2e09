// Templates that offer something useful for an address: a guide, and a checklist followed by a small offer.
import type { Template } from './templateText.ts'

export const guide: Template = {
  id: 'guide',
  funnelType: 'lead_magnet',
  theme: { accent: '#1f5fbf', font: 'sans', tone: 'light', corners: 'round' },
  texts: {
    fr: {
      name: 'Guide gratuit',
      description: 'Offrir un guide pratique contre une adresse e-mail, puis remercier. Le plus simple pour commencer une liste.',
      tag: 'guide',
      steps: [
        {
          name: 'Recevoir le guide',
          pageType: 'optin',
          description: 'Un guide gratuit et court de {business} : les questions à se poser avant de se décider, et les erreurs qui coûtent cher.',
          title: 'Le guide pour choisir sans se tromper',
          text: 'Douze pages claires, écrites par {business} à partir des questions que nos clients nous posent chaque semaine. À lire en vingt minutes, à garder sous la main.',
          button: ['Recevoir le guide', 'form'],
          benefits: {
            title: 'Ce que vous y trouverez',
            items: [
              ['Les bonnes questions', 'La liste des points à vérifier avant de demander un devis ou de signer, dans l’ordre où ils comptent.'],
              ['Les vrais prix', 'Ce qui fait varier un tarif, ce qui doit y être compris, et ce qui s’ajoute trop souvent à la fin.'],
              ['Les erreurs à éviter', 'Les cinq erreurs que nous rencontrons le plus, comment les reconnaître et comment les rattraper.'],
            ],
          },
          form: { title: 'Où devons-nous l’envoyer ?', fields: 'firstName email*', button: 'Recevoir le guide' },
          faq: [
            ['Le guide est-il vraiment gratuit ?', 'Oui. Il n’y a rien à payer et rien à annuler ensuite.'],
            ['Allez-vous m’écrire souvent ?', 'Seulement si vous cochez la case prévue pour cela, et jamais plus d’une fois par semaine. Chaque message contient un lien pour arrêter.'],
            ['Sous quelle forme est-il ?', 'Un document PDF, lisible sur téléphone comme sur ordinateur.'],
          ],
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Votre demande est bien arrivée.',
          title: 'Merci, le guide arrive',
          text: 'Il part vers l’adresse que vous avez indiquée. Si vous ne le voyez pas d’ici quelques minutes, regardez dans les courriers indésirables.',
          benefits: {
            title: 'En attendant',
            items: [
              ['Notez vos questions', 'Celles qui vous viennent maintenant sont souvent les meilleures. Gardez-les pour votre lecture.'],
              ['Répondez-nous', 'Répondez simplement au message reçu : une personne de {business} vous lira.'],
            ],
          },
        },
      ],
    },
    en: {
      name: 'Free guide',
      description: 'Offer a practical guide for an e-mail address, then say thank you. The simplest way to start a list.',
      tag: 'guide',
      steps: [
        {
          name: 'Get the guide',
          pageType: 'optin',
          description: 'A short, free guide by {business}: the questions to ask before you decide, and the mistakes that cost the most.',
          title: 'The guide to choosing well the first time',
          text: 'Twelve clear pages, written by {business} from the questions our customers ask us every week. Twenty minutes to read, worth keeping at hand.',
          button: ['Get the guide', 'form'],
          benefits: {
            title: 'What is inside',
            items: [
              ['The right questions', 'What to check before asking for a quote or signing one, in the order in which it matters.'],
              ['The real prices', 'What makes a price go up or down, what it must include, and what is too often added at the end.'],
              ['The mistakes to avoid', 'The five mistakes we meet most often, how to recognise them and how to put them right.'],
            ],
          },
          form: { title: 'Where should we send it?', fields: 'firstName email*', button: 'Get the guide' },
          faq: [
            ['Is the guide really free?', 'Yes. There is nothing to pay and nothing to cancel afterwards.'],
            ['Will you write to me often?', 'Only if you tick the box for it, and never more than once a week. Every message has a link to stop.'],
            ['What does it come as?', 'A PDF document that reads well on a telephone and on a computer.'],
          ],
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Your request has arrived.',
          title: 'Thank you, the guide is on its way',
          text: 'It is going to the address you gave. If you do not see it within a few minutes, please look in your junk folder.',
          benefits: {
            title: 'In the meantime',
            items: [
              ['Note your questions', 'The ones that come to mind now are often the best. Keep them for your reading.'],
              ['Write back', 'Simply reply to the message you receive: a person at {business} will read it.'],
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
      description: 'Donner une liste de contrôle, puis proposer aussitôt une première prestation à petit prix à ceux qui veulent aller plus loin.',
      tag: 'liste de contrôle',
      steps: [
        {
          name: 'Recevoir la liste',
          pageType: 'optin',
          description: 'La liste de contrôle de {business} : quinze points à vérifier en dix minutes, sans rien oublier.',
          title: 'Quinze points à vérifier, en dix minutes',
          text: 'La liste que les équipes de {business} utilisent tous les jours. Cochez, comptez : vous saurez où vous en êtes.',
          button: ['Recevoir la liste', 'form'],
          benefits: {
            title: 'Pourquoi une liste ?',
            items: [
              ['Rien n’est oublié', 'Les points sont rangés dans l’ordre où on les rencontre, du plus simple au plus coûteux.'],
              ['Un résultat clair', 'Votre nombre de croix dit ce qui peut attendre et ce qui presse.'],
              ['Réutilisable', 'Imprimez-la, partagez-la, refaites-la dans six mois pour voir le chemin parcouru.'],
            ],
          },
          form: { title: 'Votre liste par e-mail', fields: 'firstName email*', button: 'Recevoir la liste' },
        },
        {
          name: 'Offre découverte',
          pageType: 'sales',
          description: 'Faites vérifier vos quinze points par un professionnel de {business}.',
          title: 'Et si quelqu’un la remplissait avec vous ?',
          text: 'Votre liste est en route. Si vous préférez un regard de professionnel, {business} fait le tour des quinze points avec vous et vous remet un avis écrit.',
          benefits: {
            title: 'Ce que vous recevez',
            items: [
              ['Une heure avec vous', 'Sur place ou par téléphone, au moment qui vous convient.'],
              ['Un avis écrit', 'Ce qui va bien, ce qui doit changer, et dans quel ordre : deux pages, sans jargon.'],
              ['Aucun engagement', 'Vous en faites ce que vous voulez, avec nous ou sans nous.'],
            ],
          },
          price: {
            title: 'L’avis complet',
            amount: 49,
            features: ['Une heure d’échange', 'Un avis écrit sous trois jours', 'Une réponse à vos questions pendant un mois'],
            note: 'Prix toutes taxes comprises. Déduit de votre facture si vous nous confiez la suite.',
            button: ['Réserver mon avis', 'payment'],
          },
          last: ['Non merci, la liste me suffit', 'declined'],
          paths: { next: 2, accepted: 2, declined: 2 },
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Votre liste est en route.',
          title: 'Merci, c’est en route',
          text: 'Votre liste arrive par e-mail dans quelques minutes. Si vous avez réservé un avis, nous vous appelons sous un jour ouvré pour fixer le rendez-vous.',
        },
      ],
    },
    en: {
      name: 'Checklist and first offer',
      description: 'Give a checklist, then offer a first small service right away to those who want to go further.',
      tag: 'checklist',
      steps: [
        {
          name: 'Get the checklist',
          pageType: 'optin',
          description: 'The checklist of {business}: fifteen points to check in ten minutes, with nothing forgotten.',
          title: 'Fifteen points to check, in ten minutes',
          text: 'The list the people at {business} use every day. Tick, count, and you know where you stand.',
          button: ['Get the checklist', 'form'],
          benefits: {
            title: 'Why a list?',
            items: [
              ['Nothing is forgotten', 'The points come in the order in which you meet them, from the simplest to the most costly.'],
              ['A clear result', 'The number of crosses says what can wait and what is urgent.'],
              ['Use it again', 'Print it, share it, go through it again in six months to see how far you have come.'],
            ],
          },
          form: { title: 'Your checklist by e-mail', fields: 'firstName email*', button: 'Get the checklist' },
        },
        {
          name: 'First offer',
          pageType: 'sales',
          description: 'Have your fifteen points checked by a professional at {business}.',
          title: 'What if somebody went through it with you?',
          text: 'Your checklist is on its way. If you would rather have a professional look, {business} goes through the fifteen points with you and gives you a written opinion.',
          benefits: {
            title: 'What you get',
            items: [
              ['An hour with you', 'At your place or by telephone, when it suits you.'],
              ['A written opinion', 'What is fine, what must change, and in which order: two pages, in plain words.'],
              ['No obligation', 'Do with it what you like, with us or without us.'],
            ],
          },
          price: {
            title: 'The full opinion',
            amount: 49,
            features: ['One hour of conversation', 'A written opinion within three days', 'Answers to your questions for a month'],
            note: 'Taxes included. Taken off your invoice if you let us do the rest.',
            button: ['Book my opinion', 'payment'],
          },
          last: ['No thank you, the list is enough', 'declined'],
          paths: { next: 2, accepted: 2, declined: 2 },
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Your checklist is on its way.',
          title: 'Thank you, it is on its way',
          text: 'Your checklist arrives by e-mail in a few minutes. If you booked an opinion, we will call you within one working day to agree on a time.',
        },
      ],
    },
  },
}
