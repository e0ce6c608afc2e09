// French: the editor of blocks, of pages and of messages.

export const blockEditor = {
  add: 'Ajouter un bloc',
  palette: 'Blocs disponibles',
  block: 'Bloc',
  noneChosen: 'Choisir un bloc à gauche pour le modifier.',
  tools: 'Actions sur le bloc',
  tool: { up: 'Monter', down: 'Descendre', duplicate: 'Dupliquer', remove: 'Supprimer' },
  canvas: {
    title: 'Blocs, là où ils se trouvent',
    block: '{kind} : {summary}',
    grip: 'Déplacer le bloc « {block} »',
    add: {
      before: 'Ajouter un bloc au-dessus',
      after: 'Ajouter un bloc au-dessous',
      in: 'Ajouter un bloc dans la colonne',
    },
  },
  item: {
    up: 'Monter l’élément {number}',
    down: 'Descendre l’élément {number}',
    remove: 'Retirer l’élément {number}',
  },
  column: 'Colonne {number}',
  emptyColumn: 'Colonne {number}, vide',
  unfinished: 'À compléter',
  moved: '{block} : position {place} sur {count}',
  undo: 'Annuler',
  redo: 'Rétablir',
  width: 'Largeur de l’aperçu',
  desktop: 'Ordinateur',
  mobile: 'Téléphone',
}
