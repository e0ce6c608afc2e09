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
  moves: {
    title: 'Changer d’ordinateur',
    action: 'Changer d’ordinateur, ouvrir un fichier .webox',
    link: 'Changer d’ordinateur…',
    text: 'Un seul fichier .webox contient tout : contacts, campagnes, tunnels, réglages, mots de passe, et le registre de qui a déjà reçu quoi. Il s’ouvre sur un autre ordinateur, de n’importe quel système.',
    depart: 'Quitter cet ordinateur',
    departText:
      'Le fichier est protégé par une phrase de passe, à saisir sur le nouvel ordinateur. Il contient vos mots de passe : le supprimer une fois le changement fait.',
    warning:
      'Sans cette phrase, personne ne pourra ouvrir ce fichier : ni vous, ni nous. Cet ordinateur garde ses données : un autre fichier peut être fait à tout moment.',
    understood:
      'J’ai noté cette phrase : si elle est perdue, personne ne pourra ouvrir ce fichier.',
    folder: 'Où écrire le fichier (facultatif)',
    folderHint:
      'Le chemin complet d’une clé USB ou d’un dossier. Vide : le fichier est fait ici, puis téléchargé.',
    stops: 'Cet ordinateur n’enverra plus, dès maintenant',
    stopsText:
      'Conseillé : tout ce qui est déjà parti est alors dans le fichier, et personne ne reçoit deux fois le même message. Cela se reprend ici à tout moment.',
    make: 'Faire le fichier',
    making: 'Préparation du fichier…',
    made: 'Fichier prêt et vérifié',
    madeAt: 'Fichier du {at}, {size}',
    unreadable:
      '{count} mot de passe ne se lit plus ici et n’y est pas : le saisir de nouveau sur l’autre ordinateur. | {count} mots de passe ne se lisent plus ici et n’y sont pas : les saisir de nouveau sur l’autre ordinateur.',
    download: 'Télécharger le fichier',
    remove: 'Supprimer ce fichier',
    removed: 'Fichier supprimé',
    stopNow: 'Cet ordinateur n’enverra plus',
    stillSends:
      'Cet ordinateur envoie encore. Ce qui part après le fichier n’y est pas connu : arrêter ici avant d’envoyer de là-bas.',
    arrive: 'Arriver sur cet ordinateur',
    arriveText:
      'Choisir le fichier .webox fait sur l’autre ordinateur. Son contenu est montré avant que quoi que ce soit change ici.',
    choose: 'Choisir le fichier .webox',
    reading: 'Le fichier arrive : {share} %',
    orPath: 'Ou le chemin complet du fichier sur cet ordinateur',
    passphrase: 'Phrase de passe du fichier',
    open: 'Ouvrir le fichier',
    fileHere: 'Le fichier est arrivé : {size}.',
    from: 'De {computer} ({system})',
    systems: { win32: 'Windows', darwin: 'macOS', linux: 'Linux' },
    fileOf: 'Fait le {at} avec la version {version}',
    lastChange: 'Dernière modification : {at}',
    noChange: 'Aucune modification datée',
    secrets: 'Mots de passe et clés : {count}',
    here: 'Ici',
    inFile: 'Dans le fichier',
    ownFile:
      'Ce fichier vient de cet ordinateur, ou d’un fichier déjà ouvert ici : le prendre revient à cet état. Ce qui est parti depuis reste connu.',
    notStopped:
      'L’autre ordinateur envoyait encore quand ce fichier a été fait : ce qu’il a envoyé ensuite n’est pas connu ici.',
    notStoppedOwn:
      'S’il vient de l’autre ordinateur : celui-là envoyait encore quand ce fichier a été fait, et ce qu’il a envoyé ensuite n’est pas connu ici.',
    clock:
      'L’horloge de l’autre ordinateur est en avance sur celle-ci : les dates peuvent surprendre.',
    promises: {
      before: 'Une sauvegarde des données d’ici est faite juste avant.',
      held: 'Rien ne part d’ici avant que vous ayez dit que l’autre ordinateur n’envoie plus.',
    },
    obstacle: {
      newer:
        'Ce fichier vient d’une version plus récente. Installer cette version ici, puis rouvrir le fichier.',
      has_sent:
        'Cet ordinateur a déjà envoyé des messages avec d’autres données, et ne pourrait plus reconnaître qui les a reçus. Ouvrir le fichier dans un dossier de données vide.',
    },
    take: 'Prendre ces données',
    takeFailed: 'Les données d’ici sont comme avant, et le fichier ouvert est gardé.',
    takeAgain: 'Essayer de nouveau',
    secretsWait:
      'Des mots de passe venus avec le fichier n’ont pas encore pu être rangés : le trousseau de cet ordinateur ne les rend pas. Ils sont gardés, et l’essai reprend de lui-même toutes les cinq minutes. Ouvrir le trousseau, ou la session, suffit.',
    taken: 'Les données sont arrivées',
    leave: 'Ne pas les prendre',
    left: {
      title: 'Cet ordinateur n’envoie plus, depuis le {at}.',
      text: 'Rien ne part d’ici, et ni le relais ni les boîtes ne sont lus. Les données restent, à lire et à exporter.',
      button: 'Envoyer de nouveau d’ici',
      question:
        'Si l’autre ordinateur envoie aussi, les mêmes personnes peuvent recevoir deux fois le même message. Est-il arrêté ?',
      confirm: 'Oui, il n’envoie plus',
    },
    arrived: {
      title: 'Ces données viennent d’un autre ordinateur. Rien ne part encore d’ici.',
      titleOf: 'Ces données viennent de {computer}. Rien ne part encore d’ici.',
      text: 'Quand l’autre ordinateur n’envoie plus, le dire ici. Les campagnes en cours sont alors en pause, à reprendre une par une.',
      button: 'L’autre ordinateur n’envoie plus',
      question:
        'Sur l’autre ordinateur, Réglages › Sauvegardes › Changer d’ordinateur doit dire qu’il n’envoie plus, ou l’application n’y est plus ouverte. Sinon, les mêmes personnes peuvent recevoir deux fois le même message.',
      confirm: 'Oui, il n’envoie plus',
    },
    sends: 'Cet ordinateur envoie',
    sendsNoMore: 'Cet ordinateur n’envoie plus',
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
