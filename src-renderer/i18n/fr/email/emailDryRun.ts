// French: the dry run of a campaign.

export const dryRun = {
  running: 'Vérification de chaque message…',
  drawn:
    '{count} message vérifié, {size} au plus. | {count} messages vérifiés, {size} chacun au plus.',
  messages: '{count} message. | {count} messages.',
  again: 'Vérifier de nouveau',
  level: { blocking: 'À corriger :', warning: 'À voir :', hint: 'Pour information :' },
  field: { subject: 'objet', html: 'message', blocks: 'adresse d’un bouton' },
  variant: 'Version {variant} :',
  finding: {
    incomplete: 'Il manque de quoi envoyer.',
    places_left: 'Des endroits restent à compléter.',
    no_recipients: 'Personne à qui écrire.',
    unsubscribe_missing: 'Il manque le lien pour ne plus recevoir de messages.',
    link_broken: 'Des liens ne mènent nulle part : une adresse commence par https://.',
    picture_missing: 'Une image du message est introuvable : la choisir de nouveau.',
    message_too_heavy:
      'Le message est trop lourd : presque toutes les messageries le refuseraient.',
    nothing_shown:
      'Des personnes recevraient un message vide : tous ses blocs sont pour d’autres. Ajouter un bloc pour tout le monde.',
    variants_same: 'Les deux versions disent la même chose.',
    test_too_small: 'Moins de 10 personnes feraient partie du test.',
    field_empty:
      'Un champ est vide et rien ne le remplace. Un mot de repli s’écrit ainsi : {example}',
    braces_left:
      'Des accolades resteraient visibles : elles viennent de la fiche de ces personnes.',
    link_empty: 'Des liens sont encore vides.',
    link_local:
      'Des liens mènent à cet ordinateur ou à son réseau : personne d’autre ne peut les ouvrir.',
    html_clipped: 'Gmail coupe les messages de plus de 102 ko et cache la fin.',
    message_heavy: 'Le message dépasse 10 Mo : certaines messageries le refusent.',
    picture_inline:
      'Une image est écrite dans le HTML lui-même : Gmail et Outlook ne l’affichent pas. L’ajouter depuis le disque.',
    picture_webp:
      'Outlook pour Windows n’affiche pas les images WebP : les choisir de nouveau depuis le disque les convertit.',
    sender_foreign:
      'Ce fournisseur ne laisse pas un autre serveur écrire pour cette adresse : les messages risquent d’être rejetés.',
    account_blocked: 'Ce compte d’envoi est bloqué pour le moment.',
    business_unknown:
      'Le nom et l’adresse de l’entreprise manquent : la loi demande de dire qui écrit. Les ajouter dans Réglages.',
    link_insecure: 'Des liens commencent par http:// et non https://.',
    picture_without_alt: 'Des images n’ont pas de description, lue quand l’image ne s’affiche pas.',
    brackets: 'Des mots entre crochets : peut-être à compléter.',
    block_for_nobody:
      'Des blocs ne seront montrés à personne : aucun destinataire ne remplit leur condition.',
    spam_wording:
      'Des tournures que les filtres connaissent des courriers indésirables. Un indice, rien de plus.',
  },
  forReal: 'Envoyer pour de vrai',
  forRealHint:
    'Copie cette campagne pour les mêmes destinataires, avec un compte d’envoi. Rien ne part avant la confirmation.',
}
