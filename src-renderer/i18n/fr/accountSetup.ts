// French: setting up a sending account from an address and a password.
export const accountSetup = {
  address: 'Adresse e-mail',
  onlyDomain:
    'Le serveur est trouvé sans Internet pour les fournisseurs connus. Pour un domaine à vous, « Continuer » interroge le DNS et le serveur de ce domaine : seul le nom de domaine sort.',
  fromNameHint: 'Ce que les destinataires lisent avant l’adresse.',
  nameHint: 'Pour le reconnaître ici. Laisser vide pour l’adresse.',
  settings: 'Réglages du serveur',
  service: 'Envoyer par',
  ownMailbox: 'La messagerie de cette adresse',
  goOn: 'Continuer',
  stop: 'Arrêter la recherche',
  testAndKeep: 'Tester et enregistrer',
  keepAnyway: 'Enregistrer quand même',
  nothingFound: 'Serveur non trouvé : réglages supposés',
  foundForDomain: 'Réglages trouvés',
  copyHelp: 'Copier l’adresse',
  asked: 'Ce qui a été demandé',
  step: { found: 'trouvé', nothing: 'rien', failed: 'sans réponse' },
  perMinute: '{count} message par minute | {count} messages par minute',
  perHour: '{count} message par heure | {count} messages par heure',
  perDay: '{count} message par jour | {count} messages par jour',
  limits: 'Limite du fournisseur : {limits}.',
  limitsOf: 'Limite du fournisseur : {limits} ({of}).',
  maxPerHour: 'Messages par heure',
  maxPerDay: 'Messages par jour',
  noLimitHint: 'Au plus, sur 60 minutes ; vide : sans limite.',
  perDayHint: 'Au plus, sur 24 heures glissantes ; vide : sans limite.',
  usedHour: 'Dans la dernière heure : {used} sur {limit}, reste {left}.',
  usedDay: 'En 24 heures : {used} sur {limit}, reste {left}.',
  finished: 'Terminé au plus tôt le {moment}, si cet ordinateur reste allumé et connecté.',
  waitingBefore:
    '{count} message d’une autre campagne part avant. | {count} messages d’autres campagnes partent avant.',
  passwordHint: {
    app_password:
      'Le mot de passe d’application, pas celui de la messagerie. Conservé chiffré, jamais affiché.',
    service_key: 'La clé du service, pas votre mot de passe. Conservée chiffrée, jamais affichée.',
  },
  origin: {
    table: 'Réglages connus de WeBox, comparés à leur source le {date}.',
    remembered:
      'Réglages connus de WeBox, mais jamais comparés à ceux du fournisseur : le test dira s’ils vont.',
    mx: 'Le domaine reçoit ses e-mails chez ce fournisseur ({evidence}).',
    srv: 'Annoncé par le DNS du domaine ({evidence}). Vérifier le nom du serveur : le mot de passe lui sera donné.',
    autoconfig:
      'Publié par le domaine ({evidence}). Vérifier le nom du serveur : le mot de passe lui sera donné.',
    guess:
      'Personne n’a dit que ce serveur existe : c’est seulement le nom le plus courant. Les vrais réglages se trouvent dans l’aide de votre hébergeur.',
  },
  signIn: {
    app_password:
      'Ce fournisseur demande un mot de passe d’application : le créer à l’adresse ci-dessous (la validation en deux étapes doit être activée), et le coller ici à la place du mot de passe habituel.',
    admin_consent:
      'Microsoft 365 n’accepte un mot de passe que si l’administrateur a autorisé « SMTP authentifié » pour cette boîte, et ne l’acceptera plus du tout un jour. Les nouvelles organisations ne le peuvent pas. La connexion par la page de Microsoft n’en a pas besoin.',
    no_password:
      'Cette messagerie n’accepte pas de mot de passe venant d’un logiciel, même juste : se connecter par la page du fournisseur, ou prévoir un autre compte ou un service d’envoi (Brevo, Mailjet).',
    service_key:
      'Identifiant et clé se trouvent dans le compte du service, à l’adresse ci-dessous. L’adresse de l’expéditeur ou son domaine doit y être validé.',
    bridge:
      'Proton n’ouvre pas ses serveurs : Proton Mail Bridge doit tourner sur cet ordinateur (offre payante). Identifiant et mot de passe sont ceux que Bridge affiche, pas ceux de Proton.',
    closed:
      'Ce fournisseur n’ouvre l’envoi à aucun autre logiciel que le sien : écrire par un autre compte ou par un service d’envoi.',
  },
  domain: {
    check: 'Vérifier le domaine',
    see: 'Voir le résultat',
    title: 'Le domaine {domain}',
    notYet: 'SPF, DKIM, DMARC : pas encore vérifiés depuis l’ouverture.',
    line: '{domain} : {verdict}, vérifié le {moment}.',
    freeMail: 'adresse d’un fournisseur public',
    verdict: {
      right: 'en ordre',
      improve: 'à améliorer',
      wrong: 'à corriger',
      missing: 'manquant',
      unchecked: 'non vérifié',
    },
  },
}
