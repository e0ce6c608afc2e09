// The few texts that Electron itself shows, outside the page: the menu, and what is said before
// there is a window.
import { spokenLanguage } from '#shared/startup.ts'

const fr = {
  edit: 'Édition',
  undo: 'Annuler',
  redo: 'Rétablir',
  cut: 'Couper',
  copy: 'Copier',
  paste: 'Coller',
  selectAll: 'Tout sélectionner',
  noSpelling: 'Aucune suggestion',
  view: 'Affichage',
  reload: 'Recharger',
  zoomIn: 'Agrandir',
  zoomOut: 'Réduire',
  resetZoom: 'Taille normale',
  fullScreen: 'Plein écran',
  window: 'Fenêtre',
  minimize: 'Placer dans le Dock',
  close: 'Fermer',
  quit: 'Quitter WeBox Marketing',
  open: 'Ouvrir',
  cancel: 'Annuler',
  openOutside: 'Ouvrir ce lien hors de WeBox Marketing ?',
  cannotStart: 'WeBox Marketing n’a pas pu démarrer',
  cannotShow: 'La fenêtre n’a pas pu être affichée',
  cannotShowDetail:
    'Les données sont intactes et les envois en cours continuent. Réessayer, ou quitter puis relancer l’application.',
  pageDied: 'L’affichage s’est arrêté de façon inattendue',
  pageDiedDetail:
    'Les données enregistrées sont intactes et les envois en cours continuent ; seul ce qui était en cours de saisie peut manquer. Réessayer pour afficher à nouveau la page.',
  openElsewhere: 'WeBox Marketing est déjà ouvert dans le navigateur',
  openElsewhereDetail: (names: string) =>
    `À déposer sur la page de l’application, ou à ouvrir depuis elle : ${names}`,
  again: 'Réessayer',
  showWindow: 'Ouvrir WeBox Marketing',
  /** On the icon, for a screen reader. */
  due: (tasks: number) =>
    `${new Intl.NumberFormat('fr').format(tasks)} ${tasks < 2 ? 'tâche à faire' : 'tâches à faire'}`,
  /** Beside the clock, while the window is closed. */
  waiting: (messages: number) =>
    `WeBox Marketing : ${new Intl.NumberFormat('fr').format(messages)} ${messages < 2 ? 'message en attente' : 'messages en attente'}`,
}
export type DesktopWords = typeof fr

const en: DesktopWords = {
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  noSpelling: 'No suggestion',
  view: 'View',
  reload: 'Reload',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  resetZoom: 'Actual size',
  fullScreen: 'Full screen',
  window: 'Window',
  minimize: 'Minimise',
  close: 'Close',
  quit: 'Quit WeBox Marketing',
  open: 'Open',
  cancel: 'Cancel',
  openOutside: 'Open this link outside WeBox Marketing?',
  cannotStart: 'WeBox Marketing could not start',
  cannotShow: 'The window could not be shown',
  cannotShowDetail:
    'Your data is intact and messages under way go on. Try again, or quit and start the application anew.',
  pageDied: 'The page stopped unexpectedly',
  pageDiedDetail:
    'What was saved is intact and messages under way go on; only what was being typed may be missing. Try again to show the page.',
  openElsewhere: 'WeBox Marketing is open in the browser already',
  openElsewhereDetail: (names) =>
    `To be dropped on the application’s page, or opened from it: ${names}`,
  again: 'Try again',
  showWindow: 'Open WeBox Marketing',
  due: (tasks) =>
    `${new Intl.NumberFormat('en').format(tasks)} ${tasks === 1 ? 'task' : 'tasks'} due`,
  waiting: (messages) =>
    `WeBox Marketing: ${new Intl.NumberFormat('en').format(messages)} ${messages === 1 ? 'message' : 'messages'} waiting`,
}

/** French unless the system says English. */
export const desktopWords = (language: string): DesktopWords =>
  spokenLanguage(language) === 'en' ? en : fr
