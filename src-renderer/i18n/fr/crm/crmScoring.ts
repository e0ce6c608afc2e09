// French: the score learnt from won and lost leads.

export const scoring = {
  title: 'Score appris',
  open: 'Comment cette chance est apprise',
  lead: 'Une chance de gagner, apprise de vos leads gagnés et perdus. Elle s’ajoute au score par points et ne le remplace pas.',
  train: 'Apprendre à nouveau',
  untrained: 'Rien n’est encore appris',
  untrainedText:
    '{won} leads gagnés et {lost} perdus sont prêts. L’apprentissage se fait aussi de lui-même, toutes les heures, quand de nouvelles décisions sont là.',
  tooFew: 'Pas encore assez de décisions',
  tooFewText:
    'Il faut au moins 30 leads gagnés et 30 perdus pour apprendre. Il manque : {won}, {lost}.',
  moreWon: '{count} gagné | {count} gagnés',
  moreLost: '{count} perdu | {count} perdus',
  aucText:
    'Devant un lead gagné et un lead perdu qu’il n’a jamais vus, il place le gagné plus haut {share} des fois. Au hasard, ce serait la moitié.',
  noSignalText:
    'Ce qui est connu de vos leads ne distingue pas les gagnés des perdus mieux que le hasard : {share} de paires dans le bon ordre, le hasard en donne la moitié. Aucune chance n’est donc affichée sur les leads.',
  nothingText: 'Il ne reste aucune colonne dont apprendre.',
  aucFigures: 'AUC {auc}, entre {from} et {to} avec 95 % de certitude. Les cinq mesures : {folds}',
  trainedOn: 'Appris le {date} sur {won} leads gagnés et {lost} perdus.',
  columns: 'Ce qui compte',
  columnsText:
    '« Pour » multiplie les chances de gagner, « contre » les divise. Le plus important est en haut.',
  leaveOut: 'Ignorer',
  leaveOutNamed: 'Ignorer {name}',
  takeIn: 'Reprendre',
  takeInNamed: 'Reprendre {name}',
  suspicious:
    'Cette colonne suffit presque à elle seule. Si elle est remplie après la décision, ignorez-la : sur un lead en cours, elle ne dira rien.',
  countsLittle: 'Compte peu.',
  times: '× {ratio}',
  leads: '{count} lead | {count} leads',
  for: 'pour',
  against: 'contre',
  roles: {
    size: 'Plus c’est grand',
    value: 'Valeur',
    other: 'Autre, rare',
    missing: 'Non précisé',
  },
  leftOut: 'Ce qui est ignoré',
  reasons: {
    one_value: 'La même valeur partout',
    many_values: 'Presque une valeur différente par lead',
    identifier: 'Un numéro qui ne fait que distinguer les leads',
    after_decision: 'Rempli surtout une fois le lead gagné ou perdu',
    no_history: 'On ne sait pas quand ces leads ont été gagnés ou perdus',
    too_many: 'Trop de colonnes',
    by_user: 'À votre demande',
  },
  contacts: {
    email: 'E-mails échangés avant la décision',
    call: 'Appels avant la décision',
    meeting: 'Rendez-vous avant la décision',
    form: 'Formulaires envoyés avant la décision',
  },
  mailbox: {
    none: 'Sans adresse',
    public: 'Chez un fournisseur public',
    own: 'À son propre domaine',
  },
  yes: 'Oui',
  no: 'Non',
  likelihood: 'Chance de gagner, apprise',
  usual: 'En moyenne, {share} de vos leads décidés sont gagnés.',
  leadStates: {
    untrained: 'Rien n’est encore appris de vos leads gagnés et perdus.',
    too_few: 'Pas encore assez de leads gagnés et perdus pour apprendre.',
    no_signal:
      'Ce qui est connu de vos leads ne distingue pas encore les gagnés des perdus mieux que le hasard.',
    ready: 'Prêt.',
  },
}
