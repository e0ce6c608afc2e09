// What the messages of a funnel say to those who left an address: three a type of funnel, in each
// language.
import type { FunnelType } from '#shared/contract/funnels.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import type { GoalKind } from './briefKinds.ts'

/**
 * `{…}` as in wording.ts. `action` says what the button is for; without a label the message has
 * none.
 */
export type WelcomeMail = {
  subject: string
  preheader: string
  title: string
  text: string
  label?: string
  action?: GoalKind
}
export type WelcomeMails = readonly [WelcomeMail, WelcomeMail, WelcomeMail]

const french: Record<FunnelType, WelcomeMails> = {
  lead_magnet: [
    {
      subject: 'Voici votre document',
      preheader: 'Comme promis, à lire quand vous voulez.',
      title: 'Comme promis, le voici',
      text: 'Merci de votre intérêt. Vous avez demandé notre document sur ce sujet : {topic.}\n\nGardez-le sous la main : il resservira le moment venu.',
      label: 'Ouvrir le document',
      action: 'read',
    },
    {
      subject: 'Avez-vous pu le lire ?',
      preheader: 'Une question suffit pour avancer.',
      title: 'Et de votre côté ?',
      text: 'Vous avez reçu notre document. Souvent, un seul point retient l’attention : lequel était le vôtre ?\n\nRépondez à ce message en une phrase, {business} vous lira.',
      label: 'Répondre en une phrase',
      action: 'reply',
    },
    {
      subject: 'Et si nous en parlions ?',
      preheader: 'Un échange, pour voir ce qui est possible.',
      title: 'Passer à la suite',
      text: 'Lire est une chose, se lancer en est une autre. Si le sujet est d’actualité pour vous, parlons-en, et voyons ensemble ce qui est possible dans votre cas.',
      label: 'Proposer un moment',
      action: 'book',
    },
  ],
  webinar: [
    {
      subject: 'Votre place est réservée',
      preheader: 'Le lien pour nous rejoindre est à l’intérieur.',
      title: 'Votre place est réservée',
      text: 'Merci de votre inscription. Au programme : {topic.}\n\nNotez la date dès maintenant : **[[date et heure]]**. Le lien ci-dessous donne accès à la rencontre.',
      label: 'Rejoindre la rencontre',
      action: 'signup',
    },
    {
      subject: 'Une question à poser ?',
      preheader: 'Dites-nous ce que vous aimeriez savoir.',
      title: 'Votre question compte',
      text: 'Pour que la rencontre vous soit utile, dites-nous ce que vous aimeriez en retenir. Une question envoyée à l’avance nous laisse le temps de préparer une réponse.',
      label: 'Envoyer ma question',
      action: 'reply',
    },
    {
      subject: 'Pour aller plus loin',
      preheader: 'Et si nous regardions votre cas ensemble ?',
      title: 'Pour aller plus loin',
      text: 'Une idée vous a plu, ou une question est restée sans réponse ? Nous pouvons regarder ensemble comment l’appliquer à votre situation.',
      label: 'Proposer un moment',
      action: 'book',
    },
  ],
  product: [
    {
      subject: 'Restons en contact',
      preheader: 'Une question ? Une réponse à ce message suffit.',
      title: 'Merci de votre intérêt',
      text: 'Vous avez laissé votre adresse sur notre page. Son sujet : {topic.}\n\nPrenez le temps d’y réfléchir. Si une question vous retient, posez-la en réponse à ce message.',
      label: 'Poser une question',
      action: 'reply',
    },
    {
      subject: 'Trois questions pour choisir',
      preheader: 'De quoi savoir si c’est pour vous.',
      title: 'Est-ce pour vous ?',
      text: 'Trois questions aident à choisir :\n\n- **Pour quel usage ?** Celui de tous les jours compte plus que l’exception.\n- **Pour qui ?** Vous, un proche, une équipe : les besoins diffèrent.\n- **Pour quand ?** Une date aide à savoir s’il faut se décider.',
      label: 'En parler avec nous',
      action: 'reply',
    },
    {
      subject: 'Votre avis nous intéresse',
      preheader: 'Ce qui vous plaît, ce qui vous retient.',
      title: 'Qu’en pensez-vous ?',
      text: 'Vous avez eu le temps de vous faire une idée. Qu’est-ce qui vous plaît ? Qu’est-ce qui vous retient ? Votre réponse aide {business} à faire mieux.',
      label: 'Donner mon avis',
      action: 'reply',
    },
  ],
  service: [
    {
      subject: 'Votre demande est bien arrivée',
      preheader: 'Ce qui se passe maintenant.',
      title: 'Nous nous en occupons',
      text: 'Merci de votre demande. Elle concerne : {topic.}\n\nNous revenons vers vous avec quelques questions, puis avec une proposition écrite. Rien ne commence sans votre accord.',
    },
    {
      subject: 'Trois choses à préparer',
      preheader: 'Pour gagner du temps lors de notre échange.',
      title: 'Pour gagner du temps',
      text: 'Quelques éléments nous aident à vous répondre juste :\n\n- **Ce qui existe** : une photo, un plan, un ancien devis.\n- **Ce que vous attendez**, en deux phrases.\n- **Ce qui ne doit pas bouger** : une date, un montant, une contrainte.',
      label: 'Envoyer mes éléments',
      action: 'reply',
    },
    {
      subject: 'Où en êtes-vous ?',
      preheader: 'Un mot de votre part nous aide à avancer.',
      title: 'Faisons le point',
      text: 'Votre projet a peut-être changé, ou attend le bon moment. Dites-nous simplement où vous en êtes.',
      label: 'Convenir d’un échange',
      action: 'book',
    },
  ],
  consultation: [
    {
      subject: 'Votre demande d’échange',
      preheader: 'Convenons d’un moment.',
      title: 'Convenons d’un moment',
      text: 'Merci de votre confiance. Vous souhaitez parler de ce sujet : {topic.}\n\nProposez le moment qui vous convient. Votre demande ne vous engage à rien.',
      label: 'Proposer un moment',
      action: 'book',
    },
    {
      subject: 'Pour préparer notre échange',
      preheader: 'Deux questions, quelques lignes.',
      title: 'Deux questions avant de nous parler',
      text: '- **Qu’aimeriez-vous voir changer ?**\n- **Qu’avez-vous déjà essayé ?**\n\nQuelques lignes suffisent. Nous irons d’autant plus vite à l’essentiel.',
      label: 'Répondre',
      action: 'reply',
    },
    {
      subject: 'La suite, si vous le souhaitez',
      preheader: 'C’est vous qui choisissez.',
      title: 'La suite vous appartient',
      text: 'Certains ont surtout besoin d’une réponse, d’autres d’un accompagnement. Les deux sont très bien. Si vous voulez continuer, un mot suffit.',
      label: 'Continuer avec {business}',
      action: 'book',
    },
  ],
  membership: [
    {
      subject: 'Bienvenue parmi nous',
      preheader: 'Par où commencer.',
      title: 'Bienvenue parmi nous',
      text: 'Nous sommes heureux de vous compter parmi nous. Ce qui nous réunit : {topic.}\n\nPour commencer, présentez-vous en une phrase, en réponse à ce message.',
      label: 'Me présenter',
      action: 'reply',
    },
    {
      subject: 'Pour en profiter vraiment',
      preheader: 'Trois habitudes simples.',
      title: 'Pour en profiter vraiment',
      text: '- **Fixez-vous un rendez-vous** avec vous-même, régulièrement.\n- **Posez une question** : elle sert souvent à plusieurs.\n- **Dites-nous ce qui manque** : c’est ainsi que les choses s’améliorent.',
      label: 'Poser ma première question',
      action: 'reply',
    },
    {
      subject: 'Tout se passe bien ?',
      preheader: 'Un mot suffit pour nous le dire.',
      title: 'Tout se passe bien ?',
      text: 'Qu’est-ce qui vous est utile, et qu’est-ce qui ne l’est pas ? Votre réponse compte plus qu’un questionnaire.',
      label: 'Répondre',
      action: 'reply',
    },
  ],
  other: [
    {
      subject: 'C’est noté, merci',
      preheader: 'Ce que vous allez recevoir.',
      title: 'C’est noté, merci',
      text: 'Nous avons bien reçu votre inscription. Le sujet : {topic.}\n\nChaque message contient un lien pour arrêter, à tout moment.',
    },
    {
      subject: 'Faisons connaissance',
      preheader: 'Et vous, qu’est-ce qui vous amène ?',
      title: 'Faisons connaissance',
      text: 'Derrière {business}, il y a des personnes qui aiment leur métier. Et vous, qu’est-ce qui vous a donné envie de nous suivre ?',
      label: 'Vous répondre',
      action: 'reply',
    },
    {
      subject: 'À bientôt ?',
      preheader: 'La suite, si le cœur vous en dit.',
      title: 'Et si nous nous parlions ?',
      text: 'Un message, c’est bien ; une conversation, c’est mieux. Proposez-nous un moment, ou posez votre question en une ligne.',
      label: 'Proposer un moment',
      action: 'book',
    },
  ],
}

