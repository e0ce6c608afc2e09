// French: what the window says while the data is being opened.
export const startup = {
  opening: 'Ouverture des données',
  openingText: 'L’application s’ouvre dès que ses données sont prêtes.',
  updating: 'Mise à jour des données',
  updatingText:
    'Une version plus récente ouvre ces données pour la première fois. Une copie est gardée dans le dossier backups. La fenêtre peut être fermée : la mise à jour reprendra au prochain démarrage, sans rien perdre.',
  checking: 'Étape 1 sur 3 : contrôle du fichier',
  copying: 'Étape 2 sur 3 : copie de sauvegarde, {done} sur {total} Mo',
  steps: 'Étape 3 sur 3 : mise à jour, opération {done} sur {total}',
  stepsText: 'Certaines opérations durent bien plus longtemps que d’autres.',
  since: 'Depuis {time}',
  failed: 'WeBox Marketing n’a pas pu démarrer',
  gone: 'L’application ne répond plus',
  goneText: 'Les données sont restées comme avant : relancer l’application.',
}
