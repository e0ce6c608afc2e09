// French: pictures and attachments of messages.

export const emailFiles = {
  files: {
    pictureHint:
      'À choisir, à déposer ou à coller ici, 5 Mo au plus. Elle part dans chaque message : aucun site à avoir.',
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
