// French: measuring the links that people open, where they agreed.

export const clicks = {
  title: 'Mesure des clics',
  measure: 'Mesurer les liens ouverts',
  hint: 'Seulement pour les personnes qui l’ont accepté au moment de l’envoi : leurs liens passent par votre relais. Toutes les autres reçoivent les liens tels quels. Les ouvertures ne sont jamais mesurées.',
  needsRelay: 'Il faut un relais, par lequel passent les liens. Aucun n’est associé.',
  needsNewer:
    'Le relais est d’une version qui ne sait pas le faire. Le mettre à jour, puis y relever une fois.',
  toRelay: 'Ouvrir les réglages du relais',
  isLost: 'Sans ce relais, les prochains messages partent avec des liens tels quels.',
  off: 'Clics non mesurés : la mesure n’est pas activée pour cette campagne.',
  notInSandbox: 'Clics non mesurés : rien ne part du bac à sable.',
  nobody: 'Clics : aucune personne atteinte n’a accepté qu’ils soient mesurés.',
  people: 'Aucun clic | {count} personne a cliqué | {count} personnes ont cliqué',
  ofAgreed: 'sur {count} qui l’a accepté | sur {count} qui l’ont accepté',
  others: '{count} non mesuré, faute d’accord | {count} non mesurés, faute d’accord',
  byPrograms:
    '{count} message dont seul un programme semble avoir ouvert des liens | {count} messages dont seul un programme semble avoir ouvert des liens',
  whyPrograms:
    'À part, et dans aucun total : antivirus, filtres de messagerie, pages chargées d’avance.',
  links: '{count} lien | {count} liens',
  programsOnly: '{count} automatique | {count} automatiques',
  moreLinks: 'et {count} autre lien | et {count} autres liens',
  onlyLink: 'Lien : {link}',
  at: 'clic {date}',
  measured: 'Clics mesurés',
  clicked: 'Ont cliqué',
  programs: 'Liens ouverts par un programme seulement',
}
