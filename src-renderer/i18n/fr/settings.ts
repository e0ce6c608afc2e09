// French: the settings.

export const settings = {
  business: 'Entreprise',
  businessText: 'Ces lignes signent chaque campagne. La loi demande que l’expéditeur soit identifié.',
  businessName: 'Nom',
  businessAddress: 'Adresse postale',
  businessAddressHint: 'Telle qu’elle apparaîtra au bas des messages.',
  businessEmail: 'Adresse e-mail',
  saved: 'Réglages enregistrés',
  appearance: 'Présentation',
  language: 'Langue',
  languageSystem: 'Celle du système',
  currency: 'Devise',
  theme: 'Thème',
  themes: { system: 'Système', light: 'Clair', dark: 'Sombre' },
  storage: 'Données et version',
  secretStore: 'Mots de passe',
  dataFolder: 'Dossier des données',
  version: 'Version',
  versionText: '{version} ({host})',
  host: { electron: 'application de bureau', local: 'dans le navigateur', test: 'essai' },
}
