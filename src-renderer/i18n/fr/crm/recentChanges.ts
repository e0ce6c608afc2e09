// French: what was done to many leads at once.

export const recentChanges = {
  title: 'Modifications',
  lead: 'Chaque modification de plusieurs leads peut être annulée pendant trente jours. Ce qui a changé depuis reste comme il est.',
  none: 'Aucune modification récente',
  noneText:
    'Les imports, les fusions et les modifications de plusieurs leads des trente derniers jours apparaissent ici, et peuvent être annulés.',
  bulk: '{count} lead modifié | {count} leads modifiés',
  delete: '{count} lead supprimé | {count} leads supprimés',
  import: 'Import de « {name} » : {count} lead | Import de « {name} » : {count} leads',
  merge: '{count} fiche fusionnée avec {name} | {count} fiches fusionnées avec {name}',
  undone: 'Annulé : {count} lead comme avant | Annulé : {count} leads comme avant',
}
