// French: what a check of an account's domain found. Loaded with its dialog, not with the first page.
export const domainDoctor = {
  explained:
    'Ce que le DNS dit de {domain}, le domaine de {address}. Seul le nom de domaine est demandé, au DNS de cet ordinateur ; aucune liste noire n’est interrogée.',
  asking: 'Le DNS répond…',
  again: 'Vérifier à nouveau',
  checkedAt: 'Vérifié le {moment}.',
  byServer: 'Envoi par {server}',
  byProvider: 'Envoi par {server} ({name})',
  known: 'Ce que {name} demande de publier est tiré de sources publiques, relevées le {date}.',
  remembered:
    'Ce que {name} demande de publier n’a été comparé à aucune source ({date}) : son aide fait foi.',
  allRight: 'Tout ce qui peut se vérifier ici est en ordre.',
  toDo: 'À faire : ouvrir la zone DNS de {domain} chez qui gère le domaine (là où il a été acheté, le plus souvent), y copier les enregistrements ci-dessous, puis vérifier à nouveau. Un changement met de quelques minutes à 48 heures à se voir.',
  toLookAt: 'Rien à copier : ce qui reste à faire est dit à chaque point.',
  onlyOpen: 'Rien de faux n’a été trouvé, mais tout n’a pas pu être vérifié.',
  ownMail:
    '{address} est une adresse d’un fournisseur public, qui règle tout lui-même : il n’y a rien à publier. Pour des campagnes, une adresse à votre propre domaine inspire plus de confiance.',
  foreignMail:
    '{address} est une adresse d’un fournisseur public, et {server} n’est pas à lui : une campagne échoue à DMARC et finit chez beaucoup en indésirable ou refusée. Il n’y a rien à régler à un domaine qui n’est pas à vous : envoyer par le serveur de cette messagerie, ou prendre une adresse à votre propre domaine.',
  found: 'Ce qui est publié',
  copyThis: 'À publier',
  replacesOne:
    'Il remplace l’enregistrement actuel : modifier celui-là, ne pas en ajouter un second.',
  replacesMany:
    'Il remplace les {count} enregistrements actuels : modifier l’un, supprimer les autres.',
  recordName: 'Nom',
  recordType: 'Type',
  recordValue: 'Valeur',
  nameHint:
    "Certains formulaires veulent le nom entier, {host}, ou un champ vide au lieu de {'@'}.",
  copy: 'Copier',
  copied: 'Copié',
  copyName: 'Copier le nom',
  copyValue: 'Copier la valeur',
  selector: 'Nom de la clé (sélecteur)',
  selectorHint:
    'Dans un message reçu de vous, « Afficher l’original » : ce qui suit s= dans la ligne DKIM-Signature.',
  selectorWrong: 'Lettres, chiffres, points et tirets seulement.',
  lookUp: 'Chercher cette clé',
  selfTest: {
    title: 'Essai réel',
    about:
      'Vous envoie un message et lit ce que le serveur qui l’a reçu dit de l’expéditeur. Le plus parlant : une boîte chez un autre fournisseur que celui de l’envoi.',
    noMailbox:
      'Il faut une boîte de réception reliée : en ajouter une dans « Boîtes de réception », sur la page des comptes.',
    mailbox: 'Boîte où l’attendre',
    address: 'Adresse de cette boîte',
    addressHint: 'L’identifiant de cette boîte n’est pas une adresse.',
    start: 'S’envoyer un essai',
    waiting:
      'Le message est envoyé, puis cherché dans « {mailbox} », trois minutes au plus. Vous pouvez attendre ici.',
    stop: 'Ne plus attendre',
    inbox: 'Arrivé dans la boîte de réception, en {seconds} s.',
    junk: 'Arrivé dans les indésirables, en {seconds} s.',
    notCome:
      'Le serveur d’envoi l’a accepté (il répond : {reply}), mais rien n’est arrivé en trois minutes. Certains serveurs font attendre un expéditeur inconnu : regarder la boîte plus tard, puis refaire l’essai.',
    by: 'Selon {authority} :',
    pass: '{method} : réussi, pour {domain}.',
    passUntold: '{method} : réussi.',
    passOther:
      '{method} : réussi, mais pour {domain}, qui n’est pas le domaine de votre adresse. Cela ne compte pas pour DMARC.',
    failed: '{method} : échec (« {result} »). Voir ce point ci-dessus.',
    none: '{method} : le serveur n’a rien trouvé à vérifier. Voir ce point ci-dessus.',
    untold: '{method} : le serveur n’en dit rien.',
    silent:
      'Ce serveur n’écrit pas ce qu’il a vérifié, ce qui est courant entre adresses d’un même fournisseur. Essayer avec une boîte d’un autre.',
    lines: 'Ce que le serveur a écrit',
  },
  part: {
    mx: 'Réception (MX)',
    spf: 'Serveurs autorisés (SPF)',
    dkim: 'Signature (DKIM)',
    dmarc: 'Consigne contre les faux (DMARC)',
    alignment: 'Accord avec votre adresse (alignement)',
    bimi: 'Logo (BIMI)',
  },
  about: {
    mx: 'Dit où arrivent les réponses et les avis de non-remise.',
    spf: 'Dit quels serveurs ont le droit d’écrire au nom du domaine.',
    dkim: 'La clé publique par laquelle chacun vérifie que vos messages viennent de vous, intacts.',
    dmarc:
      'Dit aux messageries quoi faire d’un message qui se fait passer pour vous, et à qui en rendre compte.',
    alignment: 'SPF ou DKIM doit parler pour le domaine même de votre adresse, ou DMARC échoue.',
    bimi: 'Le logo que certaines messageries montrent à côté de vos messages.',
  },
  finding: {
    unanswered:
      'Le DNS n’a pas répondu ({reason}) : hors ligne, ou le serveur du domaine est en panne. Ce n’est pas un défaut constaté ; vérifier à nouveau plus tard.',
    domain_unknown:
      'Le DNS ne connaît pas {domain} : vérifier l’orthographe de l’adresse, et que le domaine n’a pas expiré.',
    mx_right: 'Les réponses arrivent à {name}.',
    mx_none:
      'Aucun serveur ne reçoit les e-mails de {domain} : les réponses et les avis de non-remise se perdent. L’aide de votre messagerie donne les enregistrements MX à publier.',
    mx_refuses:
      'Le domaine déclare ne recevoir aucun e-mail : les réponses se perdent, et certains refusent ce qui vient d’une telle adresse.',
    mx_unreachable: 'Le serveur de réception ({name}) n’existe pas : les réponses se perdent.',
    mx_address:
      'L’enregistrement MX contient une adresse ({name}) au lieu d’un nom de serveur : il n’est pas valable.',
    spf_right: '{name} a le droit d’écrire pour ce domaine.',
    spf_none: 'Aucun enregistrement SPF : rien ne dit qui a le droit d’écrire pour ce domaine.',
    spf_not_needed:
      '{name} met son propre domaine sur l’enveloppe : SPF n’est pas demandé au vôtre pour ces messages, c’est DKIM qui compte.',
    spf_service_missing:
      '{name} n’est pas dans la liste : vos campagnes échouent à SPF. L’enregistrement ci-dessous l’ajoute (include:{include}) et garde le reste.',
    spf_server_missing:
      'L’adresse de {server} n’est pas dans la liste. Si votre hébergeur confirme que c’est elle qui envoie, l’enregistrement ci-dessous l’ajoute ; sinon, lui demander quoi ajouter.',
    spf_server_unknown:
      'Impossible à dire pour {server} : les adresses par lesquelles ce serveur envoie ne sont pas connues d’ici. Demander à son hébergeur ce que SPF doit contenir.',
    spf_several:
      'Il y a {count} enregistrements SPF, un seul est permis : chez tous les destinataires, aucun ne compte. L’enregistrement ci-dessous les réunit.',
    spf_not_first:
      'L’enregistrement ne commence pas par v=spf1 (guillemets ou espaces en trop) : personne ne le reconnaît.',
    spf_broken:
      'Une partie de l’enregistrement n’est pas comprise ({term}) : à cause d’elle, il est ignoré en entier.',
    spf_include_broken:
      'Il renvoie à {name}, qui n’a pas d’enregistrement SPF valable : il est ignoré en entier. Retirer ce renvoi s’il ne sert plus.',
    spf_loop: 'Il tourne en rond par {name} : il est ignoré en entier.',
    spf_too_many:
      'Il demande {count} questions au DNS, dix au plus sont permises : au-delà, il est ignoré. Retirer les services qui n’envoient plus.',
    spf_near_limit:
      'Il demande {count} questions au DNS sur dix permises : presque plus de place pour un autre service.',
    spf_too_many_after:
      'Avec cet ajout, il demanderait {count} questions au DNS, dix au plus sont permises : retirer d’abord les services qui n’envoient plus.',
    spf_voids:
      'Il pose {count} questions qui ne mènent nulle part, deux sont permises : retirer les noms qui n’existent plus.',
    spf_all_passes: 'Il finit par +all : le monde entier a le droit d’écrire en votre nom.',
    spf_all_neutral: 'Il finit par ?all : il ne dit rien des autres serveurs.',
    spf_no_all: 'Il n’a pas de fin (~all) : il ne dit rien des autres serveurs.',
    spf_after_all: 'Des parties se trouvent après « all » : personne ne les lit.',
    spf_ptr: 'Il contient « ptr », lent et déconseillé : beaucoup l’ignorent.',
    spf_sender_id:
      'Un ancien enregistrement (Sender ID, spf2.0) est encore là : personne ne le lit plus, il peut être supprimé.',
    spf_open: 'Une partie n’a pas pu être lue ({name}) : impossible de conclure.',
    spf_macro: 'Une partie dépend de chaque message et ne peut pas se vérifier d’ici.',
    dkim_right: 'La clé « {selector} » est publiée et valable ({bits} bits).',
    dkim_none:
      'Aucune clé sous les noms que {name} utilise ({selectors}) : la signature n’est pas activée. L’activer dans votre compte chez {name} et publier ce qu’il indique.',
    dkim_not_found:
      'Aucune clé sous les noms habituels de {name} ({selectors}). Si la signature est activée sous un autre nom, l’entrer ici ; sinon, l’activer chez {name}.',
    dkim_selector_unknown:
      'Le nom de la clé n’est pas connu : il change d’un compte à l’autre. L’entrer ici, ou demander à l’hébergeur si la signature DKIM est activée.',
    dkim_selector_none: 'Il n’y a pas de clé sous le nom « {selector} ».',
    dkim_dangling:
      'Le nom « {selector} » renvoie à {target}, où il n’y a pas de clé : activer la signature chez le fournisseur, ou corriger le renvoi.',
    dkim_revoked:
      'La clé « {selector} » a été retirée (vide) : ce qu’elle signe n’est plus valable.',
    dkim_weak:
      'La clé « {selector} » n’a que {bits} bits, 1024 au moins sont demandés : elle est refusée. En créer une de 2048 bits.',
    dkim_renew:
      'La clé « {selector} » a {bits} bits : acceptée, mais vieille. En créer une de 2048 bits à l’occasion.',
    dkim_testing:
      'La clé « {selector} » est marquée « à l’essai » (t=y) : certains ignorent la signature.',
    dkim_broken:
      'La clé « {selector} » ne peut pas être lue : elle a sans doute été coupée ou abîmée en la copiant.',
    dkim_several: 'Il y a plusieurs clés sous le nom « {selector} » : une seule est permise.',
    dkim_only_ed25519:
      'La clé « {selector} » est d’un genre récent (Ed25519) que beaucoup ne lisent pas : une clé RSA à côté est nécessaire.',
    dkim_some_open: 'Pas de réponse pour la clé « {selector} » ({reason}).',
    dmarc_right: 'La consigne est en place ({policy}).',
    dmarc_watching:
      'La consigne est en place : observer sans agir (p=none), ce que Gmail et Yahoo demandent au moins. Quand les comptes rendus ne montrent plus que vos envois, passer à p=quarantine.',
    dmarc_none:
      'Aucune consigne : Gmail, Yahoo et Microsoft la demandent à qui écrit à beaucoup. Celle ci-dessous observe sans rien bloquer ; les comptes rendus (fichiers XML) arrivent à votre adresse.',
    dmarc_parent: 'Elle vient de {name}, et vaut aussi ici.',
    dmarc_several: 'Il y a {count} enregistrements DMARC, un seul est permis : aucun ne compte.',
    dmarc_broken:
      'L’enregistrement est mal écrit et n’est pas reconnu : il doit commencer par v=DMARC1, en capitales et sans guillemets.',
    dmarc_no_policy: 'Il ne dit pas quoi faire (p= est absent ou faux) : beaucoup l’ignorent.',
    dmarc_no_reports:
      'Personne ne reçoit les comptes rendus : sans eux, un faux ou un oubli ne se voit pas.',
    dmarc_reports_refused:
      '{address} ne reçoit rien : son domaine n’a pas déclaré accepter les comptes rendus du vôtre.',
    dmarc_part_only: 'La consigne ne vaut que pour {percent} % des messages.',
    dmarc_odd_tag: 'Une partie n’est pas comprise, et est ignorée : {part}',
    dmarc_alias: 'Un renvoi (CNAME) vers {name} occupe la place : le supprimer avant de publier.',
    aligned_both:
      'SPF et DKIM peuvent parler pour votre domaine. Qu’un message soit vraiment signé se voit dans un message reçu.',
    aligned_spf:
      'SPF parle pour votre domaine : un seul des deux suffit. DKIM en plus résiste aux transferts.',
    aligned_dkim:
      'DKIM peut parler pour votre domaine : un seul des deux suffit. Qu’un message soit vraiment signé se voit dans un message reçu.',
    aligned_none:
      'Ni SPF ni DKIM ne parlent pour votre domaine : DMARC échoue, et vos messages sont traités comme des faux.',
    aligned_open: 'Impossible à dire tant que SPF ou DKIM reste non vérifié ou à corriger.',
    aligned_own_return_path: '{name} met son propre domaine sur l’enveloppe : tout dépend de DKIM.',
    bimi_found: 'Un logo est publié : {logo}',
    bimi_broken: 'Un logo est annoncé, mais son adresse n’est pas celle d’un fichier SVG en https.',
    bimi_needs_policy: 'Il ne sera pas montré tant que DMARC ne fait qu’observer (p=none).',
  },
}

export type DomainDoctorTexts = typeof domainDoctor
