// French: the rules of the score by points.

export const scoreRules = {
  title: 'Règles du score',
  lead: 'Ce qui donne des points à un lead, de 0 à 100. Essayez vos règles sur vos leads avant de les appliquer.',
  try: 'Essayer',
  save: 'Appliquer',
  saved: 'Règles appliquées. Les scores sont recomptés.',
  restore: 'Revenir aux règles habituelles',
  counting: 'Les scores sont recomptés : {share}. Vous pouvez continuer à travailler.',
  filled: 'Ce qui est renseigné',
  contacts: 'Échanges',
  each: 'Pour chaque échange',
  most: 'Pour tous les échanges, au plus',
  recent: 'Dernier contact il y a moins d’un jour | Dernier contact il y a moins de {days} jours',
  fades: 'Le score baisse sans contact',
  halfAfter: 'Réduit de moitié tous les',
  days: 'jours',
  own: 'Vos propres règles',
  ownText:
    'Des points en plus, ou en moins, pour les leads qui remplissent vos conditions : leurs champs, leurs étiquettes et vos champs personnalisés.',
  ruleName: 'Nom de la règle',
  nameNeeded: 'Donnez un nom : il est montré dans le détail du score.',
  rulePoints: 'Points, de −100 à 100',
  addRule: 'Ajouter une règle',
  removeRule: 'Retirer la règle « {name} »',
  incomplete:
    'Une condition n’est pas complète, ou porte sur autre chose que les champs du lead : ce qui change tout seul (dates relatives, score, envois) ne peut pas donner de points.',
  changed:
    '{count} lead sur {leads} changerait de score : {higher} monterait, {lower} baisserait. | {count} leads sur {leads} changeraient de score : {higher} monteraient, {lower} baisseraient.',
  spread: 'Nombre de leads par score, avant et après',
  score: 'Score',
  before: 'Avant',
  after: 'Après',
  ranking:
    'Sur vos {won} leads gagnés et {lost} perdus, un gagné aurait été placé au-dessus d’un perdu {after} des fois, contre {before} avec les règles actuelles. Au hasard, ce serait la moitié.',
  noRanking:
    'Pas encore assez de décisions datées pour dire si ces règles distinguent les gagnés des perdus. Il manque {won} gagnés et {lost} perdus, sur 30 de chaque.',
  rankingNote:
    'Les échanges sont comptés jusqu’à la veille de la décision. Les autres champs n’ont pas d’historique : ils sont pris tels qu’ils sont aujourd’hui.',
}
