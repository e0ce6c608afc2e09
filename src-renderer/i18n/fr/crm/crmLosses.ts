// French: the reasons for losing that are offered.

export const lossReasons = {
  title: 'Motifs de perte',
  lead: 'Proposés, dans cet ordre, quand un lead est perdu. Un motif renommé l’est aussi dans les leads qui le portent. Un motif archivé n’est plus proposé ; les leads gardent ce qui a été écrit, et les analyses le comptent toujours.',
  name: 'Motif {place}',
  leads: '{count} lead | {count} leads',
  renames: 'changera dans {count} lead | changera dans {count} leads',
  renamed:
    'Motifs enregistrés, {count} lead mis à jour | Motifs enregistrés, {count} leads mis à jour',
  moveUp: 'Avancer « {name} »',
  moveDown: 'Reculer « {name} »',
  moved: '« {name} » est à la place {place}',
  archive: 'Archiver « {name} »',
  unarchive: 'Proposer de nouveau « {name} »',
  archived: 'archivé',
  remove: 'Retirer « {name} » de la liste',
  add: 'Ajouter un motif',
  others: 'Aussi écrits dans vos leads',
  take: 'Ajouter « {name} » à la liste',
  missing: 'Un motif a besoin d’un nom.',
  taken: 'Un autre motif s’appelle déjà ainsi, à la casse et aux accents près.',
  save: 'Enregistrer',
  saved: 'Motifs enregistrés',
  fixed:
    'Utilisé par {count} lead : il s’archive, il ne se retire pas. | Utilisé par {count} leads : il s’archive, il ne se retire pas.',
}