const english: Record<FunnelType, WelcomeMails> = {
  lead_magnet: [
    {
      subject: 'Here is your document',
      preheader: 'As promised, to read whenever you like.',
      title: 'As promised, here it is',
      text: 'Thank you for your interest. You asked for our document on this subject: {topic.}\n\nKeep it at hand: it will be useful when the time comes.',
      label: 'Open the document',
      action: 'read',
    },
    {
      subject: 'Have you been able to read it?',
      preheader: 'One question is enough to move on.',
      title: 'How about you?',
      text: 'You received our document. Often a single point stands out: which one was yours?\n\nReply to this message in one sentence, {business} will read it.',
      label: 'Reply in one sentence',
      action: 'reply',
    },
    {
      subject: 'Shall we talk about it?',
      preheader: 'A conversation, to see what is possible.',
      title: 'The next step',
      text: 'Reading is one thing, starting is another. If the subject matters to you now, let us talk and see together what is possible in your case.',
      label: 'Suggest a time',
      action: 'book',
    },
  ],
  webinar: [
    {
      subject: 'Your seat is saved',
      preheader: 'The link to join us is inside.',
      title: 'Your seat is saved',
      text: 'Thank you for signing up. The subject: {topic.}\n\nPlease note the date now: **[[date and time]]**. The link below lets you in.',
      label: 'Join the meeting',
      action: 'signup',
    },
    {
      subject: 'A question to ask?',
      preheader: 'Tell us what you would like to know.',
      title: 'Your question matters',
      text: 'To make the meeting useful for you, tell us what you would like to take away from it. A question sent beforehand gives us time to prepare an answer.',
      label: 'Send my question',
      action: 'reply',
    },
    {
      subject: 'To go further',
      preheader: 'What if we looked at your case together?',
      title: 'To go further',
      text: 'Did you like an idea, or was a question left open? We can look together at how to apply it to your situation.',
      label: 'Suggest a time',
      action: 'book',
    },
  ],
  product: [
    {
      subject: 'Let us stay in touch',
      preheader: 'A question? A reply to this message is enough.',
      title: 'Thank you for your interest',
      text: 'You left your address on our page. Its subject: {topic.}\n\nTake your time to think it over. If a question holds you back, ask it in reply to this message.',
      label: 'Ask a question',
      action: 'reply',
    },
    {
      subject: 'Three questions to help you choose',
      preheader: 'To find out whether it is for you.',
      title: 'Is it for you?',
      text: 'Three questions help to choose:\n\n- **What will you use it for?** Every day counts for more than the exception.\n- **Who is it for?** You, somebody close, a team: needs differ.\n- **When do you need it?** A date helps to know whether to decide now.',
      label: 'Talk to us about it',
      action: 'reply',
    },
    {
      subject: 'We would like your opinion',
      preheader: 'What you like, and what holds you back.',
      title: 'What do you think?',
      text: 'You have had time to form an opinion. What do you like? What holds you back? Your answer helps {business} do better.',
      label: 'Share my opinion',
      action: 'reply',
    },
  ],
  service: [
    {
      subject: 'Your request has arrived',
      preheader: 'What happens now.',
      title: 'We are looking into it',
      text: 'Thank you for your request. It concerns: {topic.}\n\nWe will come back with a few questions, then with a written proposal. Nothing begins without your agreement.',
    },
    {
      subject: 'Three things to prepare',
      preheader: 'To save time when we talk.',
      title: 'To save time',
      text: 'A few things help us give you the right answer:\n\n- **What there is**: a photo, a plan, an earlier quote.\n- **What you expect**, in two sentences.\n- **What must not change**: a date, an amount, a constraint.',
      label: 'Send my details',
      action: 'reply',
    },
    {
      subject: 'Where do you stand?',
      preheader: 'A word from you helps us along.',
      title: 'Let us take stock',
      text: 'Your project may have changed, or may be waiting for the right moment. Just tell us where you stand.',
      label: 'Agree on a call',
      action: 'book',
    },
  ],
  consultation: [
    {
      subject: 'Your request to talk',
      preheader: 'Let us agree on a time.',
      title: 'Let us agree on a time',
      text: 'Thank you for your confidence. You would like to talk about this: {topic.}\n\nSuggest a time that suits you. Your request commits you to nothing.',
      label: 'Suggest a time',
      action: 'book',
    },
    {
      subject: 'To prepare our conversation',
      preheader: 'Two questions, a few lines.',
      title: 'Two questions before we talk',
      text: '- **What would you like to see changed?**\n- **What have you already tried?**\n\nA few lines are enough. We will get to the point all the faster.',
      label: 'Reply',
      action: 'reply',
    },
    {
      subject: 'What comes next, if you wish',
      preheader: 'The choice is yours.',
      title: 'What comes next is up to you',
      text: 'Some mostly need an answer, others wish to be accompanied. Both are fine. If you want to go on, a word is enough.',
      label: 'Go on with {business}',
      action: 'book',
    },
  ],
  membership: [
    {
      subject: 'Welcome among us',
      preheader: 'Where to begin.',
      title: 'Welcome among us',
      text: 'We are glad to have you with us. What brings us together: {topic.}\n\nTo begin, introduce yourself in a sentence, in reply to this message.',
      label: 'Introduce myself',
      action: 'reply',
    },
    {
      subject: 'Making the most of it',
      preheader: 'Three simple habits.',
      title: 'To really benefit',
      text: '- **Make an appointment** with yourself, regularly.\n- **Ask a question**: it often helps several people.\n- **Tell us what is missing**: that is how things get better.',
      label: 'Ask my first question',
      action: 'reply',
    },
    {
      subject: 'Is everything all right?',
      preheader: 'A word is enough to tell us.',
      title: 'Is everything all right?',
      text: 'What is useful to you, and what is not? Your answer is worth more than a questionnaire.',
      label: 'Reply',
      action: 'reply',
    },
  ],
  other: [
    {
      subject: 'Noted, thank you',
      preheader: 'What you will receive.',
      title: 'Noted, thank you',
      text: 'Your registration has arrived. The subject: {topic.}\n\nEvery message has a link to stop, at any time.',
    },
    {
      subject: 'Getting to know each other',
      preheader: 'What brings you here?',
      title: 'Getting to know each other',
      text: 'Behind {business} there are people who love their trade. And you, what made you want to follow us?',
      label: 'Write back',
      action: 'reply',
    },
    {
      subject: 'See you soon?',
      preheader: 'What comes next, if you feel like it.',
      title: 'Shall we talk?',
      text: 'A message is good, a conversation is better. Suggest a time, or ask your question in a line.',
      label: 'Suggest a time',
      action: 'book',
    },
  ],
}

export const welcomeMails: Record<Language, Record<FunnelType, WelcomeMails>> = {
  fr: french,
  en: english,
}
