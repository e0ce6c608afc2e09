// Templates for advice: a first conversation free of charge, and a paid audit.
import type { Template } from './templateText.ts'

export const discoveryCall: Template = {
  id: 'consultation-call',
  funnelType: 'consultation',
  theme: { accent: '#4338ca', font: 'sans', tone: 'light', corners: 'round' },
  texts: {
    fr: {
      name: 'Appel découverte',
      description: 'Présenter votre approche en vidéo, puis proposer un premier échange gratuit.',
      tag: 'appel découverte',
      steps: [
        {
          name: 'Notre approche',
          pageType: 'vsl',
          description: 'Comment {business} travaille, en cinq minutes.',
          title: 'Avancez avec quelqu’un qui connaît le chemin',
          text: '{business} accompagne des gens comme vous depuis des années. Voici comment, en cinq minutes, sans promesse en l’air.',
          video: { title: 'Cinq minutes pour nous connaître', text: 'La vidéo s’ouvre chez son hébergeur, dans un nouvel onglet : rien n’en est chargé avant votre clic.' },
          benefits: {
            title: 'Ce que nous faisons',
            items: [
              ['Comprendre d’abord', 'Votre situation, vos contraintes, ce que vous avez déjà essayé.'],
              ['Choisir peu de choses', 'Deux ou trois actions qui comptent, plutôt qu’un plan de cinquante pages.'],
              ['Rester jusqu’au résultat', 'Nous mesurons avec vous, et nous corrigeons en chemin.'],
            ],
          },
          last: ['Demander un appel', 'next'],
        },
        {
          name: 'Demander un appel',
          pageType: 'optin',
          description: 'Trente minutes avec {business}, gratuites et sans engagement.',
          title: 'Trente minutes pour faire le point',
          text: 'L’appel est gratuit. Vous en sortez avec un avis clair sur la suite, que vous travailliez avec nous ou non.',
          form: { title: 'Qui devons-nous appeler ?', fields: 'firstName* lastName phone* email* company', button: 'Demander mon appel' },
          faq: [
            ['Allez-vous me vendre quelque chose ?', 'Si nous pensons pouvoir vous aider, nous vous dirons comment et à quel prix. Sinon, nous vous le dirons aussi.'],
            ['Comment me préparer ?', 'Réfléchissez à ce qui devrait être différent dans six mois. Cela suffit.'],
          ],
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Votre demande d’appel est arrivée.',
          title: 'Merci, nous vous appelons',
          text: 'Nous vous proposons un créneau sous un jour ouvré. Notez d’ici là les trois questions auxquelles vous aimeriez une réponse.',
        },
      ],
    },
    en: {
      name: 'Discovery call',
      description: 'Present your approach on video, then offer a first conversation free of charge.',
      tag: 'discovery call',
      steps: [
        {
          name: 'Our approach',
          pageType: 'vsl',
          description: 'How {business} works, in five minutes.',
          title: 'Move on with somebody who knows the way',
          text: '{business} has been helping people like you for years. Here is how, in five minutes, without empty promises.',
          video: { title: 'Five minutes to get to know us', text: 'The video opens at its host, in a new tab: nothing of it is loaded before you click.' },
          benefits: {
            title: 'What we do',
            items: [
              ['Understand first', 'Your situation, your limits, what you have already tried.'],
              ['Choose a few things', 'Two or three actions that count rather than a plan of fifty pages.'],
              ['Stay until it works', 'We measure with you, and correct along the way.'],
            ],
          },
          last: ['Ask for a call', 'next'],
        },
        {
          name: 'Ask for a call',
          pageType: 'optin',
          description: 'Thirty minutes with {business}, free and without obligation.',
          title: 'Thirty minutes to take stock',
          text: 'The call is free. You leave it with a clear opinion on what to do next, whether you work with us or not.',
          form: { title: 'Whom should we call?', fields: 'firstName* lastName phone* email* company', button: 'Ask for my call' },
          faq: [
            ['Are you going to sell me something?', 'If we think we can help, we will say how and at what price. If not, we will say that too.'],
            ['How do I prepare?', 'Think about what should be different in six months. That is enough.'],
          ],
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Your request for a call has arrived.',
          title: 'Thank you, we will call you',
          text: 'We suggest a time within one working day. Until then, note the three questions you would like answered.',
        },
      ],
    },
  },
}

