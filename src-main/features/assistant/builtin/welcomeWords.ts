// What the messages of a funnel say to those who left an address: three a type of funnel, in each language.
import type { FunnelType } from '#shared/contract/funnels.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import type { GoalKind } from './briefKinds.ts'

/** `{…}` as in wording.ts. `action` says what the button is for; without a label the message has none. */
export type WelcomeMail = { subject: string; preheader: string; title: string; text: string; label?: string; action?: GoalKind }
export type WelcomeMails = readonly [WelcomeMail, WelcomeMail, WelcomeMail]

const french: Record<FunnelType, WelcomeMails> = {
  lead_magnet: [
    { subject: 'Voici votre document', preheader: 'Comme promis, à lire quand vous voulez.', title: 'Comme promis, le voici', text: 'Merci de votre intérêt. Vous avez demandé notre document sur ce sujet : {topic.}\n\nIl se lit en une fois, et se garde sous la main.', label: 'Ouvrir le document', action: 'read' },
    { subject: 'Avez-vous pu le lire ?', preheader: 'Une question suffit pour avancer.', title: 'Et de votre côté ?', text: 'Vous avez reçu notre document il y a quelques jours. Souvent, une seule page retient l’attention : laquelle était la vôtre ?\n\nRépondez à ce message en une phrase. Quelqu’un de chez {business} vous lira.', label: 'Répondre en une phrase', action: 'reply' },
    { subject: 'Et si nous en parlions ?', preheader: 'Un échange court, sans engagement.', title: 'Passer à la suite', text: 'Lire est une chose, se lancer en est une autre. Si le sujet est d’actualité pour vous, parlons-en : un échange court, sans engagement, pour savoir ce qui est possible dans votre cas.', label: 'Proposer un moment', action: 'book' },
  ],
  webinar: [
    { subject: 'Votre place est réservée', preheader: 'Le lien pour nous rejoindre est à l’intérieur.', title: 'Votre place est réservée', text: 'Merci de votre inscription. Au programme : {topic.}\n\nNotez la date dès maintenant : **[date et heure]**. Le lien ci-dessous vous donnera accès à la rencontre.', label: 'Rejoindre la rencontre', action: 'signup' },
    { subject: 'Une question avant la rencontre ?', preheader: 'Les questions reçues à l’avance passent en premier.', title: 'Préparons la rencontre', text: 'La rencontre approche. Pour qu’elle vous soit utile, dites-nous ce que vous aimeriez savoir en sortant. Les questions reçues à l’avance sont traitées en premier.', label: 'Envoyer ma question', action: 'reply' },
    { subject: 'La suite de la rencontre', preheader: 'L’enregistrement, et la façon d’aller plus loin.', title: 'Merci d’y avoir pensé', text: 'Que vous ayez pu venir ou non, l’enregistrement est à votre disposition. Si une idée vous a parlé, nous pouvons regarder ensemble comment l’appliquer chez vous.', label: 'Revoir la rencontre', action: 'read' },
  ],
  product: [
    { subject: 'Merci, voici la suite', preheader: 'Ce qui se passe maintenant, étape par étape.', title: 'Merci de votre confiance', text: 'Votre intérêt nous touche. Sujet de votre visite : {topic.}\n\nSi vous avez commandé, vous recevez à part le récapitulatif de votre commande. Pour toute question, répondez simplement à ce message.' },
    { subject: 'Bien commencer', preheader: 'Trois conseils pour en profiter longtemps.', title: 'Pour en profiter longtemps', text: 'Trois habitudes font la différence :\n\n- **Lire la notice une fois**, tranquillement, avant le premier usage.\n- **Entretenir peu, mais souvent**, plutôt que beaucoup et trop tard.\n- **Nous écrire au premier doute** : la plupart des questions se règlent en un message.', label: 'Poser une question', action: 'reply' },
    { subject: 'Votre avis, en une minute', preheader: 'Ce qui va, ce qui pourrait aller mieux.', title: 'Qu’en pensez-vous ?', text: 'Vous avez eu le temps de vous faire une idée. Qu’est-ce qui vous plaît ? Qu’est-ce qui pourrait être mieux ? {business} lit chaque réponse.', label: 'Donner mon avis', action: 'reply' },
  ],
  service: [
    { subject: 'Votre demande est bien arrivée', preheader: 'Ce qui se passe maintenant.', title: 'Nous nous en occupons', text: 'Merci de votre demande. Elle concerne : {topic.}\n\nNous revenons vers vous avec des questions précises, puis avec une proposition écrite. Rien ne commence sans votre accord.' },
    { subject: 'Trois choses à préparer', preheader: 'Pour gagner du temps lors de notre échange.', title: 'Pour gagner du temps', text: 'Quelques éléments nous aident à vous répondre juste :\n\n- **Ce qui existe** : une photo, un plan, un ancien devis.\n- **Ce que vous attendez**, en deux phrases.\n- **Ce qui ne doit pas bouger** : une date, un montant, une contrainte.', label: 'Envoyer mes éléments', action: 'reply' },
    { subject: 'Où en êtes-vous ?', preheader: 'Un mot de votre part nous aide à avancer.', title: 'Faisons le point', text: 'Votre projet a peut-être changé, ou attend le bon moment. Dites-nous simplement où vous en êtes : nous nous adaptons.', label: 'Convenir d’un échange', action: 'book' },
  ],
  consultation: [
    { subject: 'Votre demande d’échange', preheader: 'Convenons d’un moment.', title: 'Convenons d’un moment', text: 'Merci de votre confiance. Vous souhaitez parler de ce sujet : {topic.}\n\nChoisissez le moment qui vous convient. L’échange est confidentiel et ne vous engage à rien.', label: 'Choisir un moment', action: 'book' },
    { subject: 'Pour préparer notre échange', preheader: 'Deux questions, cinq minutes.', title: 'Deux questions avant de nous parler', text: '- **Qu’aimeriez-vous voir changé dans six mois ?**\n- **Qu’avez-vous déjà essayé ?**\n\nQuelques lignes suffisent. Nous irons d’autant plus vite à l’essentiel.', label: 'Répondre', action: 'reply' },
    { subject: 'Et après notre échange ?', preheader: 'La suite, si vous le souhaitez.', title: 'La suite vous appartient', text: 'Certains repartent avec leurs réponses, d’autres souhaitent un accompagnement. Les deux sont très bien. Si vous voulez continuer, un mot suffit.', label: 'Continuer avec {business}', action: 'book' },
  ],
  membership: [
    { subject: 'Bienvenue parmi nous', preheader: 'Par où commencer, en trois pas.', title: 'Bienvenue parmi nous', text: 'Nous sommes heureux de vous compter parmi nous. Ce qui nous réunit : {topic.}\n\nPour commencer, ouvrez votre espace et présentez-vous en une phrase.', label: 'Ouvrir mon espace', action: 'signup' },
    { subject: 'Le meilleur de votre adhésion', preheader: 'Trois choses que les nouveaux membres oublient.', title: 'Pour en profiter vraiment', text: '- **Fixez-vous un rendez-vous** avec vous-même, une fois par semaine.\n- **Posez une question** : elle sert toujours à plusieurs.\n- **Dites-nous ce qui manque**, nous construisons avec les membres.', label: 'Poser ma première question', action: 'reply' },
    { subject: 'Tout se passe bien ?', preheader: 'Un mot suffit pour nous le dire.', title: 'Tout se passe bien ?', text: 'Vous êtes avec nous depuis quelque temps. Qu’est-ce qui vous est utile, et qu’est-ce qui ne l’est pas ? Votre réponse compte plus qu’un questionnaire.', label: 'Répondre', action: 'reply' },
  ],
  other: [
    { subject: 'C’est noté, merci', preheader: 'Ce que vous allez recevoir.', title: 'C’est noté, merci', text: 'Nous avons bien reçu votre inscription. Le sujet : {topic.}\n\nVous recevrez de nos nouvelles quand elles en valent la peine, et vous pourrez arrêter à tout moment.' },
    { subject: 'Faisons connaissance', preheader: 'Qui nous sommes, en quelques lignes.', title: 'Faisons connaissance', text: 'Derrière {business}, il y a des personnes qui aiment leur métier et qui répondent elles-mêmes. Et vous, qu’est-ce qui vous a donné envie de nous suivre ?', label: 'Vous répondre', action: 'reply' },
    { subject: 'À bientôt ?', preheader: 'La suite, si le cœur vous en dit.', title: 'Et si nous nous voyions ?', text: 'Un message, c’est bien ; une rencontre, c’est mieux. Passez nous voir, ou proposez un moment pour nous parler.', label: 'Proposer un moment', action: 'book' },
  ],
}

