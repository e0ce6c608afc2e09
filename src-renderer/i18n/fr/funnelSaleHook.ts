// French: the sale webhook of a relay.

export const funnelSaleHook = {
  title: 'Ventes annoncées par un prestataire',
  text: 'Un prestataire de paiement ou un outil d’automatisation peut annoncer chaque vente au relais. Elle est comptée ici à la relève suivante.',
  reveal: 'Afficher l’adresse et le secret',
  hide: 'Masquer',
  address: 'Adresse',
  secret: 'Secret',
  copy_address: 'Copier l’adresse',
  copy_secret: 'Copier le secret',
  copied: 'Copié',
  notCopied: 'La copie n’a pas été permise',
  sign: 'Chaque annonce est signée : l’en-tête X-WeBox-Signature contient l’heure en secondes (t) et le HMAC-SHA256, calculé avec le secret, de « heure.corps » (v1). Une signature vaut cinq minutes, un même externalId compte une seule fois. Un remboursement s’annonce de la même façon avec « type » : « refund » et son propre externalId ; ce qui n’est pas compris est refusé, avec le motif.',
  reference:
    'Pour rattacher la vente à un lead, ajouter « reference » : la valeur de client_reference_id que le lien de paiement a reçue.',
  example: 'Exemple pour un terminal',
  copyExample: 'Copier l’exemple',
  funnelWord: 'tunnel',
  pageWord: 'page',
  unpublished:
    'Ce tunnel n’est pas publié : remplacer « tunnel » et « page » par les mots de son adresse une fois en ligne.',
  renew: 'Changer le secret',
  renewTitle: 'Changer l’adresse et le secret',
  renewText:
    'L’adresse et le secret actuels cessent de valoir tout de suite. Les ventes annoncées avec eux sont refusées jusqu’à ce que le prestataire ait les nouveaux.',
  renewed: 'Nouvelle adresse et nouveau secret en place',
}
