// French: topics of messages.

export const mailTopics = {
  title: 'Sujets',
  lead: 'Nommez ce sur quoi vous écrivez. Une personne peut quitter un sujet et rester abonnée aux autres : les campagnes et séquences sur ce sujet ne lui partent plus.',
  empty: 'Aucun sujet. Sans sujet, qui se désabonne ne reçoit plus aucun message, comme jusqu’ici.',
  newName: 'Nouveau sujet',
  examples: 'Par exemple : Promotions, Nouveautés, Conseils',
  full: '{count} sujets au plus',
  add: 'Ajouter',
  missing: 'Donnez un nom à ce sujet.',
  nameOf: 'Nom du sujet {name}',
  used: 'Aucun envoi | {count} envoi | {count} envois',
  left: 'quitté par {count} personne | quitté par {count} personnes',
  leftByNobody: 'quitté par personne',
  remove: 'Supprimer le sujet {name}',
  removed: 'Sujet « {name} » supprimé. Qui l’a quitté l’a quitté.',
  howTitle: 'Comment quitter un sujet',
  howPage:
    'Par le lien de chaque message, si un relais est relié : une page montre les sujets et « plus aucun message ». Un relais d’une version antérieure ne la connaît pas : son lien désabonne de tout, mettez-le à jour.',
  howMail:
    'Par e-mail, avec le bouton de la messagerie ou le lien « Ne plus recevoir le sujet ». Une réponse libre (« désabonnez-moi ») désabonne de tout.',
  howCard: 'Par vous, sur la fiche de la personne.',
  howKept:
    'Un sujet quitté le reste : ni un import, ni un nouveau formulaire, ni un nouveau nom n’y change rien. Vous seul pouvez y remettre une personne, et c’est inscrit au registre.',
  topic: 'Sujet',
  noTopic: 'Aucun',
  goneOne: 'Sujet supprimé',
  nameFirst: 'Nommer des sujets que l’on peut quitter un à un',
  campaignHint: 'Qui a quitté ce sujet ne reçoit pas cette campagne.',
  sequenceHint: 'Qui a quitté ce sujet n’entre pas, ou sort. Vaut pour tous ses e-mails.',
  ofSequence: 'Choisi dans la séquence qui envoie cet e-mail.',
  leftOut: '{count} a quitté ce sujet, mis de côté | {count} ont quitté ce sujet, mis de côté',
  ofLead: 'Sujets reçus',
  leftOn: 'quitté le {date}',
  leftNow: 'Ne reçoit plus « {name} »',
  isDeleted: 'sujet supprimé',
  returnTitle: 'Écrire de nouveau sur « {name} » ?',
  returnText:
    'Cette personne a quitté ce sujet. Ne l’y remettez que si elle vous l’a demandé : ce sera inscrit au registre de ses accords.',
  return: 'Elle me l’a demandé',
  lineLeft: 'Sujet quitté : {topic}',
  lineReturned: 'De nouveau abonné au sujet : {topic}',
}
