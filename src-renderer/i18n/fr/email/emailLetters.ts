// French: messages to one person.
export const emailLetters = {
  letter: 'Message à une personne',
  letters: {
    open: 'Écrire',
    title: 'Écrire à {name}',
    from: 'De',
    to: 'À',
    subject: 'Objet',
    text: 'Message',
    send: 'Envoyer',
    discard: 'Jeter le brouillon',
    footer: 'Le message se termine par :',
    fieldsLeft:
      'Rien n’est connu pour {fields}. Écrivez les mots vous-même ou retirez ces champs : rien ne part avec eux.',
    noAccount:
      'Il n’y a pas encore de compte d’envoi. Ce que vous écrivez est conservé ; le message pourra partir ensuite.',
    waits:
      'Ce compte ne peut pas envoyer en ce moment. Le message attendra, partira dès que possible, et peut être annulé d’ici là.',
    gone: 'Cette personne a été supprimée entre-temps. Le message ne peut plus partir ; copiez votre texte s’il sert ailleurs.',
    unwritable: 'On n’écrit pas à cette personne',
    noAddress: 'Aucune adresse e-mail n’est connue. Ajoutez-en une sur sa fiche.',
    wholeDomain: 'tout le domaine',
    unwritableText:
      'Ce refus vaut aussi pour un message écrit à la main : rien ne part d’ici. Pour répondre à une question que la personne vous pose elle-même, utilisez votre logiciel de messagerie.',
    underWay: 'Le message part à {address}',
    cancel: 'Annuler l’envoi',
    cancelled: 'Le message ne partira pas',
    read: 'Lire',
    hide: 'Replier',
    again: 'Envoyer de nouveau',
    sentAgain: 'Le message part de nouveau',
    leave: 'Laisser ainsi',
    left: 'Le message reste tel quel',
    rewrite: 'Reprendre ce texte',
  },
}
