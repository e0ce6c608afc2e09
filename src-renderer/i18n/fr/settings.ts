// French: the settings.

export const settings = {
  business: 'Entreprise',
  businessText:
    'Ces lignes signent chaque campagne. La loi demande que l’expéditeur soit identifié.',
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
    'Campagnes, tunnels, comptes d’envoi, segments, vues et champs : trente jours pour revenir en arrière, puis ils disparaissent pour de bon. Leads : dix minutes. Restaurer n’envoie rien : un tunnel revient hors ligne, ses e-mails désactivés.',
  deletedNone: 'Rien à restaurer.',
  deletedKind: {
    lead: 'Lead',
    campaign: 'Campagne',
    account: 'Compte d’envoi',
    funnel: 'Tunnel',
    segment: 'Segment',
    customField: 'Champ personnalisé',
    view: 'Vue de la liste',
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
  host: { electron: 'application de bureau', local: 'dans le navigateur', test: 'essai' },
}
