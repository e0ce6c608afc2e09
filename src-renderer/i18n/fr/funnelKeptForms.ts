// French: forms that could not become a lead.

export const funnelKeptForms = {
  title: '{count} formulaire à vérifier | {count} formulaires à vérifier',
  text: 'Ce que ces visiteurs ont envoyé est conservé en entier. Corriger ce qui empêche d’en faire un lead, ou le retirer de la liste.',
  problem: {
    no_identity: 'Rien ne dit qui a répondu',
    address: 'L’adresse e-mail ne peut pas être utilisée',
    sealed:
      'Le contenu ne s’ouvre pas : il a été scellé pour une autre installation, ou modifié en chemin',
  },
  consent: 'Accord donné pour être contacté',
  make: 'En faire un lead',
  made: 'Lead ajouté',
  remove: 'Retirer de la liste',
  removed: 'Formulaire retiré de la liste',
  email: 'Adresse e-mail',
}
