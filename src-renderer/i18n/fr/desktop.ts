// French: what is opened and dropped, and what the desktop offers on this computer.

export const opening = {
  not: '« {name} » n’a pas été ouvert',
  waits: '« {name} » attend d’être importé',
  waitsMore: '« {name} » attend, avec {count} autre | « {name} » attend, avec {count} autres',
  link: 'Un lien mène à une autre page',
  go: 'Y aller',
  take: 'Ouvrir ce fichier',
  refused: {
    file_absent: 'Ce fichier n’existe pas, ou plus, à cet endroit.',
    file_denied:
      'Ce fichier ne peut pas être lu : vérifiez ses droits, ou fermez le programme qui l’utilise.',
    file_folder: 'C’est un dossier : ouvrez le fichier de contacts qu’il contient.',
    file_too_large: 'Ce fichier dépasse 200 Mo : partagez-le en plusieurs.',
    file_kind:
      'Seuls les fichiers de contacts s’ouvrent ici : CSV, TSV, Excel (.xlsx) et cartes de visite (.vcf).',
    link_unknown: 'Ce lien ne mène à aucune page de l’application. Rien n’a été fait.',
    too_many: 'Trop de fichiers à la fois : celui-ci et les suivants sont à ouvrir de nouveau.',
  },
}

export const desktop = {
  title: 'Sur cet ordinateur',
  start: 'Démarrer avec l’ordinateur, sans fenêtre',
  startText:
    'Ce qui est programmé part alors sans ouvrir l’application : elle reste près de l’horloge, aussi quand sa fenêtre est fermée, jusqu’à ce qu’on la quitte.',
  noStart:
    'Cette copie de l’application ne peut pas démarrer avec l’ordinateur : il faut l’installer par son paquet.',
  spelling: 'L’orthographe est vérifiée avec les dictionnaires du système.',
  noSpelling:
    'L’orthographe n’est pas vérifiée ici. Il faudrait télécharger des dictionnaires, et l’application n’en télécharge pas.',
  zoom: 'La taille de l’affichage change avec Ctrl et + ou − (Cmd sur Mac), revient avec Ctrl et 0, et elle est retenue.',
}
