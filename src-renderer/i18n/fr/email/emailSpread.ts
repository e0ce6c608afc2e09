// French: campaigns over several accounts.

export const spread = {
  further: 'Envoyer aussi par',
  hint: 'Chaque compte prend les messages que ses limites permettent, et les signe de sa propre adresse si celle de la campagne est celle du compte ci-dessus. Un compte bloqué n’arrête pas les autres.',
  sendText:
    'Les messages partent par ces comptes : {accounts}. Un message accepté par un serveur ne peut plus être repris.',
  planned: 'Qui envoie quoi',
  day: 'Jusqu’au {until} : {parts}.',
  part: '{account} {count}',
  moreDays: 'Et encore {count} jour. | Et encore {count} jours.',
  blocked: '{account} est bloqué et ne prend rien.',
  title: 'Par compte',
  account: 'Compte',
  sent: 'Acceptés',
  failed: 'Échoués',
  uncertain: 'Incertains',
  lastDay: 'En 24 heures, toutes campagnes',
  ofLimit: '{sent} sur {limit}',
  gone: 'Compte supprimé',
  isBlocked: 'bloqué',
  finished: 'Terminé au plus tôt le {moment}.',
}
