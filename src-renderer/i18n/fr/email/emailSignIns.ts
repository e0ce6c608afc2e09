// French: signing in on a provider's page instead of a password.

export const emailSignIns = {
  signIn: {
    with: 'Se connecter avec {name}',
    again: 'Se connecter de nouveau avec {name}',
    elsewhere: 'Avec un code, sur un autre appareil',
    yourServer: 'votre serveur',
    byPassword: 'Utiliser un mot de passe',
    waiting:
      'La page de {name} s’ouvre dans votre navigateur : connectez-vous et acceptez l’accès à la messagerie. La suite se fait ici toute seule.',
    typeCode: 'Ouvrez la page de {name} sur n’importe quel appareil et saisissez ce code :',
    openPage: 'Ouvrir la page de {name}',
    done: 'Connecté en tant que {address}',
    other:
      '{address} s’est connecté, et non {expected}. Rien n’a été changé : garder ce compte, ou recommencer en choisissant l’autre.',
    takeOther: 'Utiliser {address}',
    dropOther: 'Recommencer',
    as: '{name} : connecté en tant que {who}.',
    until: 'Accès jusqu’au {moment}, se renouvelle seul.',
    renewsItself: 'Se renouvelle seul.',
    signOut: 'Se déconnecter',
    endedBy: {
      refused:
        '{name} ne donne plus accès à {who} : se connecter de nouveau. Les messages attendent, rien n’est perdu.',
      signed_out: '{who} est déconnecté de {name} : se connecter de nouveau pour envoyer.',
    },
    left: {
      revoked: 'Déconnecté : {name} a retiré l’accès.',
      unsupported: 'Déconnecté ici. L’accès se retire sur la page de {name}, indiquée ci-dessus.',
      failed: 'Déconnecté ici. {name} n’a pas confirmé le retrait : voir ci-dessus.',
      shared:
        'Déconnecté ici. Un autre compte se sert de la même personne chez {name} : son accès reste.',
    },
    leftTitle: 'Accès encore ouverts',
    leftOpen: {
      unsupported:
        'L’accès de WeBox à {who} est oublié ici. {name} ne permet de le retirer que sur sa propre page.',
      failed:
        'L’accès de WeBox à {who} est oublié ici, mais {name} n’a pas confirmé son retrait : le retirer sur sa page.',
    },
    leftDone: 'C’est fait',
    mailboxShares:
      'Même connexion à {name} que le compte d’envoi ({who}) : aucun mot de passe à saisir.',
    unset:
      'WeBox n’est pas encore inscrit auprès de {name} : la connexion par sa page demande un identifiant d’application. Sans lui, utiliser un mot de passe, là où {name} en accepte un.',
    ownClient: 'Saisir un identifiant d’application',
    ownClientHint:
      'Inscrire une application « de bureau » à l’adresse ci-dessous, avec http://127.0.0.1 comme adresse de retour. Identifiant et secret sont conservés chiffrés, jamais affichés.',
    clientId: 'Identifiant d’application (client ID)',
    clientSecret: 'Secret de l’application',
    clientSecretHint: 'Seulement si le fournisseur en a donné un (Google).',
    failure: {
      denied: 'L’accès a été refusé sur la page de {name}. Rien n’a changé.',
      expired: 'Personne ne s’est connecté à temps. Rien n’a changé : recommencer.',
      cancelled: 'La connexion a été abandonnée. Rien n’a changé.',
      scope_refused:
        'L’autorisation d’utiliser la messagerie n’a pas été cochée sur la page de {name}. Recommencer, et laisser cette case cochée.',
      no_renewal:
        '{name} a donné un accès qui ne se renouvelle pas : il s’arrêterait dans une heure. Vérifier l’inscription de l’application.',
      ended: '{name} n’accepte plus cette connexion : recommencer.',
      client_refused:
        '{name} ne reconnaît pas cette application : vérifier son identifiant et son secret.',
      clock:
        'L’horloge de cet ordinateur est fausse de plus d’un jour : la mettre à l’heure, puis recommencer.',
      network: '{name} n’a pas pu être joint : vérifier la connexion à Internet, puis recommencer.',
      unavailable: '{name} ne répond pas en ce moment : recommencer dans quelques minutes.',
      refused: '{name} n’a pas accepté cette connexion : recommencer. Sa réponse :',
    },
  },
}
