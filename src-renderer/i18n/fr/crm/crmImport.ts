// French: what an import does with people, and the fields it makes.

export const crmImport = {
  customField: '{name} (champ personnalisé)',
  makeField: 'Nouveau champ « {name} »',
  newField: '{name} (nouveau champ)',
  kindOf: 'Type du champ {name}',
  nobodyNamed:
    'Aucune colonne ne dit qui sont ces personnes (ni nom, ni adresse, ni téléphone). La colonne « {title} » a une valeur différente à chacune des lignes regardées : elle peut servir à les reconnaître, ici et dans un second fichier.',
  recogniseBy: 'Reconnaître par « {title} »',
  winsWithoutStage:
    'Ce fichier donne des dates de vente, mais aucune étape : une date ne compte que pour un lead à l’étape « {stage} ».',
  allAre: 'Tous sont à l’étape « {stage} »',
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
