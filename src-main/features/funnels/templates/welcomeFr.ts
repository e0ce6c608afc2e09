// The first e-mail of each template, in French. Double brackets hold what only the user knows.

/** `{business}` stands for the business's name. */
export type WelcomeText = { subject: string; preheader: string; paragraphs: readonly string[] }

export const welcomeTextsFr: Readonly<Record<string, WelcomeText>> = {
  guide: {
    subject: 'Votre guide est là',
    preheader: 'Douze pages à lire en vingt minutes.',
    paragraphs: [
      'Merci d’avoir demandé le guide de {business}. Le voici : [[adresse du guide]]',
      'Il se lit en vingt minutes. Gardez un crayon sous la main : la liste des questions, au milieu, est faite pour être cochée.',
      'Une question pendant la lecture ? Répondez simplement à ce message, une personne vous lira.',
    ],
  },
  'checklist-offer': {
    subject: 'Votre liste de contrôle',
    preheader: 'Quinze points, dix minutes.',
    paragraphs: [
      'Merci de votre demande. Voici la liste de contrôle de {business} : [[adresse de la liste]]',
      'Prenez les points dans l’ordre, du plus simple au plus coûteux. Le nombre de croix dit ce qui presse et ce qui peut attendre.',
      'Si un point vous laisse perplexe, répondez à ce message en disant lequel : nous vous expliquons.',
    ],
  },
  'webinar-live': {
    subject: 'Votre place est réservée',
    preheader: 'La date, l’heure et le lien pour se connecter.',
    paragraphs: [
      'Votre inscription à la rencontre en ligne de {business} est enregistrée.',
      'Elle a lieu le [[date et heure]]. Pour vous connecter, ouvrez cette adresse quelques minutes avant : [[adresse de connexion]]',
      'Vous avez une question à poser ? Répondez à ce message : celles qui arrivent à l’avance passent en premier.',
    ],
  },
  'webinar-replay': {
    subject: 'Votre accès à la présentation',
    preheader: 'Quarante minutes, quand vous voulez.',
    paragraphs: [
      'Merci de votre intérêt. La présentation complète de {business} est à cette adresse : [[adresse de la vidéo]]',
      'Installez-vous tranquillement et gardez de quoi noter : le plan d’action est donné dans les dix dernières minutes.',
      'Après l’avoir vue, dites-nous en réponse à ce message ce que vous aimeriez mettre en place en premier.',
    ],
  },
  'product-launch': {
    subject: 'Vous êtes sur la liste',
    preheader: 'Vous serez prévenu deux jours avant les autres.',
    paragraphs: [
      'Merci de suivre la nouveauté de {business} depuis le début : votre place sur la liste est notée.',
      'Vous recevrez un message à chaque étape qui vous concerne, et l’ouverture des commandes vous sera annoncée deux jours avant tout le monde.',
      'D’ici là, si vous avez une question sur la nouveauté, répondez simplement à ce message.',
    ],
  },
  'service-quote': {
    subject: 'Votre demande est bien arrivée',
    preheader: 'Nous vous appelons sous un jour ouvré.',
    paragraphs: [
      'Merci de votre demande. Elle est entre les mains de {business} et nous vous appelons sous un jour ouvré.',
      'Pour gagner du temps, rassemblez les dimensions, une ou deux photos et la date souhaitée. Vous pouvez aussi les envoyer en réponse à ce message.',
      'Après cet échange, vous recevez un prix ferme et détaillé sous deux jours.',
    ],
  },
  'service-visit': {
    subject: 'Votre demande de visite',
    preheader: 'Nous convenons ensemble du moment.',
    paragraphs: [
      'Merci : votre demande de visite est bien arrivée chez {business}. Nous vous appelons sous un jour ouvré pour convenir du moment.',
      'La visite dure une heure environ. Vous gardez ensuite un compte rendu écrit, que vous continuiez avec nous ou non.',
      'C’est urgent ? Répondez à ce message en le précisant, avec le numéro où vous joindre.',
    ],
  },
  'consultation-call': {
    subject: 'Votre appel avec {business}',
    preheader: 'Trente minutes pour faire le point.',
    paragraphs: [
      'Merci de votre demande. Nous vous proposons un créneau sous un jour ouvré, par téléphone ou en réponse à ce message.',
      'D’ici là, notez les trois questions auxquelles vous aimeriez une réponse. Ce sont souvent elles qui font avancer l’échange.',
      'L’appel est gratuit et n’engage à rien.',
    ],
  },
  'consultation-audit': {
    subject: 'Préparons votre audit',
    preheader: 'Ce qu’il nous faut, et la suite.',
    paragraphs: [
      'Merci de votre confiance. {business} prépare votre audit.',
      'Sous un jour ouvré, vous recevez la liste des documents utiles et une proposition de calendrier. Rien ne presse : le délai de dix jours commence quand tout est réuni.',
      'Si quelqu’un d’autre doit être tenu au courant chez vous, indiquez son nom en réponse à ce message.',
    ],
  },
  'membership-club': {
    subject: 'Bienvenue au club',
    preheader: 'La suite, en quelques mots.',
    paragraphs: [
      'Bienvenue au club de {business}, et merci de vous être présenté.',
      'Votre première invitation arrive bientôt à cette adresse. Vous y trouverez le lieu, l’heure et le sujet du prochain rendez-vous.',
      'En attendant, dites-nous en réponse à ce message ce que vous aimeriez apprendre en premier : les sujets viennent des membres.',
    ],
  },
  'membership-trial': {
    subject: 'Votre essai a commencé',
    preheader: 'Deux semaines, tout est ouvert.',
    paragraphs: [
      'Votre essai chez {business} est ouvert pour deux semaines. Votre accès est ici : [[adresse de l’accès]]',
      'Commencez par ce qui vous intrigue le plus. Si quelque chose bloque, répondez à ce message : vous aurez une réponse sous un jour ouvré.',
      'Il n’y a rien à annuler : sans décision de votre part, l’essai s’arrête de lui-même.',
    ],
  },
  'other-event': {
    subject: 'Votre inscription est notée',
    preheader: 'L’adresse et l’heure de l’événement.',
    paragraphs: [
      'Merci de votre inscription : {business} sera heureux de vous accueillir.',
      'Nous vous attendons le [[date et heure]], à cette adresse : [[adresse du lieu]]',
      'Un empêchement ? Répondez simplement à ce message, votre place profitera à quelqu’un d’autre.',
    ],
  },
  'other-newsletter': {
    subject: 'Merci de votre inscription',
    preheader: 'Une idée utile par mois, et rien d’autre.',
    paragraphs: [
      'Merci de votre inscription à la lettre de {business}.',
      'Elle arrive une fois par mois et se lit en trois minutes : un conseil, une histoire vraie, une date à retenir.',
      'Y a-t-il un sujet que vous aimeriez y trouver ? Répondez à ce message : nous lisons tout.',
    ],
  },
}