const english: Record<FunnelType, WelcomeMails> = {
  lead_magnet: [
    { subject: 'Here is your document', preheader: 'As promised, to read whenever you like.', title: 'As promised, here it is', text: 'Thank you for your interest. You asked for our document on this subject: {topic.}\n\nIt reads in one go, and is worth keeping at hand.', label: 'Open the document', action: 'read' },
    { subject: 'Have you been able to read it?', preheader: 'One question is enough to move on.', title: 'How about you?', text: 'You received our document a few days ago. Often a single page stands out: which one was yours?\n\nReply to this message in one sentence. Somebody at {business} will read it.', label: 'Reply in one sentence', action: 'reply' },
    { subject: 'Shall we talk about it?', preheader: 'A short conversation, no obligation.', title: 'The next step', text: 'Reading is one thing, starting is another. If the subject matters to you now, let us talk: a short conversation, without obligation, to see what is possible in your case.', label: 'Suggest a time', action: 'book' },
  ],
  webinar: [
    { subject: 'Your seat is saved', preheader: 'The link to join us is inside.', title: 'Your seat is saved', text: 'Thank you for signing up. The subject: {topic.}\n\nPlease note the date now: **[date and time]**. The link below lets you in.', label: 'Join the meeting', action: 'signup' },
    { subject: 'A question before we meet?', preheader: 'Questions sent beforehand come first.', title: 'Let us prepare', text: 'The meeting is coming up. To make it useful for you, tell us what you would like to know by the end of it. Questions sent beforehand are answered first.', label: 'Send my question', action: 'reply' },
    { subject: 'After the meeting', preheader: 'The recording, and how to go further.', title: 'Thank you for your interest', text: 'Whether or not you could come, the recording is there for you. If an idea spoke to you, we can look together at how to apply it.', label: 'Watch the recording', action: 'read' },
  ],
  product: [
    { subject: 'Thank you, here is what comes next', preheader: 'What happens now, step by step.', title: 'Thank you for your trust', text: 'We appreciate your interest. The subject of your visit: {topic.}\n\nIf you placed an order, its summary comes separately. For any question, simply reply to this message.' },
    { subject: 'Off to a good start', preheader: 'Three tips to enjoy it for longer.', title: 'To enjoy it for longer', text: 'Three habits make the difference:\n\n- **Read the instructions once**, calmly, before first use.\n- **Care for it little but often**, rather than a lot too late.\n- **Write to us at the first doubt**: most questions are settled in one message.', label: 'Ask a question', action: 'reply' },
    { subject: 'Your opinion, in one minute', preheader: 'What is good, and what could be better.', title: 'What do you think?', text: 'You have had time to form an opinion. What do you like? What could be better? {business} reads every answer.', label: 'Share my opinion', action: 'reply' },
  ],
  service: [
    { subject: 'Your request has arrived', preheader: 'What happens now.', title: 'We are looking into it', text: 'Thank you for your request. It concerns: {topic.}\n\nWe will come back with precise questions, then with a written proposal. Nothing begins without your agreement.' },
    { subject: 'Three things to prepare', preheader: 'To save time when we talk.', title: 'To save time', text: 'A few things help us give you the right answer:\n\n- **What there is**: a photo, a plan, an earlier quote.\n- **What you expect**, in two sentences.\n- **What must not change**: a date, an amount, a constraint.', label: 'Send my details', action: 'reply' },
    { subject: 'Where do you stand?', preheader: 'A word from you helps us along.', title: 'Let us take stock', text: 'Your project may have changed, or may be waiting for the right moment. Just tell us where you stand: we will adapt.', label: 'Agree on a call', action: 'book' },
  ],
  consultation: [
    { subject: 'Your request to talk', preheader: 'Let us agree on a time.', title: 'Let us agree on a time', text: 'Thank you for your confidence. You would like to talk about this: {topic.}\n\nChoose a time that suits you. The conversation is confidential and commits you to nothing.', label: 'Choose a time', action: 'book' },
    { subject: 'To prepare our conversation', preheader: 'Two questions, five minutes.', title: 'Two questions before we talk', text: '- **What would you like to see changed in six months?**\n- **What have you already tried?**\n\nA few lines are enough. We will get to the point all the faster.', label: 'Reply', action: 'reply' },
    { subject: 'After our conversation', preheader: 'What comes next, if you wish.', title: 'What comes next is up to you', text: 'Some leave with their answers, others wish to be accompanied. Both are fine. If you want to go on, a word is enough.', label: 'Go on with {business}', action: 'book' },
  ],
  membership: [
    { subject: 'Welcome among us', preheader: 'Where to begin, in three steps.', title: 'Welcome among us', text: 'We are glad to have you with us. What brings us together: {topic.}\n\nTo begin, open your space and introduce yourself in a sentence.', label: 'Open my space', action: 'signup' },
    { subject: 'Making the most of it', preheader: 'Three things new members forget.', title: 'To really benefit', text: '- **Make an appointment** with yourself, once a week.\n- **Ask a question**: it always helps several people.\n- **Tell us what is missing**: we build this with our members.', label: 'Ask my first question', action: 'reply' },
    { subject: 'Is everything all right?', preheader: 'A word is enough to tell us.', title: 'Is everything all right?', text: 'You have been with us for a while. What is useful to you, and what is not? Your answer is worth more than a questionnaire.', label: 'Reply', action: 'reply' },
  ],
  other: [
    { subject: 'Noted, thank you', preheader: 'What you will receive.', title: 'Noted, thank you', text: 'Your registration has arrived. The subject: {topic.}\n\nYou will hear from us when it is worth your while, and you can stop at any time.' },
    { subject: 'Getting to know each other', preheader: 'Who we are, in a few lines.', title: 'Getting to know each other', text: 'Behind {business} there are people who love their trade and answer in person. And you, what made you want to follow us?', label: 'Write back', action: 'reply' },
    { subject: 'See you soon?', preheader: 'What comes next, if you feel like it.', title: 'Shall we meet?', text: 'A message is good, meeting is better. Come and see us, or suggest a time to talk.', label: 'Suggest a time', action: 'book' },
  ],
}

export const welcomeMails: Record<Language, Record<FunnelType, WelcomeMails>> = { fr: french, en: english }
