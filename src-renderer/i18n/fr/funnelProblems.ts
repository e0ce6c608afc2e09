// French: what is wrong with a funnel before it is published, in a sentence and in a few words.

export const funnelProblems = {
  question_field_gone:
    'Une question remplit un champ de la fiche qui a été supprimé : ses réponses restent dans l’historique du lead. Choisissez un autre champ, ou restaurez celui-ci.',
  image_missing:
    'Une image de cette page n’est plus là : les visiteurs ne la voient pas. La choisir à nouveau.',
  form_without_identity:
    'Le formulaire ne demande ni adresse e-mail, ni téléphone, ni nom : personne ne pourrait recevoir de réponse. À ajouter avant de publier.',
  promise_without_email:
    'La page annonce un envoi par e-mail, et aucun e-mail du tunnel n’est prêt et activé : le compléter et l’activer dans le parcours avant de publier.',
  unreachable: 'Aucun chemin ne mène à cette page : la relier depuis une autre étape.',
  no_thank_you:
    'Le tunnel n’a pas de page de remerciement : les inscrits ne sauront pas que leur demande est arrivée.',
  form_without_consent:
    'Le formulaire ne demande pas l’accord pour écrire : les inscrits ne pourront pas recevoir de campagne.',
  no_page: 'Le tunnel n’a aucune page : en ajouter une.',
  offer_without_link:
    'L’offre n’a pas de lien de paiement : les visiteurs ne voient pas son bouton, et personne ne peut acheter.',
  offer_without_price:
    'L’offre n’a pas de prix : la page n’en montre aucun tant qu’il n’est pas indiqué.',
  business_unknown:
    'Le nom ou l’adresse e-mail de l’entreprise manque dans les réglages : les pages disent « notre entreprise » et ne montrent pas les lignes du contact.',
  places_left: 'Les visiteurs ne voient pas ces lignes tant qu’il y reste à compléter :',
  video_without_address:
    'La vidéo n’a pas d’adresse : les visiteurs ne la voient pas tant qu’elle n’en a pas.',
  brackets:
    'Des mots sont entre crochets, ou entre accolades comme des champs, qu’une page ne remplace pas. À vérifier :',
  empty_page:
    'Cette page est vide pour les visiteurs : y ajouter des blocs ou compléter les siens.',
  button_without_target:
    'Un bouton ne mène nulle part, les visiteurs ne le voient pas : tracer le chemin correspondant, ou ajouter le formulaire qu’il désigne.',
  form_without_relay:
    'Aucun relais n’est associé : le formulaire d’une page exportée ouvre la messagerie du visiteur au lieu d’arriver ici.',
  email_off: 'Un e-mail du tunnel est désactivé : l’activer dans le parcours pour qu’il parte.',
  email_incomplete:
    'Un e-mail du tunnel n’est pas fini : compléter son objet, son contenu, l’adresse de ses boutons et ce qui est entre doubles crochets.',
  email_in_sandbox:
    'Un e-mail du tunnel n’a pas de compte d’envoi : il arrive au bac à sable, rien ne part.',
  email_without_form:
    'Aucun formulaire ne déclenche un e-mail du tunnel : choisir une page qui en a un.',
  confirmation_in_sandbox:
    'Le formulaire demande une confirmation par e-mail et aucun compte d’envoi ne peut l’envoyer : elle arrive au bac à sable.',
  confirmation_without_relay:
    'Le formulaire demande une confirmation par e-mail, et la réponse arrive par un relais : en associer un dans Publication. D’ici là, la question attend.',
}

export const funnelProblemsShort = {
  question_field_gone: 'Champ supprimé',
  image_missing: 'Image absente',
  form_without_identity: 'Personne d’identifié',
  promise_without_email: 'E-mail promis, absent',
  unreachable: 'Aucun chemin n’y mène',
  no_thank_you: 'Pas de remerciement',
  form_without_consent: 'Accord non demandé',
  no_page: 'Aucune page',
  offer_without_link: 'Lien de paiement absent',
  offer_without_price: 'Prix à indiquer',
  business_unknown: 'Entreprise à nommer',
  places_left: 'À compléter',
  video_without_address: 'Vidéo sans adresse',
  brackets: 'Crochets à vérifier',
  empty_page: 'Page vide',
  button_without_target: 'Bouton sans suite',
  form_without_relay: 'Aucun relais',
  email_off: 'E-mail désactivé',
  email_incomplete: 'E-mail incomplet',
  email_in_sandbox: 'Bac à sable',
  email_without_form: 'Aucun formulaire',
  confirmation_in_sandbox: 'Confirmation au bac à sable',
  confirmation_without_relay: 'Confirmation sans relais',
}
