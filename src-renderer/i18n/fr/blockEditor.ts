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
    holder: 'Choisir le bloc qui le contient : {block}',
    add: {
      before: 'Ajouter un bloc au-dessus',
      after: 'Ajouter un bloc au-dessous',
      in: 'Ajouter un bloc dans la colonne',
    },
  },
  writing: {
    tools: 'Mise en forme du texte',
    bold: 'Gras',
    italic: 'Italique',
    link: 'Lien',
    list: 'Liste à puces',
    numbers: 'Liste numérotée',
    address: 'Adresse du lien (vide pour retirer le lien)',
    apply: 'Appliquer',
    addressWrong: 'Une adresse commence par https:// ou est une adresse e-mail.',
    tooLong: 'Trop long : {max} caractères au plus. Rien n’a été ajouté.',
    linkLost:
      'Le lien « {address} » n’est pas gardé : une adresse commence par https:// ou est une adresse e-mail. Ses mots restent.',
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
