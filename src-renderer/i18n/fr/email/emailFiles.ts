// French: pictures and attachments of messages.

export const emailFiles = {
  files: {
    choosePicture: 'Choisir une image…',
    replacePicture: 'Changer d’image…',
    removePicture: 'Retirer',
    chosenPicture: 'Image choisie',
    pictureHint:
      'PNG, JPEG, GIF ou WebP, 5 Mo au plus. Elle part dans le message : aucun site à avoir.',
    pictureAdded: 'Ajoutée : {size} dans chaque message.',
    pictureResized: 'Réduite à {width} px de large : {before} → {size}.',
    width: 'Largeur, en pixels',
    attachments: 'Pièces jointes',
    pictures: 'Images du message',
    attach: 'Joindre un fichier…',
    addPicture: 'Ajouter une image…',
    insert: 'Insérer',
    unused: 'pas dans le message',
    remove: 'Retirer {name}',
    attachmentHint:
      'Aucune. 10 Mo au plus en tout : un lien vers le fichier arrive plus sûrement qu’un gros fichier.',
    cost: '{size} de fichiers × {count} destinataire : {all} à envoyer. | {size} de fichiers × {count} destinataires : {all} à envoyer.',
  },
}
