// French: the e-mails of funnels.

export const funnelEmails = {
  add: 'Ajouter un e-mail',
  panel: 'E-mail choisi',
  noSubject: 'Sans objet',
  switch: 'Envoyer cet e-mail',
  isOn: 'Activé : il part de lui-même',
  isHeld: 'Activé, retenu : le tunnel est archivé',
  isOff: 'Désactivé : il ne part pas',
  state: { off: 'désactivé', paused: 'en pause', held: 'retenu' },
  funnelOff: 'Le tunnel n’est pas actif : les formulaires reçus maintenant ne déclenchent rien.',
  archivedText:
    'Le tunnel est archivé : rien ne part, ce qui attend est retenu. Restauré, tout reprend comme avant.',
  pausedText: 'La campagne est en pause : ce qui est prêt attend sa reprise.',
  form: 'Formulaire qui le déclenche',
  anyForm: 'Tout formulaire du tunnel',
  delay: 'Délai après le formulaire',
  delayHint:
    'Compté depuis la réception dans l’application, chaque attente depuis le départ de l’e-mail d’avant. Seules les personnes qui ont accepté qu’on leur écrive le reçoivent, une seule fois.',
  delayElsewhere:
    'La séquence de ce formulaire fait plus qu’envoyer et attendre : les délais s’y changent.',
  sequence: 'Ouvrir la séquence : étapes et personnes',
  waitsHere:
    'La séquence est en marche : les personnes qui arrivent à cet e-mail l’attendent, et continuent dès qu’il est activé.',
  goesPast:
    'Les personnes qui arrivent à cet e-mail passent à la suite, jusqu’à ce qu’il soit activé.',
  unitLabel: 'Unité du délai',
  unit: { minutes: 'minutes', hours: 'heures', days: 'jours' },
  atOnce: 'Tout de suite',
  after: {
    minutes: 'Après {count} minute | Après {count} minutes',
    hours: 'Après {count} heure | Après {count} heures',
    days: 'Après {count} jour | Après {count} jours',
  },
  sent: '{count} envoyé | {count} envoyé | {count} envoyés',
  sentLabel: 'Envoyés',
  waiting: 'En attente',
  edit: 'Modifier le message',
  see: 'Voir l’envoi',
  delete: 'Retirer cet e-mail',
  deleteTitle: 'Retirer cet e-mail du tunnel',
  deleteText:
    'Personne ne l’attend. Ce qui a été envoyé reste visible parmi les campagnes. | {count} personne qui l’attend passe à la suite sans le recevoir. Ce qui a été envoyé reste visible parmi les campagnes. | {count} personnes qui l’attendent passent à la suite sans le recevoir. Ce qui a été envoyé reste visible parmi les campagnes.',
  line: 'Déclenche l’e-mail « {subject} »',
}
