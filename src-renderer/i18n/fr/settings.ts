// French: the settings.

export const settings = {
  business: 'Entreprise',
  businessText:
    'Ces lignes signent chaque campagne. La loi demande que l’expéditeur soit identifié.',
  look: 'Logo et couleur',
  lookText: 'Les nouvelles campagnes commencent avec. Celles qui existent ne changent pas.',
  logo: 'Logo de l’entreprise',
  chooseLogo: 'Choisir un logo…',
  colour: 'Couleur',
  businessName: 'Nom',
  businessAddress: 'Adresse postale',
  businessAddressHint: 'Telle qu’elle apparaîtra au bas des messages.',
  businessEmail: 'Adresse e-mail',
  formOfAddress: 'Dans les textes français, on dit',
  formOfAddressHint:
    'Pour les campagnes que rédige l’assistant ; une lettre formelle dit toujours vous.',
  formsOfAddress: { vous: 'vous', tu: 'tu' },
  saved: 'Réglages enregistrés',
  appearance: 'Présentation',
  language: 'Langue',
  languageSystem: 'Celle du système',
  currency: 'Devise',
  currencyHint: 'Celle des montants des leads et des publicités.',
  currencyChange: 'De {from} à {to} ?',
  currencyText:
    'Les montants déjà saisis gardent leur nombre et seront lus en {to} : rien n’est converti, 100 {from} devient 100 {to}. Les ventes des tunnels gardent leur devise.',
  currencyConfirm: 'Lire les montants en {to}',
  country: 'Pays de l’entreprise',
  countryHint:
    'Un numéro de téléphone écrit sans indicatif est de ce pays : les doublons sont reconnus par lui aussi.',
  countrySystem: 'Celui de l’ordinateur',
  timeZone: 'Fuseau horaire',
  timeZoneHint: 'Les jours, les mois et les dates des fichiers sont comptés dans ce fuseau.',
  timeZoneSystem: 'Celui de l’ordinateur ({zone})',
  theme: 'Thème',
  themes: { system: 'Système', light: 'Clair', dark: 'Sombre' },
  webox: 'Reprendre depuis WeBox IA',
  weboxText:
    'Leads, campagnes, tunnels et publicités d’une base WeBox IA, vérifiés avant d’être écrits. Une reprise peut être annulée.',
  weboxOpen: 'Ouvrir la reprise',
  backups: 'Sauvegardes',
  backupsText:
    'Une copie entière chaque jour, vérifiée et gardée par âge. À restaurer ici, avec un aperçu de ce qui changerait.',
  backupsOpen: 'Voir les sauvegardes',
  deleted: 'Supprimés récemment',
  deletedText:
    'Campagnes, séquences, blocs enregistrés, sujets, tunnels, comptes d’envoi, segments, vues et champs : trente jours pour revenir en arrière, puis ils disparaissent pour de bon. Leads : dix minutes. Restaurer n’envoie rien : un tunnel revient hors ligne, ses e-mails désactivés.',
  deletedNone: 'Rien à restaurer.',
  deletedKind: {
    lead: 'Lead',
    campaign: 'Campagne',
    account: 'Compte d’envoi',
    funnel: 'Tunnel',
    segment: 'Segment',
    customField: 'Champ personnalisé',
    view: 'Vue de la liste',
    sequence: 'Séquence',
    savedBlock: 'Blocs enregistrés',
    topic: 'Sujet de messages',
  },
  deletedAt: 'suppression le {at}, à restaurer avant le {until}',
  restore: 'Restaurer',
  restoreOf: 'Restaurer {name}',
  restored: 'De retour : « {name} »',
  storage: 'Données et version',
  secretStore: 'Mots de passe',
  secretStores: {
    key_file:
      'Chiffrés dans le dossier des données, avec une clé gardée dans un fichier à part. Qui lit ce dossier peut les déchiffrer : protéger la session de l’ordinateur.',
    os_keychain: 'Chiffrés par le trousseau du système',
    memory: 'En mémoire seulement, oubliés à la fermeture',
  },
  dataFolder: 'Dossier des données',
  version: 'Version',
  versionText: '{version} ({host})',
  updates: {
    left: {
      not_packaged:
        'Cette installation ne se met pas à jour toute seule. La version suivante s’installe de la même manière que celle-ci ; les données restent.',
      no_address: 'Aucune adresse de mise à jour n’est prévue dans cette version.',
      no_key:
        'Aucune nouvelle version n’est cherchée : cette version n’a pas de clé pour vérifier leur signature.',
    },
    stage: {
      told: 'La version {version} est disponible. Elle s’installe par le gestionnaire de paquets du système, ou depuis la page de téléchargement.',
      waiting:
        'La version {version} est disponible. Elle sera téléchargée quand les envois en cours seront terminés.',
      fetching: 'La version {version} est en cours de téléchargement.',
      fetched:
        'La version {version} est prête. Elle s’installera à la fermeture de l’application ; une copie des données est faite avant.',
    },
    problem: {
      unreachable:
        'Le serveur des mises à jour n’a pas répondu comme prévu. Rien n’a changé ; un nouvel essai se fait tout seul dans quelques heures.',
      not_signed:
        'La liste des versions n’est pas signée par l’éditeur : elle a été ignorée et rien n’a été téléchargé. Si cela dure, prévenir l’éditeur.',
      not_acceptable:
        'La version proposée ne respecte pas les règles de sécurité : elle a été ignorée et rien n’a changé.',
      damaged:
        'Le fichier reçu n’est pas celui que la liste annonce : il a été supprimé et rien n’a changé.',
      disk_full:
        'Il manque de la place sur le disque pour télécharger la nouvelle version. Rien n’a changé ; libérer de la place, puis réessayer.',
      failed:
        'La recherche d’une nouvelle version n’a pas abouti. Rien n’a changé ; le journal de l’application en donne la raison.',
    },
    newest: 'Version la plus récente (vérifié le {at})',
    notes: 'Nouveautés',
    look: 'Chercher une nouvelle version',
  },
  host: { electron: 'application de bureau', local: 'dans le navigateur', test: 'essai' },
}
