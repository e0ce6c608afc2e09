// French: names and order of the stages.

export const stageSettings = {
  title: 'Étapes',
  page: 'Réglages du CRM',
  lead: 'Vos mots pour les étapes, et leur ordre : partout où une étape est affichée. Ce que chacune veut dire ne change pas, ni ce que les filtres et les programmes en savent.',
  usual: 'D’origine : {name}',
  name: 'Nom de l’étape « {name} »',
  order:
    'L’ordre se change avec les flèches, ou par Alt et flèche. Gagné et perdu restent à la fin.',
  moveUp: 'Avancer « {name} »',
  moveDown: 'Reculer « {name} »',
  moved: '« {name} » est à la place {place}',
  reset: 'Revenir au nom d’origine de « {name} »',
  resetAll: 'Revenir aux noms et à l’ordre d’origine',
  missing: 'Une étape a besoin d’un nom.',
  taken: 'Une autre étape s’appelle déjà ainsi, à la casse et aux accents près.',
  save: 'Enregistrer',
  saved: 'Étapes enregistrées',
}
