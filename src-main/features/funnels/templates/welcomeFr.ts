// The first e-mail of each template, in French. Double brackets hold what only the user knows.

/** `{business}` stands for the business's name, `{address}` for its address. */
export type WelcomeText = { subject: string; preheader: string; paragraphs: readonly string[] }

export const welcomeTextsFr: Readonly<Record<string, WelcomeText>> = {
  guide: {
    subject: 'Votre guide est là',
    preheader: 'Le lien est dans ce message.',
    paragraphs: [
      'Merci d’avoir demandé le guide de {business}. Le voici : [[adresse du guide]]',
      'Gardez un crayon sous la main : les questions qui vous viennent en le lisant sont souvent les plus utiles.',
      'Un point n’est pas clair ? Répondez simplement à ce message.',
    ],
  },
  'checklist-offer': {
    subject: 'Votre liste de contrôle',
    preheader: 'Le lien est dans ce message.',
    paragraphs: [
      'Merci de votre demande. Voici la liste de contrôle de {business} : [[adresse de la liste]]',
      'Prenez les points dans l’ordre. Ceux qui restent à cocher disent ce qui presse et ce qui peut attendre.',
      'Si un point vous laisse perplexe, répondez à ce message en disant lequel.',
    ],
  },
  'webinar-live': {
    subject: 'Votre place est réservée',
    preheader: 'La date, l’heure et le lien pour se connecter.',
    paragraphs: [
      'Votre inscription à la rencontre en ligne de {business} est enregistrée.',
      'Elle a lieu le [[date et heure]]. Pour vous connecter, ouvrez cette adresse quelques minutes avant : [[adresse de connexion]]',
      'Vous avez une question à poser ? Envoyez-la dès maintenant, en réponse à ce message.',
    ],
  },
  'webinar-replay': {
    subject: 'Votre accès à la présentation',
    preheader: 'À regarder quand vous voulez.',
    paragraphs: [
      'Merci de votre intérêt. La présentation de {business} est à cette adresse : [[adresse de la vidéo]]',
      'Installez-vous tranquillement et gardez de quoi noter.',
      'Après l’avoir vue, dites-nous en réponse à ce message ce que vous aimeriez mettre en place en premier.',
    ],
  },
  'product-single': {
    subject: 'Restons en contact',
    preheader: 'Une question ? Répondez à ce message.',
    paragraphs: [
      'Merci de votre intérêt pour ce que propose {business}.',
      'Prenez le temps d’y réfléchir. Si une question vous retient, posez-la en réponse à ce message.',
    ],
  },
  'product-launch': {
    subject: 'Vous êtes sur la liste',
    preheader: 'Nous vous écrirons quand tout sera prêt.',
    paragraphs: [
      'Merci de suivre la nouveauté de {business} : votre place sur la liste est notée.',
      'Nous vous écrirons à l’ouverture des commandes.',
      'D’ici là, si vous avez une question, répondez simplement à ce message.',
    ],
  },
  'service-quote': {
    subject: 'Votre demande est bien arrivée',
    preheader: 'La suite, et ce que vous pouvez préparer.',
    paragraphs: [
      'Merci de votre demande. Elle est entre les mains de {business}, qui vous rappelle.',
      'Pour gagner du temps, rassemblez les dimensions, une ou deux photos et la date souhaitée. Vous pouvez aussi les envoyer en réponse à ce message.',
      'Après cet échange, vous recevez un devis écrit. Rien ne commence sans votre accord.',
    ],
  },
  'service-visit': {
    subject: 'Votre demande de visite',
    preheader: 'Nous convenons ensemble du moment.',
    paragraphs: [
      'Merci : votre demande de visite est bien arrivée chez {business}. Nous vous appelons pour convenir du moment.',
      'D’ici là, notez ce que vous aimeriez nous montrer et les questions que vous vous posez.',
      'C’est urgent ? Dites-le en réponse à ce message, avec le numéro où vous joindre.',
    ],
  },
  'consultation-call': {
    subject: 'Votre appel avec {business}',
    preheader: 'Convenons d’un moment.',
    paragraphs: [
      'Merci de votre demande. Nous vous appelons pour convenir d’un moment ; vous pouvez aussi en proposer un en réponse à ce message.',
      'D’ici là, notez les questions auxquelles vous aimeriez une réponse. Ce sont souvent elles qui font avancer l’échange.',
    ],
  },
  'consultation-audit': {
    subject: 'Préparons votre audit',
    preheader: 'Ce qu’il nous faut, et la suite.',
    paragraphs: [
      'Merci de votre confiance. {business} prépare votre audit.',
      'Voici les documents dont nous avons besoin : [[liste des documents]]',
      'Si quelqu’un d’autre doit être tenu au courant chez vous, indiquez son nom en réponse à ce message.',
    ],
  },
  'membership-club': {
    subject: 'Bienvenue au club',
    preheader: 'La suite, en quelques mots.',
    paragraphs: [
      'Bienvenue au club de {business}, et merci de vous être présenté.',
      'Le prochain rendez-vous : [[date, heure et lieu]]',
      'En attendant, dites-nous en réponse à ce message ce que vous aimeriez apprendre en premier.',
    ],
  },
  'membership-trial': {
    subject: 'Votre essai a commencé',
    preheader: 'Votre accès est dans ce message.',
    paragraphs: [
      'Votre essai chez {business} est ouvert. Votre accès est ici : [[adresse de l’accès]]',
      'Commencez par ce qui vous intrigue le plus. Si quelque chose bloque, répondez à ce message.',
    ],
  },
  'other-event': {
    subject: 'Votre inscription est notée',
    preheader: 'La date et l’adresse de l’événement.',
    paragraphs: [
      'Merci de votre inscription : {business} sera heureux de vous accueillir.',
      'Nous vous attendons le [[date et heure]], à cette adresse : {address}',
      'Un empêchement ? Répondez simplement à ce message, votre place profitera à quelqu’un d’autre.',
    ],
  },
  'other-newsletter': {
    subject: 'Merci de votre inscription',
    preheader: 'Des conseils, des nouvelles, des dates à retenir.',
    paragraphs: [
      'Merci de votre inscription à la lettre de {business}.',
      'Vous y trouverez des conseils, des nouvelles et des dates à retenir. Chaque message contient un lien pour arrêter.',
      'Y a-t-il un sujet que vous aimeriez y trouver ? Répondez à ce message.',
    ],
  },
}
