// French: what a new campaign begins with.

export const emailStarts = {
  starts: {
    last: 'dernier choix',
    fallback: 'à vous',
    name: {
      blocks: 'Blocs',
      newsletter: 'Lettre d’information',
      offer: 'Offre',
      invitation: 'Invitation',
      letter: 'Lettre simple',
      html: 'HTML',
    },
    about: {
      blocks: 'Un titre, un texte, un bouton, à composer librement.',
      newsletter: 'Deux sujets, une image, des nouvelles brèves.',
      offer: 'Une image, ce qui est proposé, jusqu’à quand.',
      invitation: 'Quand, où, et comment répondre.',
      letter: 'Quelques lignes, comme un e-mail écrit à la main.',
      html: 'Un code existant, gardé tel quel.',
    },
    words: {
      heading: 'Un titre',
      greeting: 'Bonjour {field},',
      text: 'Un texte de quelques lignes.',
      more: 'En savoir plus',
      closing: 'À bientôt,',
      newsletter: 'Les nouvelles du mois',
      first: 'Un premier sujet',
      second: 'Un second sujet',
      news: '**En bref**\n\n- une nouvelle\n- une autre',
      offer: 'Une offre pour vous',
      offerGreeting: 'Bonjour {field}, voici ce que nous vous proposons.',
      offerText: 'Ce qui est proposé, en quelques lignes.',
      until: 'Valable jusqu’au [[date de fin]].',
      offerButton: 'En profiter',
      invitation: 'Une invitation pour vous',
      where: '**Quand** : [[date et heure]]\n\n**Où** : [[lieu]]',
      invitationText: 'Ce qui vous attend, en quelques lignes.',
      invitationButton: 'Je viens',
    },
  },
}
