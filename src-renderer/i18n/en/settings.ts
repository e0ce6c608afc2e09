// English: the settings.

export const settings = {
  business: 'Business',
  businessText: 'These lines sign every campaign. The law asks that the sender be identified.',
  look: 'Logo and colour',
  lookText: 'New campaigns begin with them. Those that exist do not change.',
  logo: 'Logo of the business',
  chooseLogo: 'Choose a logo…',
  colour: 'Colour',
  businessName: 'Name',
  businessAddress: 'Postal address',
  businessAddressHint: 'As it will appear at the foot of messages.',
  businessEmail: 'E-mail address',
  formOfAddress: 'French texts say',
  formOfAddressHint: 'For campaigns the assistant writes; a formal letter always says vous.',
  formsOfAddress: { vous: 'vous (formal)', tu: 'tu (familiar)' },
  saved: 'Settings saved',
  appearance: 'Appearance',
  language: 'Language',
  languageSystem: 'Same as the system',
  currency: 'Currency',
  currencyHint: 'That of the amounts of leads and ads.',
  currencyChange: 'From {from} to {to}?',
  currencyText:
    'Amounts that were entered keep their number and will be read in {to}: nothing is converted, 100 {from} becomes 100 {to}. Sales of funnels keep their currency.',
  currencyConfirm: 'Read amounts in {to}',
  country: 'Country of the business',
  countryHint:
    'A phone number written without a calling code is of this country: duplicates are recognised by it too.',
  countrySystem: 'The computer’s',
  timeZone: 'Time zone',
  timeZoneHint: 'Days, months and the dates in files are counted in this zone.',
  timeZoneSystem: 'The computer’s ({zone})',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  webox: 'Move in from WeBox IA',
  weboxText:
    'Leads, campaigns, funnels and ads of a WeBox IA database, checked before anything is written. A move can be undone.',
  weboxOpen: 'Open the move',
  backups: 'Backups',
  backupsText:
    'A whole copy each day, checked and kept by age. Restored here, with a preview of what would change.',
  backupsOpen: 'See the backups',
  deleted: 'Recently deleted',
  deletedText:
    'Campaigns, sequences, saved blocks, topics, funnels, sending accounts, segments, views and fields: thirty days to go back, then they are gone for good. Leads: ten minutes. Restoring sends nothing: a funnel returns offline, its e-mails off.',
  deletedNone: 'Nothing to restore.',
  deletedKind: {
    lead: 'Lead',
    campaign: 'Campaign',
    account: 'Sending account',
    funnel: 'Funnel',
    segment: 'Segment',
    customField: 'Custom field',
    view: 'View of the list',
    sequence: 'Sequence',
    savedBlock: 'Saved blocks',
    topic: 'Topic of messages',
  },
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
  updates: {
    left: {
      not_packaged:
        'This installation does not bring itself up to date. The next version is installed the same way as this one; your data stays.',
      no_address: 'This version has no address to look for updates at.',
      no_key: 'No newer versions are looked for: this version has no key to check their signature.',
    },
    stage: {
      told: 'Version {version} is available. It is installed by the system’s package manager, or from the download page.',
      waiting:
        'Version {version} is available. It is fetched once the messages under way have left.',
      fetching: 'Version {version} is being fetched.',
      fetched:
        'Version {version} is ready. It is installed when you close the application; a copy of your data is made first.',
    },
    problem: {
      unreachable:
        'The update server did not answer as it should. Nothing has changed; it is asked again by itself in a few hours.',
      not_signed:
        'The list of versions is not signed by the publisher: it was ignored and nothing was fetched. If this goes on, tell the publisher.',
      not_acceptable:
        'The version offered breaks the safety rules: it was ignored and nothing has changed.',
      damaged:
        'The file that came is not what the list says: it was removed and nothing has changed.',
      disk_full:
        'There is not enough room on the disk to fetch the new version. Nothing has changed; make room, then try again.',
      failed:
        'Looking for a newer version came to nothing. Nothing has changed; the application’s log says why.',
    },
    newest: 'Newest version (checked {at})',
    notes: 'What is new',
    look: 'Look for a newer version',
  },
  host: { electron: 'desktop application', local: 'in the browser', test: 'test' },
}
