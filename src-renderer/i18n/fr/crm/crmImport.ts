// French: what an import does with people, and the fields it makes.

export const crmImport = {
  customField: '{name} (champ personnalisé)',
  makeField: 'Nouveau champ « {name} »',
  newField: '{name} (nouveau champ)',
  kindOf: 'Type du champ {name}',
  ifKnown: 'Si déjà rempli',
  ruleOf: 'Si {title} est déjà rempli',
  rule: {
    file: 'Comme le fichier',
    fill_blanks: 'Garder',
    overwrite: 'Remplacer',
  },
  optionsTitle: 'Ce que fait l’import',
  modeTitle: 'Personnes de ce fichier',
  mode: {
    create_and_update: 'Créer et compléter',
    create: 'Créer seulement',
    update: 'Compléter seulement',
  },
  matchTitle: 'Reconnues par',
  matchAddress: 'Adresse, sinon nom et téléphone',
  stageForAll: 'Étape de toutes',
  asTheFileSays: 'Selon le fichier',
  tagsForAll: 'Étiquettes pour toutes',
  remembered: 'Ces colonnes sont reprises du dernier import qui avait les mêmes titres.',
  forget: 'Reconnaître à nouveau',
  rejected:
    '{count} ligne est gardée avec ce qui lui manque : à corriger, puis à importer à nouveau. | {count} lignes sont gardées avec ce qui leur manque : à corriger, puis à importer à nouveau.',
  undo: 'Annuler cet import',
  saveRejected: 'Télécharger les lignes à corriger',
}
