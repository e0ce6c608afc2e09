// English: the settings.

export const settings = {
  business: 'Business',
  businessText: 'These lines sign every campaign. The law asks that the sender be identified.',
  businessName: 'Name',
  businessAddress: 'Postal address',
  businessAddressHint: 'As it will appear at the foot of messages.',
  businessEmail: 'E-mail address',
  saved: 'Settings saved',
  appearance: 'Appearance',
  language: 'Language',
  languageSystem: 'Same as the system',
  currency: 'Currency',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  webox: 'Move in from WeBox IA',
  weboxText:
    'Leads, campaigns, funnels and ads of a WeBox IA database, checked before anything is written. A move can be undone.',
  weboxOpen: 'Open the move',
  deleted: 'Recently deleted',
  deletedText:
    'Campaigns, funnels and sending accounts: thirty days to go back, then they are gone for good. Leads: ten minutes. Restoring sends nothing: a funnel returns offline, its e-mails off.',
  deletedNone: 'Nothing to restore.',
  deletedKind: { lead: 'Lead', campaign: 'Campaign', account: 'Sending account', funnel: 'Funnel' },
  deletedAt: 'deleted {at}, can be restored until {until}',
  restore: 'Restore',
  restoreOf: 'Restore {name}',
  restored: '“{name}” restored',
  storage: 'Data and version',
  secretStore: 'Passwords',
  secretStores: {
    key_file:
      'Encrypted in the data folder, with a key kept in a separate file. Whoever reads this folder can decrypt them: protect the computer’s session.',
    os_keychain: 'Encrypted by the system’s keychain',
    memory: 'In memory only, forgotten on closing',
  },
  dataFolder: 'Data folder',
  version: 'Version',
  versionText: '{version} ({host})',
  host: { electron: 'desktop application', local: 'in the browser', test: 'test' },
}
