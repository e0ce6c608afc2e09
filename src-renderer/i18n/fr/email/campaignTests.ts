// French: tests of two versions of a campaign.

export const campaignTests = {
  begin: 'Tester deux versions',
  title: 'Test de deux versions',
  versions: 'Versions du message',
  version: 'Version {variant}',
  sharedHint: 'Destinataires, compte et adresses sont ceux de la version A.',
  share: 'Part des destinataires dans le test',
  people:
    'Environ {each} personnes reçoivent chaque version, {rest} attendent celle qui fait mieux.',
  few: 'Avec moins de 100 personnes par version, une petite différence ne se voit pas.',
  after: 'Durée de la mesure',
  afterHint: 'À partir du dernier message du test.',
  measure: 'Ce qui décide',
  measures: {
    replies: 'Les réponses, de toutes les personnes',
    clicks: 'Les clics, des personnes qui ont accepté qu’on les mesure',
  },
  clicksHint:
    'Seules comptent les personnes du test qui ont donné cet accord. Si aucune ne l’a donné dans une version, le reste attend une décision.',
  hours: '{count} heure | {count} heures',
  days: '{count} jour | {count} jours',
  unclear: 'Si la mesure ne suffit pas',
  rule: {
    send_leading: 'Envoyer celle qui est en tête',
    wait: 'Attendre ma décision',
  },
  silent: {
    sandbox: 'Au bac à sable, personne ne répond : rien ne sera mesuré.',
    mailbox:
      'Aucune boîte de réception n’est lue pour ce compte : les réponses ne seraient pas comptées. L’ajouter dans Comptes.',
  },
  remove: 'Retirer la version B',
  removed: 'Version B retirée',
  evidence: {
    none: 'Rien n’est encore mesuré.',
    even: 'Aucune version ne fait mieux que l’autre pour l’instant.',
    unclear:
      '{variant} est en tête : {probability} de probabilité de faire mieux. C’est trop peu pour le savoir.',
    clear: '{variant} fait mieux avec {probability} de probabilité.',
  },
  next: {
    sending: 'Les messages du test partent encore.',
    send_leading:
      'Le {date}, la personne qui attend reçoit la version en tête, A si aucune ne l’est. | Le {date}, les {count} personnes qui attendent reçoivent la version en tête, A si aucune ne l’est.',
    wait: 'Le {date}, la personne qui attend reçoit la meilleure version si la mesure suffit ; sinon elle attend une décision. | Le {date}, les {count} personnes qui attendent reçoivent la meilleure version si la mesure suffit ; sinon elles attendent une décision.',
    waiting:
      'La mesure est finie : {count} personne attend une décision, ou une mesure qui suffise. | La mesure est finie : {count} personnes attendent une décision, ou une mesure qui suffise.',
    ended: 'La campagne a été annulée avant la décision.',
  },
  decided: {
    time: 'Le reste reçoit la version {variant}, choisie d’après la mesure le {date}.',
    owner: 'Le reste reçoit la version {variant}, choisie à la main le {date}.',
    probability: 'Elle faisait alors mieux avec {probability} de probabilité.',
  },
  today: 'Aujourd’hui :',
  caption: 'Ce que les versions ont donné chez les personnes du test',
  versionColumn: 'Version',
  previewB: 'Aperçu de B',
  decide: 'Envoyer {variant} au reste',
  onlyVersion: 'Version {variant} du test',
  allVersions: 'Voir tous les envois',
  sending:
    'Deux versions : environ {tested} personnes les testent, {rest} attendent celle qui fait mieux.',
}
