// French: backups and putting one back.

export const backups = {
  title: 'Sauvegardes',
  action: 'Sauvegarder et restaurer les données',
  text: 'Une copie entière est faite chaque jour quand l’application est ouverte, puis vérifiée. Restent les sept derniers jours, quatre semaines et douze mois ; celles faites à la main restent jusqu’à leur suppression. Les mots de passe n’y sont pas. Une personne effacée reste dans celles d’avant, jusqu’à leur suppression.',
  make: 'Sauvegarder maintenant',
  made: 'Sauvegarde faite et vérifiée',
  none: 'Pas encore de sauvegarde. La première se fait d’elle-même, ou avec le bouton ci-dessus.',
  reason: {
    daily: 'quotidienne',
    by_hand: 'à la main',
    before_update: 'avant une mise à jour',
    before_restore: 'avant une restauration',
  },
  checked: 'vérifiée',
  unchecked: 'pas vérifiée',
  sealed: 'protégée par la phrase de passe',
  leads: '{count} lead | {count} leads',
  inBoth: 'aussi dans le second dossier',
  inSecond: 'dans le second dossier seulement',
  restore: 'Restaurer…',
  restoreOf: 'Restaurer la sauvegarde du {at}',
  download: 'Télécharger',
  downloadOf: 'Télécharger la sauvegarde du {at}',
  deleteOf: 'Supprimer la sauvegarde du {at}',
  deleteTitle: 'Supprimer cette sauvegarde ?',
  deleteText:
    'La sauvegarde du {at} disparaît pour de bon, aussi du second dossier. Les données actuelles ne changent pas.',
  room: 'Place prise : {used}.',
  free: ' Libre sur ce disque : {free}. ',
  lastFailed: 'La dernière sauvegarde n’a pas pu être faite.',
  ledgerDamaged: 'Le registre des messages remis est abîmé.',
  problem: {
    disk_full:
      'Le disque est plein. Les sauvegardes précédentes sont gardées : libérer de la place, un nouvel essai se fait dans l’heure.',
    not_writable:
      'Le dossier des sauvegardes ne peut pas être écrit. Les précédentes sont gardées : vérifier ses droits, un nouvel essai se fait dans l’heure.',
    damaged:
      'Les données ou leur copie sont abîmées : cette copie n’a pas été gardée, aucune sauvegarde plus ancienne n’a été retirée. Restaurer la plus récente.',
    ledger_damaged:
      'La sauvegarde a été faite et gardée, et aucune plus ancienne n’a été retirée. Mais le registre des messages remis, qui évite d’écrire deux fois à quelqu’un, est abîmé : fermer et rouvrir l’application, qui le refait avec ce qui se lit encore.',
    passphrase_unreadable:
      'La phrase de passe ne se lit plus sur cet ordinateur, et rien n’a été écrit en clair. Les sauvegardes précédentes sont gardées : saisir la phrase de nouveau plus bas.',
    in_use:
      'Un autre programme utilise les données. Les sauvegardes précédentes sont gardées, un nouvel essai se fait dans l’heure.',
    disk_error:
      'Le disque a refusé une lecture ou une écriture. Les sauvegardes précédentes sont gardées : choisir un second dossier sur un autre disque.',
    too_many_files:
      'Le système ne laisse pas ouvrir assez de fichiers. Les sauvegardes précédentes sont gardées : fermer d’autres programmes.',
    unexpected:
      'Les sauvegardes précédentes sont gardées, un nouvel essai se fait dans l’heure. La raison, telle que le système la dit :',
  },
  step: {
    copying: 'Copie en cours…',
    checking: 'Vérification en cours…',
    sealing: 'Protection et relecture…',
    second: 'Copie dans le second dossier…',
    preparing: 'Préparation en cours…',
    swapping: 'Mise en place : l’application se ferme et se rouvre…',
  },
  restoreTitle: 'Restaurer la sauvegarde du {at} ?',
  restoreText:
    'Toutes les données redeviennent celles de ce moment : ce qui est venu depuis n’y est plus, ce qui a été modifié redevient comme avant.',
  older: 'Elle vient d’une version précédente et sera d’abord mise à jour.',
  cannotCompare: 'Les données actuelles sont trop abîmées pour être comparées.',
  what: 'Données',
  now: 'Maintenant',
  then: 'Alors',
  gone: 'Perdus',
  back: 'De retour',
  changed: 'Modifiés depuis',
  tables: {
    leads: 'Leads',
    interactions: 'Interactions',
    tasks: 'Tâches',
    campaigns: 'Campagnes',
    outbox: 'Messages',
    funnels: 'Tunnels',
    suppressions: 'Refus',
  },
  promiseBefore:
    'Une sauvegarde des données actuelles est faite juste avant : la restaurer ramène tout.',
  promiseTwice:
    'Personne n’est contacté deux fois : ce qui est parti depuis reste connu, et les campagnes en cours sont en pause.',
  promiseRefusals: 'Les refus et les effacements de personnes faits depuis restent valables.',
  restoreConfirm: 'Restaurer ces données',
  restored: 'Données du {at} restaurées',
  beforeMade: 'L’état précédent est dans la liste.',
  keptAside: 'Les fichiers abîmés sont gardés à part dans le dossier des données.',
  carried: 'Refus et effacements repris depuis : {count}.',
  notCarried: 'Les refus enregistrés depuis n’ont pas pu être lus.',
  passphrase: {
    title: 'Phrase de passe',
    off: 'Les sauvegardes ne sont pas protégées : qui a le fichier peut le lire, ici ou dans le second dossier.',
    on: 'Les sauvegardes faites désormais sont protégées. Cet ordinateur garde la phrase avec les mots de passe : la sauvegarde quotidienne et la restauration ici ne la demandent pas.',
    earlier:
      'Les sauvegardes déjà faites restent comme elles sont, aussi celles du second dossier. Les copies avant une mise à jour ne quittent pas cet ordinateur et ne sont pas protégées.',
    warning:
      'Sans cette phrase, personne ne pourra ouvrir ces sauvegardes sur un autre ordinateur, ni sur celui-ci si ses mots de passe sont perdus : ni vous, ni nous. La noter sur papier, ailleurs.',
    field: 'Nouvelle phrase de passe',
    again: 'La même, une seconde fois',
    hint: 'Au moins {count} caractères ; quelques mots sans rapport entre eux valent mieux qu’un mot compliqué. Majuscules et accents comptent.',
    tooShort: 'Trop courte : {count} caractères au moins.',
    differs: 'Les deux ne sont pas les mêmes.',
    show: 'Afficher la phrase',
    understood:
      'J’ai noté cette phrase : si elle est perdue, personne ne pourra ouvrir ces sauvegardes.',
    turnOn: 'Protéger les sauvegardes',
    change: 'Changer la phrase',
    turnOff: 'Ne plus protéger les prochaines',
    saved: 'Les prochaines sauvegardes sont protégées',
    left: 'Les prochaines sauvegardes ne sont plus protégées',
    needed: 'Cette sauvegarde est protégée par une phrase que cet ordinateur ne connaît pas.',
    present: 'Phrase de passe de cette sauvegarde',
    unlock: 'Ouvrir',
  },
  second: 'Second dossier',
  secondText:
    'Une clé USB ou un dossier synchronisé : chaque sauvegarde y est copiée et comparée. Si le dossier n’est pas là, la copie se fait à son retour. Qui peut lire ce dossier peut lire les sauvegardes qui ne sont pas protégées par une phrase de passe.',
  secondFolder: 'Chemin du dossier',
  secondHint: 'Le chemin complet d’un dossier qui existe.',
  secondSave: 'Utiliser ce dossier',
  secondLeave: 'Ne plus l’utiliser',
  secondChosen: 'Second dossier enregistré',
  secondLeft: 'Plus de second dossier : ce qui s’y trouve reste',
  secondAbsent: 'Ce dossier n’est pas là pour le moment. Les copies se feront à son retour.',
  secondFailed: 'La copie dans le second dossier a échoué.',
}
