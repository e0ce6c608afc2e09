// Templates around an online meeting: signing up for a live one, and watching a recording before an offer.
import type { Template } from './templateText.ts'

export const liveWebinar: Template = {
  id: 'webinar-live',
  funnelType: 'webinar',
  theme: { accent: '#6d28d9', font: 'sans', tone: 'dark', corners: 'round' },
  texts: {
    fr: {
      name: 'Webinaire en direct',
      description: 'Inscrire des participants à une rencontre en ligne, puis leur dire comment se connecter.',
      tag: 'webinaire',
      steps: [
        {
          name: 'Inscription',
          pageType: 'webinar',
          description: 'Une heure en ligne avec {business} : une méthode expliquée pas à pas, puis vos questions.',
          title: 'Une heure pour tout comprendre, en direct',
          text: 'En quarante minutes, {business} vous montre sa méthode sur un cas réel. Les vingt minutes suivantes sont pour vos questions.',
          button: ['Je réserve ma place', 'form'],
          benefits: {
            title: 'Au programme',
            items: [
              ['Le point de départ', 'Pourquoi la plupart des projets s’enlisent au même endroit, et comment savoir si c’est votre cas.'],
              ['La méthode en quatre étapes', 'Un cas réel suivi du début à la fin, avec les chiffres et les décisions.'],
              ['Vos questions', 'Posez-les pendant la rencontre ou à l’avance : chacune reçoit une réponse.'],
            ],
          },
          form: { title: 'Réserver ma place', fields: 'firstName* email* company', button: 'Je m’inscris' },
          faq: [
            ['Que faut-il pour participer ?', 'Un ordinateur, une tablette ou un téléphone avec une connexion à Internet. Il n’y a rien à installer.'],
            ['Et si je ne suis pas libre ?', 'Inscrivez-vous tout de même : nous vous dirons où revoir l’enregistrement.'],
            ['Est-ce payant ?', 'Non, la rencontre est gratuite et ne vous engage à rien.'],
          ],
        },
        {
          name: 'Inscription confirmée',
          pageType: 'thank_you',
          description: 'Votre place est réservée.',
          title: 'Votre place est réservée',
          text: 'Vous recevrez le lien de connexion par e-mail, puis un rappel le jour même.',
          benefits: {
            title: 'Pour bien en profiter',
            items: [
              ['Notez la date', 'Inscrivez-la dans votre agenda dès maintenant, avec dix minutes d’avance.'],
              ['Envoyez votre question', 'Répondez à l’e-mail de confirmation : les questions reçues à l’avance passent en premier.'],
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
          description: 'An hour online with {business}: a method explained step by step, then your questions.',
          title: 'One hour to understand it all, live',
          text: 'In forty minutes {business} shows you its method on a real case. The twenty minutes after that belong to your questions.',
          button: ['Save my seat', 'form'],
          benefits: {
            title: 'What we will cover',
            items: [
              ['Where it begins', 'Why most projects get stuck in the same place, and how to tell whether yours is one of them.'],
              ['The method in four steps', 'A real case followed from beginning to end, with its figures and decisions.'],
              ['Your questions', 'Ask them during the meeting or beforehand: each one gets an answer.'],
            ],
          },
          form: { title: 'Save my seat', fields: 'firstName* email* company', button: 'Sign me up' },
          faq: [
            ['What do I need to take part?', 'A computer, tablet or telephone with an internet connection. There is nothing to install.'],
            ['What if I am not free?', 'Sign up anyway: we will tell you where to watch the recording.'],
            ['Does it cost anything?', 'No, the meeting is free and commits you to nothing.'],
          ],
        },
        {
          name: 'You are signed up',
          pageType: 'thank_you',
          description: 'Your seat is saved.',
          title: 'Your seat is saved',
          text: 'You will receive the link by e-mail, and a reminder on the day itself.',
          benefits: {
            title: 'To get the most out of it',
            items: [
              ['Note the date', 'Put it in your calendar now, ten minutes early.'],
              ['Send your question', 'Reply to the confirmation e-mail: questions that arrive beforehand come first.'],
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
          description: 'L’enregistrement complet de la présentation de {business}, à regarder quand vous voulez.',
          title: 'La présentation complète, quand vous voulez',
          text: 'Quarante minutes pour comprendre la méthode de {business} et repartir avec un plan d’action. L’accès est immédiat.',
          form: { title: 'Ouvrir l’accès', fields: 'firstName email*', button: 'Voir la présentation' },
          benefits: {
            title: 'Vous saurez',
            items: [
              ['Par où commencer', 'La première décision à prendre, celle qui rend les autres plus faciles.'],
              ['Quoi laisser de côté', 'Les trois efforts que presque tout le monde fournit pour rien.'],
              ['Comment tenir', 'Un rythme réaliste pour quelqu’un qui a déjà un métier à faire tourner.'],
            ],
          },
        },
        {
          name: 'La présentation',
          pageType: 'vsl',
          description: 'La présentation de {business} en vidéo.',
          title: 'Bon visionnage',
          text: 'Installez-vous, gardez de quoi noter. Le plan d’action est donné dans les dix dernières minutes.',
          video: { title: 'La présentation', text: 'La vidéo s’ouvre chez son hébergeur, dans un nouvel onglet : rien n’en est chargé avant votre clic.' },
          last: ['Découvrir l’accompagnement', 'next'],
        },
        {
          name: 'L’accompagnement',
          pageType: 'sales',
          description: 'Six semaines avec {business} pour mettre la méthode en place chez vous.',
          title: 'Six semaines pour le mettre en place, ensemble',
          text: 'La présentation dit quoi faire. L’accompagnement fait que c’est fait : un rendez-vous par semaine, un objectif par rendez-vous.',
          benefits: {
            title: 'Comment cela se passe',
            items: [
              ['Un plan à vous', 'La première séance fixe vos objectifs, vos chiffres et votre calendrier.'],
              ['Un rendez-vous par semaine', 'Quarante-cinq minutes pour avancer, décider et débloquer.'],
              ['Des modèles prêts', 'Les documents que {business} utilise, à adapter plutôt qu’à inventer.'],
            ],
          },
          price: {
            title: 'L’accompagnement de six semaines',
            amount: 590,
            features: ['Six séances individuelles', 'Les modèles et l’enregistrement complet', 'Une réponse par e-mail sous un jour ouvré'],
            note: 'Prix toutes taxes comprises. Satisfait de la première séance, ou remboursé.',
            button: ['Commencer', 'payment'],
          },
          faq: [
            ['Combien de temps dois-je prévoir ?', 'Environ trois heures par semaine : la séance, et ce qui a été décidé.'],
            ['Puis-je reporter une séance ?', 'Oui, jusqu’à la veille, sans frais.'],
          ],
          last: ['Pas maintenant', 'declined'],
          paths: { next: 3, accepted: 3, declined: 3 },
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Merci d’avoir regardé la présentation.',
          title: 'Merci de votre temps',
          text: 'Le lien vers la présentation vous attend dans votre boîte e-mail. Si vous avez choisi l’accompagnement, nous vous écrivons sous un jour ouvré pour fixer la première séance.',
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
          description: 'The full recording of the presentation by {business}, to watch whenever you like.',
          title: 'The full presentation, whenever you like',
          text: 'Forty minutes to understand the method of {business} and leave with a plan. Access is immediate.',
          form: { title: 'Open access', fields: 'firstName email*', button: 'Watch the presentation' },
          benefits: {
            title: 'You will know',
            items: [
              ['Where to start', 'The first decision to take, the one that makes the others easier.'],
              ['What to leave out', 'The three efforts almost everybody makes for nothing.'],
              ['How to keep going', 'A realistic pace for somebody who has a business to run.'],
            ],
          },
        },
        {
          name: 'The presentation',
          pageType: 'vsl',
          description: 'The presentation by {business} on video.',
          title: 'Enjoy the presentation',
          text: 'Sit down and keep something to write with. The plan comes in the last ten minutes.',
          video: { title: 'The presentation', text: 'The video opens at its host, in a new tab: nothing of it is loaded before you click.' },
          last: ['See how we can help', 'next'],
        },
        {
          name: 'The coaching',
          pageType: 'sales',
          description: 'Six weeks with {business} to put the method in place in your business.',
          title: 'Six weeks to put it in place, together',
          text: 'The presentation says what to do. The coaching gets it done: one meeting a week, one goal a meeting.',
          benefits: {
            title: 'How it works',
            items: [
              ['A plan of your own', 'The first session settles your goals, your figures and your calendar.'],
              ['One meeting a week', 'Forty-five minutes to move on, decide and get unstuck.'],
              ['Documents that are ready', 'The ones {business} uses, to adapt rather than to invent.'],
            ],
          },
          price: {
            title: 'Six weeks of coaching',
            amount: 590,
            features: ['Six individual sessions', 'The documents and the full recording', 'Answers by e-mail within one working day'],
            note: 'Taxes included. Your money back if the first session does not convince you.',
            button: ['Start', 'payment'],
          },
          faq: [
            ['How much time does it take?', 'About three hours a week: the session, and what was decided in it.'],
            ['Can I move a session?', 'Yes, until the day before, free of charge.'],
          ],
          last: ['Not now', 'declined'],
          paths: { next: 3, accepted: 3, declined: 3 },
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Thank you for watching the presentation.',
          title: 'Thank you for your time',
          text: 'The link to the presentation is waiting in your inbox. If you chose the coaching, we will write to you within one working day to agree on the first session.',
        },
      ],
    },
  },
}