export const audit: Template = {
  id: 'consultation-audit',
  funnelType: 'consultation',
  theme: { accent: '#0e7490', font: 'serif', tone: 'light', corners: 'square' },
  texts: {
    fr: {
      name: 'Audit payant',
      description: 'Vendre un audit à prix fixe et recueillir ce qu’il faut pour le préparer.',
      tag: 'audit',
      steps: [
        {
          name: 'L’audit',
          pageType: 'sales',
          description: 'Un audit complet par {business} : un rapport écrit et une heure de restitution.',
          title: 'Sachez exactement où vous en êtes',
          text: 'En dix jours, {business} examine votre situation et vous remet un rapport que vous pourrez utiliser avec n’importe qui.',
          button: ['Commander l’audit', 'payment'],
          benefits: {
            title: 'Ce que contient l’audit',
            items: [
              ['L’état des lieux', 'Vos chiffres, vos outils, vos habitudes, comparés à ce qui se fait dans votre métier.'],
              ['Les priorités', 'Dix recommandations au plus, classées par effet et par effort.'],
              ['La restitution', 'Une heure pour tout parcourir ensemble et décider de la première étape.'],
            ],
          },
          price: {
            title: 'L’audit complet',
            amount: 390,
            features: ['Rapport écrit d’une vingtaine de pages', 'Une heure de restitution', 'Un point de suivi après deux mois'],
            note: 'Prix hors taxes, facture fournie.',
            button: ['Commander l’audit', 'payment'],
          },
          faq: [
            ['De quoi avez-vous besoin ?', 'De deux heures de votre temps, et de quelques documents dont nous vous donnons la liste.'],
            ['Mes informations restent-elles confidentielles ?', 'Oui. Nous signons un engagement de confidentialité avant de commencer.'],
          ],
          last: ['J’ai commandé : préparer l’audit', 'next'],
        },
        {
          name: 'Préparer l’audit',
          pageType: 'optin',
          description: 'Quelques informations pour préparer votre audit.',
          title: 'Préparons votre audit',
          text: 'Dites-nous qui vous êtes : nous vous envoyons la liste des documents et une proposition de calendrier.',
          form: { title: 'Vos coordonnées', fields: 'firstName* lastName* email* phone company* jobTitle', button: 'Envoyer' },
        },
        {
          name: 'Merci',
          pageType: 'thank_you',
          description: 'Votre audit est enregistré.',
          title: 'C’est parti',
          text: 'La liste des documents et le calendrier arrivent par e-mail sous un jour ouvré.',
        },
      ],
    },
    en: {
      name: 'Paid audit',
      description: 'Sell an audit at a fixed price and collect what is needed to prepare it.',
      tag: 'audit',
      steps: [
        {
          name: 'The audit',
          pageType: 'sales',
          description: 'A full audit by {business}: a written report and an hour to go through it.',
          title: 'Know exactly where you stand',
          text: 'In ten days {business} examines your situation and gives you a report you can use with anybody.',
          button: ['Order the audit', 'payment'],
          benefits: {
            title: 'What the audit contains',
            items: [
              ['Where you are', 'Your figures, your tools, your habits, compared with what is done in your trade.'],
              ['What comes first', 'Ten recommendations at most, ordered by effect and by effort.'],
              ['Going through it', 'An hour to read it together and decide on the first step.'],
            ],
          },
          price: {
            title: 'The full audit',
            amount: 390,
            features: ['A written report of about twenty pages', 'An hour to go through it', 'A follow-up after two months'],
            note: 'Taxes not included, invoice provided.',
            button: ['Order the audit', 'payment'],
          },
          faq: [
            ['What do you need?', 'Two hours of your time, and a few documents of which we give you the list.'],
            ['Does my information stay confidential?', 'Yes. We sign an undertaking before we begin.'],
          ],
          last: ['I have ordered: prepare the audit', 'next'],
        },
        {
          name: 'Prepare the audit',
          pageType: 'optin',
          description: 'Some information to prepare your audit.',
          title: 'Let us prepare your audit',
          text: 'Tell us who you are: we send you the list of documents and suggest a calendar.',
          form: { title: 'Your contact details', fields: 'firstName* lastName* email* phone company* jobTitle', button: 'Send' },
        },
        {
          name: 'Thank you',
          pageType: 'thank_you',
          description: 'Your audit is on record.',
          title: 'Off we go',
          text: 'The list of documents and the calendar arrive by e-mail within one working day.',
        },
      ],
    },
  },
}
