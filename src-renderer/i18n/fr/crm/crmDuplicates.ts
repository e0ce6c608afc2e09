// French: entries that are probably one person.

export const duplicates = {
  action: 'Chercher les doublons',
  title: 'Doublons',
  found:
    '{count} groupe de fiches semble décrire une même personne. | {count} groupes de fiches semblent décrire une même personne.',
  lead: 'Choisissez la fiche à garder : ses valeurs l’emportent, les autres sont conservées dans ses données, avec tout l’historique.',
  incomplete:
    'Trop de fiches se ressemblent pour toutes les comparer : fusionnez celles-ci, puis revenez.',
  none: 'Aucun doublon',
  noneText:
    'Les fiches qui ont la même adresse, le même téléphone ou le même nom dans la même société apparaissent ici.',
  reason: { address: 'Même adresse', phone: 'Même téléphone', name: 'Même nom et société' },
  certain: 'Sûr',
  likely: 'À vérifier',
  different: 'Personnes différentes',
  merge: 'Fusionner',
  mergeCertain: 'Fusionner le groupe sûr | Fusionner les {count} groupes sûrs',
  compared: 'Fiches comparées',
  field: 'Champ',
  kept: 'Fiche gardée',
  keepThis: 'Garder celle-ci',
  merged: 'Fiches fusionnées : {name}',
  mergedMany: '{count} groupe fusionné | {count} groupes fusionnés',
  left: 'Il en reste {count} : fusionnez encore. | Il en reste {count} : fusionnez encore.',
  undone: '{count} fusion annulée | {count} fusions annulées',
  saidDifferent: 'Ces fiches ne seront plus proposées ensemble',
  pages: 'Pages des doublons',
  before: 'Précédents',
  next: 'Suivants',
  page: 'Page {page} sur {pages}',
  mergeTitle: 'Fusionner ces fiches',
  mergeText:
    'La fiche gardée reçoit l’historique, les adresses et les étiquettes des autres. Un refus de l’une vaut pour toutes. Annulable pendant trente jours.',
}
