// French: where the data cannot be opened, and what can be done about it.
export const rescue = {
  title: {
    damaged: 'Les données sont abîmées',
    missing: 'Le fichier des données manque',
    newer: 'Ces données viennent d’une version plus récente',
    update: 'Les données n’ont pas pu être mises à jour',
  },
  text: {
    damaged:
      'Une partie du fichier main.db ne se lit plus : un disque qui faiblit, une coupure, un programme qui y a écrit. Rien n’y a été modifié, et rien ne le sera : il sera gardé, quoi que vous choisissiez.',
    missing:
      'Le fichier main.db n’est plus dans ce dossier, ou il est vide, alors que l’application y a déjà travaillé. Rien n’a été créé à sa place. S’il est ailleurs, dans une corbeille ou sur un autre disque, le remettre, puis réessayer d’ouvrir.',
    newer:
      'Cette version ne sait pas les lire, et n’y a rien modifié. Installer la version la plus récente les ouvre telles quelles. Si elle ne démarre pas, une sauvegarde d’avant peut être remise ici.',
    update:
      'Cette version doit les transformer avant de les ouvrir, et cela a échoué. La copie faite juste avant est entière.',
  },
  readable: 'Ce qui peut être lu',
  reading: 'Lecture du fichier abîmé',
  readingRows: 'Lecture table par table, sur une copie : {rows} lignes dans celle-ci.',
  readWhole: 'Tout se lit encore. Seuls des index sont abîmés : ils sont refaits.',
  readPart: 'Compté dans ce qui a été lu, ligne par ligne.',
  rowsRead: 'Lu',
  rowsLost: 'Perdu',
  lostUnknown: 'Inconnu',
  others: 'Tout le reste',
  take: 'Prendre ce qui a été lu',
  save: 'L’avoir aussi en fichiers CSV',
  saveText:
    'Les fichiers CSV s’écrivent à côté des données, un par table, et ne changent rien d’autre. Les faire d’abord, puis remettre une sauvegarde, garde les deux.',
  saved: 'Fichiers écrits dans {folder}',
  notRead: {
    nothing: 'Rien ne peut être lu de ce fichier.',
    disk_full:
      'Le disque est trop plein : la lecture demande la place de deux copies du fichier. Faire de la place, puis relire.',
    not_writable:
      'Le dossier des données ne peut pas être écrit. Vérifier ses droits, puis relire.',
    in_use: 'Un autre programme tient le fichier. Le fermer, puis relire.',
    disk_error:
      'Le disque refuse la lecture. Copier le dossier sur un autre disque, l’ouvrir de là, puis relire.',
    too_many_files: 'Le système n’ouvre plus de fichiers. Fermer d’autres programmes, puis relire.',
    unexpected: 'La lecture s’est arrêtée. La raison, telle qu’elle est dite :',
  },
  readAgain: 'Relire',
  backups: 'Sauvegardes',
  noBackups: 'Aucune sauvegarde n’a été trouvée, ni ici ni dans le second dossier.',
  backupsText:
    'La plus récente qui a été vérifiée vient d’abord. Ce qui est venu après elle n’y est pas.',
  backupsUpdate:
    'La remettre rend les données telles qu’elles étaient, pour la version d’avant. Ensuite, réinstaller cette version-là.',
  campaigns: '{count} campagne | {count} campagnes',
  putBack: 'Remettre',
  putBackOf: 'Remettre la sauvegarde du {at}',
  allBackups: 'Voir les {count} sauvegardes',
  keep: 'Ne rien changer',
  keepText:
    'L’application se ferme et tout reste en place. Cette page revient à la prochaine ouverture.',
  close: 'Tout garder et fermer',
  openAgain: 'Réessayer d’ouvrir',
  putBackTitle: 'Remettre la sauvegarde du {at} ?',
  takeTitle: 'Prendre ce qui a été lu ?',
  putBackText: {
    damaged: 'Les données redeviennent celles de ce moment. Ce qui est venu après n’y est pas.',
    missing: 'Les données redeviennent celles de ce moment. Ce qui est venu après n’y est pas.',
    newer: 'Les données redeviennent celles de ce moment. Ce qui est venu après n’y est pas.',
    update:
      'Les données redeviennent exactement celles d’avant la mise à jour. Rien n’est perdu : rien n’y a été écrit depuis.',
  },
  takeText:
    'Ce qui a été lu devient les données. Ce qui n’a pas pu l’être n’y est pas, et les totaux sont recomptés.',
  promise: {
    keptAside: 'Le fichier actuel est gardé à côté, sous un autre nom, sans être modifié.',
    twice:
      'Personne n’est contacté deux fois : ce qui est parti reste connu, et les campagnes en cours sont en pause.',
    refusals:
      'Les refus et les effacements qui se lisent ailleurs sont repris ; la suite dit s’il en manque.',
    sameVersion:
      'Cette version essaierait de nouveau la mise à jour : l’application se ferme ensuite.',
  },
  sealedRefusals:
    'Des lignes sont perdues, peut-être des refus. La sauvegarde du {at} les connaît, et elle est protégée par une phrase que cet ordinateur ne connaît pas.',
  withoutRefusals: 'Continuer sans ses refus',
  done: {
    read: 'Ce qui a été lu est en place',
    backup: 'La sauvegarde est en place',
    copy: 'La copie d’avant la mise à jour est en place',
  },
  doneBackup: 'Sauvegarde du {at}.',
  doneCopy:
    'Installer maintenant la version d’avant pour l’ouvrir. La version {version} recommencerait la mise à jour.',
  doneHeld:
    'Les campagnes qui n’avaient pas fini sont en pause, à reprendre une par une : qui a déjà reçu un message ne le reçoit pas de nouveau.',
  refusals: {
    whole: 'Aucune ligne n’est perdue : refus et effacements sont tous là.',
    carried: 'Refus et effacements repris : {count}.',
    carriedPart:
      'Refus et effacements repris : {count}. Tous n’ont pas pu être lus : vérifier la liste des refus avant d’écrire.',
    none: 'Il n’y avait rien d’où reprendre les refus et les effacements faits depuis : vérifier la liste des refus avant d’écrire.',
    sealed:
      'Les refus de la sauvegarde protégée n’ont pas été repris : vérifier la liste des refus avant d’écrire.',
    unreadable:
      'Les refus et les effacements faits depuis n’ont pas pu être lus : vérifier la liste des refus avant d’écrire.',
  },
  keptAs: 'Le fichier qui était là est gardé, sans avoir été modifié :',
  open: 'Ouvrir l’application',
  closeNow: 'Fermer l’application',
  closed: 'L’application est fermée',
  closedText: 'Tout est resté en place. Cette fenêtre peut être fermée.',
}
