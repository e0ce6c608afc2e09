// French: messages under way, accounts, refusals, outbox.

export const emailSending = {
  pauseReason: {
    user: 'En pause à la demande. Les messages restants attendent.',
    places_left:
      'Il restait des parties à compléter, entre doubles crochets, ou des champs inconnus au moment prévu. Rien n’est parti : les compléter, puis lancer l’envoi.',
    sender_refused:
      'Le serveur n’accepte pas l’adresse de l’expéditeur : l’envoi s’est mis en pause, personne n’a été rayé. Écrire depuis une adresse du compte, ou la faire valider chez le fournisseur, puis reprendre. La réponse du serveur est ci-dessous.',
    account_blocked:
      'Le compte d’envoi est bloqué depuis plus de deux jours : l’envoi s’est mis en pause, les messages restants attendent. La raison est dans E-mail, Comptes d’envoi. Corriger, puis reprendre.',
    missed_schedule:
      'L’application était fermée au moment prévu. Rien n’est parti : lancer l’envoi ou programmer un autre moment en la dupliquant.',
    refused_by_servers:
      'Trop de refus de la part des serveurs : l’envoi s’est mis en pause pour protéger la réputation du compte. Lire les réponses ci-dessous avant de reprendre.',
    dead_addresses:
      'Sur {reached} personnes jointes, {dead} ont une adresse qui n’existe pas ({share}) : l’envoi s’est mis en pause pour protéger la réputation du compte. On n’écrira plus à ces adresses. Vérifier d’où vient la liste avant de reprendre.',
    complaints:
      'Un destinataire a signalé ce message comme indésirable : l’envoi s’est mis en pause pour protéger la réputation du compte, et on ne lui écrira plus. Vérifier que ces personnes attendent vos messages avant de reprendre.',
    unauthenticated:
      'Un serveur ne reconnaît pas l’expéditeur : SPF, DKIM ou DMARC manque à son domaine. L’envoi s’est mis en pause, les autres messages attendent. Vérifier le domaine dans E-mail, Comptes d’envoi, corriger, puis reprendre.',
    restored_copy:
      'Ces données viennent d’une copie restaurée : des messages en attente ont pu partir depuis l’original. Vérifier avant de reprendre.',
  },
  stat: {
    recipients: 'Destinataires',
    sent: 'Acceptés par un serveur',
    queued: 'En attente',
    failed: 'Échecs',
    uncertain: 'Incertains',
    suppressed: 'Refus',
    cancelled: 'Annulés',
    bounced: 'Retournés',
    replied: 'Ont répondu',
    unsubscribed: 'Désinscrits',
  },
  captured: 'Au bac à sable',
  progressLabel: 'Avancement de l’envoi',
  progress: '{done} sur {total}',
  progressWithPace: '{done} sur {total} · {rate} par minute · encore {minutes} min environ',
  uncertainTitle: '{count} message demande une décision | {count} messages demandent une décision',
  uncertainText:
    'La connexion s’est coupée au moment de la remise : ces messages sont peut-être arrivés. Les envoyer à nouveau peut faire un doublon ; les laisser peut faire un oubli.',
  sendAgain: 'Envoyer à nouveau',
  leave: 'Laisser',
  deliveries: 'Messages',
  allDeliveries: 'Tous les messages',
  delivery: {
    queued: 'En attente',
    claimed: 'Bientôt remis',
    handing_over: 'Remise en cours',
    sent: 'Accepté',
    failed: 'Échec',
    uncertain: 'Incertain',
    suppressed: 'Refus',
    cancelled: 'Annulé',
    expired: 'Abandonné',
    held: 'Retenu',
    bounced: 'Retourné',
    replied: 'A répondu',
  },
  deliveryReason: {
    address: 'Adresse dans la liste de refus',
    domain: 'Domaine dans la liste de refus',
    topic: 'A quitté le sujet',
    refused_recipient: 'Adresse refusée par le serveur',
    refused_policy: 'Refusé par une règle du serveur',
    refused_sender: 'Expéditeur refusé par le serveur',
    refused_content: 'Contenu refusé par le serveur',
    mailbox_full: 'Boîte pleine',
    address_not_ascii: 'Adresse avec des lettres que ce serveur ne sait pas écrire',
    left: 'Laissé en l’état',
    sent_again: 'Envoyé à nouveau',
    replied: 'La personne a répondu',
  },
  nextAttempt: 'nouvel essai {date}',
  noDeliveries: 'Aucun message à afficher',
  noDeliveriesInState: 'Aucun message de cette campagne n’est dans cet état.',
  noDeliveriesText: 'Les messages apparaissent ici dès que l’envoi commence.',
  newAccount: 'Nouveau compte',
  editAccount: 'Modifier le compte',
  accountSaved: 'Compte enregistré',
  accountsEmpty: 'Aucun compte d’envoi',
  accountsEmptyText:
    'Sans compte, les campagnes restent au bac à sable. Un compte est celui de la messagerie de l’entreprise, joint par SMTP.',
  account: {
    name: 'Nom du compte',
    nameHint: 'Pour le reconnaître ici.',
    host: 'Serveur SMTP',
    port: 'Port',
    security: 'Chiffrement',
    user: 'Identifiant',
    userHint: 'Souvent l’adresse e-mail.',
    password: 'Mot de passe',
    passwordHint: 'Conservé chiffré, jamais affiché.',
    passwordKept: 'Enregistré. Laisser vide pour le garder.',
    passwordElsewhere: 'À saisir à nouveau : le serveur a changé.',
    fromName: 'Nom de l’expéditeur',
    fromEmail: 'Adresse de l’expéditeur',
    maxPerMinute: 'Messages par minute',
    maxPerMinuteHint: 'Au plus ; selon les limites du fournisseur.',
    maxConnections: 'Connexions simultanées',
  },
  security: { tls: 'TLS', starttls: 'STARTTLS', none: 'Aucun (même machine)' },
  perMinute: '{count} message par minute au plus | {count} messages par minute au plus',
  noPassword: 'mot de passe à saisir',
  testConnection: 'Tester la connexion',
  cause: {
    host_unknown:
      'Aucun serveur ne porte ce nom : vérifier qu’il est écrit comme le fournisseur l’indique.',
    offline: 'Cet ordinateur n’est pas connecté à Internet, ou n’y trouve aucun nom de serveur.',
    port_closed:
      'Le serveur existe mais ne répond pas sur ce port : essayer 465 avec TLS, ou 587 avec STARTTLS.',
    unreachable:
      'Le serveur ne répond pas : vérifier son nom et le port. Certains réseaux (hôtel, mobile, entreprise) bloquent l’envoi d’e-mails.',
    silent:
      'Le serveur est joint mais ne dit rien : le chiffrement ne va sans doute pas avec le port (465 avec TLS, 587 avec STARTTLS).',
    dropped:
      'Le serveur a coupé la connexion : vérifier le port et le chiffrement, ou réessayer plus tard.',
    wrong_encryption:
      'Le chiffrement ne va pas avec le port : choisir TLS pour 465, STARTTLS pour 587.',
    no_starttls: 'Le serveur ne propose pas STARTTLS sur ce port : essayer TLS et le port 465.',
    certificate_self_signed:
      'Le serveur s’est fait lui-même son certificat : personne ne garantit que c’est bien lui.',
    certificate_name:
      'Le certificat est au nom d’un autre serveur : vérifier le nom du serveur chez le fournisseur.',
    certificate_expired:
      'Le certificat du serveur n’est plus valable, ou l’horloge de cet ordinateur est fausse.',
    certificate_unknown:
      'Le certificat du serveur n’est garanti par aucune autorité connue. Un antivirus qui lit les e-mails peut en être la cause.',
    certificate_changed:
      'Le serveur montre un autre certificat que celui qui avait été accepté. S’il n’a pas été renouvelé, ne pas l’accepter.',
    no_password: 'Le mot de passe de ce compte est à saisir.',
    no_login_offered:
      'Le serveur ne demande pas d’identifiant sur ce port : vérifier le port et le chiffrement, ou retirer l’identifiant.',
    login_wrong:
      'L’identifiant ou le mot de passe est refusé. L’identifiant est le plus souvent l’adresse e-mail entière.',
    login_app_password:
      'Ce fournisseur demande un mot de passe d’application : le créer dans les réglages de sécurité de la messagerie, et le saisir ici à la place du mot de passe habituel.',
    login_disabled:
      'Le fournisseur n’accepte pas d’identifiant et de mot de passe pour cette messagerie : l’autoriser dans son administration (« SMTP authentifié »), ou utiliser un autre compte d’envoi.',
    login_too_often: 'Trop d’essais de connexion : attendre une heure avant de réessayer.',
    sign_in_ended:
      'Le fournisseur ne donne plus accès à ce compte : se connecter de nouveau. Les messages attendent, rien n’est perdu.',
    sign_in_refused:
      'Le serveur n’accepte pas cette connexion, même renouvelée : vérifier que l’identifiant est bien celui de la personne connectée et que l’envoi est autorisé pour cette boîte (à demander à l’administrateur), puis se connecter de nouveau.',
    sign_in_client:
      'Le fournisseur ne reconnaît plus cette application : vérifier l’identifiant d’application, puis se connecter de nouveau.',
  },
  certificate: {
    shown: 'Certificat montré par le serveur',
    subject: 'Au nom de',
    issuer: 'Délivré par',
    validUntil: 'Valable jusqu’au',
    fingerprint: 'Empreinte SHA-256',
    trust: 'Faire confiance à ce certificat',
    trustHint:
      'Seulement si l’empreinte est celle que donne la personne qui gère le serveur. Un autre certificat sera refusé.',
    kept: 'Un certificat que personne ne garantit est accepté pour ce serveur.',
    forget: 'Ne plus l’accepter',
  },
  mayHaveBeenSent:
    'Ces données viennent d’une copie : cette campagne a pu partir depuis, de l’original ou d’un autre ordinateur. À qui cet ordinateur a déjà envoyé ce message, il ne l’enverra pas à nouveau ; d’un autre ordinateur, il ne sait rien.',
  foreignAddress:
    'Les messages de {address} partis par {host} seront pris pour des faux : le fournisseur de cette adresse n’autorise que ses propres serveurs. Écrire par son serveur, ou depuis une adresse au nom de l’entreprise.',
  accountCheck: {
    failed: {
      network:
        'Le serveur n’a pas pu être joint : vérifier son nom, le port et la connexion à Internet. Réponse reçue :',
      refused:
        'Le serveur refuse la connexion : vérifier le compte auprès du fournisseur. Réponse reçue :',
      certificate:
        'Le certificat du serveur n’est pas valable : vérifier le nom du serveur. Réponse reçue :',
      security:
        'Le serveur ne propose pas le chiffrement choisi : vérifier le chiffrement et le port. Réponse reçue :',
      login:
        'L’identifiant ou le mot de passe est refusé : les corriger par « Modifier ». Certains fournisseurs demandent un mot de passe d’application. Réponse reçue :',
      rate: 'Le serveur demande d’attendre : réessayer dans quelques minutes. Réponse reçue :',
      quota: 'La limite d’envoi du fournisseur est atteinte : réessayer plus tard. Réponse reçue :',
      suspended: 'Le fournisseur a suspendu ce compte : le contacter. Réponse reçue :',
      relay:
        'Le serveur ne transmet pas les messages de ce compte : vérifier le serveur et l’identifiant. Réponse reçue :',
      other: 'La connexion n’a pas abouti. Réponse reçue :',
    },
    plain: 'Le serveur répond, sans chiffrement :',
    signedIn: 'Connexion chiffrée et identifiant accepté :',
    anonymous: 'Connexion chiffrée, sans identifiant :',
  },
  blocked: {
    network:
      'Le serveur ne peut pas être joint. Les messages attendent et repartiront d’eux-mêmes.',
    refused:
      'Le serveur refuse ce compte. Les messages attendent : vérifier le compte auprès du fournisseur, puis tester la connexion.',
    certificate:
      'Le certificat du serveur n’est pas valable. Les messages attendent : vérifier le nom du serveur.',
    security:
      'Le serveur ne propose pas le chiffrement demandé. Les messages attendent : vérifier le chiffrement et le port.',
    login:
      'L’identifiant ou le mot de passe est refusé. Les messages attendent : les corriger, puis tester la connexion.',
    rate: 'Le serveur demande de ralentir. Les messages attendent et repartiront d’eux-mêmes.',
    quota:
      'La limite d’envoi du fournisseur est atteinte. Les messages attendent et repartiront d’eux-mêmes.',
    suspended:
      'Le fournisseur a suspendu ce compte. Les messages attendent : le contacter, puis tester la connexion.',
    relay:
      'Le serveur ne transmet pas les messages de ce compte à d’autres fournisseurs. Les messages attendent : vérifier le serveur et l’identifiant, puis tester la connexion.',
    other: 'Ce compte ne peut pas envoyer en ce moment. Les messages attendent.',
  },
  accountDeleted:
    'Compte « {name} » supprimé. Ses brouillons passent au bac à sable ; son mot de passe reste chiffré trente jours.',
  addRefusals: 'Ajouter des refus',
  searchRefusals: 'Rechercher une adresse ou un domaine',
  noRefusalMatch: 'Aucun refus ne correspond',
  noRefusals: 'Aucun refus enregistré',
  noRefusalsText:
    'Les personnes et domaines de cette liste ne reçoivent plus aucune campagne. Désinscriptions et adresses mortes y entrent d’elles-mêmes.',
  refusalEntries: 'Adresses ou domaines',
  refusalEntriesHint: 'Un par ligne, ou séparés par des virgules.',
  refusalNote: 'Note',
  refusalsAdded: 'Ajoutés : {added}. Déjà présents : {already}.',
  refusalsInvalid:
    '{count} ligne n’a pas été comprise et reste dans le champ. | {count} lignes n’ont pas été comprises et restent dans le champ.',
  removeRefusalTitle: 'Retirer ce refus',
  removeRefusalText:
    '{value} pourra de nouveau recevoir des campagnes. À faire seulement si la personne l’a demandé.',
  removeRefusal: 'Retirer le refus',
  removeRefusalOf: 'Retirer le refus de {value}',
  viaAddress: 'Refus reçu par un message écrit à {address}, une autre adresse de la même personne',
  suppressionReason: {
    unsubscribed: 'Désinscription',
    refused: 'N’a pas accepté',
    hard_bounce: 'Adresse morte',
    complaint: 'Plainte',
    manual: 'Ajout manuel',
    imported: 'Repris d’un import',
    unconfirmed: 'À confirmer d’abord',
  },
  message: 'Message',
  searchSandbox: 'Rechercher un message',
  sandboxNote: 'Rien d’ici n’est parti.',
  sandboxEmpty: 'Le bac à sable est vide',
  sandboxEmptyText:
    'Une campagne envoyée avec le compte « Bac à sable » arrive ici, message par message, telle qu’elle serait partie.',
  noMessageMatch: 'Aucun message ne correspond',
  seeCampaigns: 'Voir les campagnes',
  clearSandbox: 'Vider le bac à sable',
  clearSandboxTitle: 'Vider le bac à sable',
  clearSandboxText: 'Les messages captés sont effacés. Les chiffres des campagnes restent.',
  sandboxCleared: '{count} message effacé | {count} messages effacés',
  outbox: {
    engine: 'Envoi',
    waiting: 'Messages en attente',
    uncertain: 'À décider',
    uncertainText: 'Des messages sont peut-être arrivés : leur campagne demande une décision.',
    seeUncertain: 'Voir ces messages',
    empty: 'Rien à envoyer',
    emptyText:
      'Les campagnes en cours apparaissent ici, avec leur avancement. L’envoi continue tant que l’application est ouverte.',
  },
  engine: {
    running: 'Actif',
    stopped: 'Arrêté',
    elsewhere: 'Dans une autre fenêtre',
    low_disk: 'En attente de place',
    damaged: 'Arrêté, données abîmées',
    not_writable: 'En attente du dossier',
    left: 'Arrêté, un autre ordinateur envoie',
    arrived: 'En attente de votre accord',
    folder_gone: 'Arrêté, dossier absent',
    key_lost: 'Arrêté, clé manquante',
  },
  engineText: {
    stopped:
      'L’envoi est arrêté. Les messages en attente sont conservés : relancer l’application pour reprendre.',
    elsewhere: 'Une autre copie de l’application assure l’envoi. Rien à faire.',
    low_disk:
      'Il reste trop peu de place sur le disque pour noter les envois sans risque. Les messages attendent : libérer de la place.',
    damaged:
      'Le fichier main.db est abîmé. Rien ne part plus, pour que personne ne reçoive deux fois un message. Remettre une sauvegarde, puis rouvrir l’application.',
    not_writable:
      'Le dossier des données, ou un fichier dedans, ne peut pas être écrit. Les messages attendent et partiront dès qu’il pourra l’être : vérifier ses droits et son disque.',
    left: 'Un autre ordinateur envoie à la place de celui-ci. Rien ne part d’ici, et rien n’est perdu : Réglages › Sauvegardes › Changer d’ordinateur.',
    arrived:
      'Ces données viennent d’un autre ordinateur, qui envoie peut-être encore. Rien ne part d’ici avant que vous ayez dit qu’il n’envoie plus : Réglages › Sauvegardes › Changer d’ordinateur.',
    folder_gone:
      'Le dossier des données n’est plus là où il était : il a été déplacé, remplacé ou effacé, ou son disque débranché. Rien ne part, et ce qui est modifié ici maintenant peut se perdre. Remettre le dossier à sa place, puis rouvrir l’application.',
    key_lost:
      'Le fichier install.key manque, et secrets.json n’en a plus la copie. Sans cette clé, impossible de reconnaître qui a déjà reçu un message : rien ne part. Remettre install.key depuis une copie du dossier. À défaut, mettre de côté ledger.db : une nouvelle clé est créée et chaque campagne demande une décision.',
  },
  offlineText:
    'Le réseau ne répond pas. Les messages sont conservés et partiront au retour de la connexion.',
  perMinuteMeasured: '{count} par minute',
  minutesLeft: 'encore {minutes} min environ',
}
