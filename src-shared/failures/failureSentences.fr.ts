// French: each refusal says what happened, what was kept, and what to do next.
import type { FailureReason } from '../contract/common.ts'

export const frenchFailures = {
  unknown_id:
    'Cet élément n’existe plus : il a sans doute été supprimé entre-temps. Revenir à la liste pour voir ce qui reste.',
  email_taken:
    'Un autre lead a déjà cette adresse. Le reste est conservé : choisir une autre adresse ou ouvrir le lead existant.',
  lead_needs_identity:
    'Un lead a besoin d’un nom, d’une adresse, d’un téléphone ou d’une société. Rien n’a été modifié : remplir l’un de ces champs.',
  campaign_already_started:
    'Cette campagne a déjà commencé et reste telle qu’elle est. Pour la modifier, la dupliquer et envoyer la copie.',
  campaign_not_running:
    'Cette campagne n’est pas en cours d’envoi. Rien n’a été modifié : vérifier son état en haut de la page.',
  campaign_finished:
    'Cette campagne est terminée, ses messages et ses chiffres sont conservés. Pour écrire à nouveau, la dupliquer.',
  places_left:
    'Il reste des parties à compléter, entre doubles crochets, ou des champs que rien ici ne remplace. Rien n’est parti : les compléter ou les retirer, puis recommencer.',
  campaign_incomplete:
    'Il manque une partie du message : objet, contenu ou adresse de l’expéditeur. Le brouillon est conservé : compléter puis recommencer.',
  campaign_automatic:
    'Cette campagne part d’elle-même, par un tunnel ou une séquence. Rien n’a été modifié : désactiver ou retirer cet e-mail dans le parcours du tunnel ou dans la séquence.',
  campaign_variant:
    'C’est la version B d’une campagne, et cela vaut pour les deux versions. Rien n’a été modifié : passer par la campagne elle-même.',
  campaign_tested:
    'Cette campagne teste deux versions, et un e-mail automatique n’en a qu’une. Rien n’a été modifié : retirer d’abord la version B.',
  variant_unfinished:
    'La version B n’est pas terminée. Rien n’est parti : la compléter, ou la retirer, puis recommencer.',
  variants_same:
    'Les deux versions disent la même chose. Rien n’est parti : changer l’objet, le nom de l’expéditeur ou le contenu de l’une d’elles, ou retirer la version B.',
  test_too_small:
    'Moins de 10 personnes feraient partie du test : leurs réponses ne diraient rien. Rien n’est parti : augmenter la part, élargir les destinataires ou retirer la version B.',
  test_decided:
    'Rien n’a changé, ce test est déjà tranché : le reste reçoit la version choisie alors.',
  no_recipients:
    'Aucune personne à qui écrire ne correspond à ce choix. La campagne est conservée : élargir les destinataires.',
  account_in_use:
    'Une campagne programmée, en cours ou en pause utilise ce compte. Il est conservé : terminer ou annuler cette campagne d’abord.',
  further_accounts_sandbox:
    'Rien n’a changé : au bac à sable, rien ne part, et plusieurs comptes n’y changent rien. Choisir d’abord un compte d’envoi.',
  campaign_several_accounts:
    'Rien n’a changé : cette campagne part par plusieurs comptes, et un e-mail automatique par un seul. N’en laisser qu’un.',
  warm_up_under_way: 'Rien n’a changé : la montée en charge de ce compte est déjà en cours.',
  warm_up_off: 'Rien n’a changé : ce compte n’est pas en montée en charge. La commencer d’abord.',
  warm_up_needless:
    'Rien n’a changé : la limite par jour de ce compte ne dépasse pas le premier palier, il n’y a rien à augmenter. Relever d’abord cette limite si le fournisseur le permet.',
  warm_up_unchanged:
    'Rien n’a changé : le dernier changement de la montée en charge ne vient pas de vous, ou il est déjà annulé.',
  mailbox_unreadable:
    'La boîte n’a pas pu être relevée. Rien n’y a été modifié, et ce qui a déjà été lu est conservé : lire la réponse de son serveur ci-dessous, corriger les réglages, puis réessayer.',
  mailbox_taken:
    'Cette boîte est déjà relevée ici. Rien n’a été ajouté : ouvrir celle qui existe, dans E-mail, Comptes d’envoi.',
  account_password_missing:
    'Le mot de passe de ce compte manque. La campagne est conservée : le saisir à nouveau dans E-mail, Comptes d’envoi.',
  account_signed_out:
    'Ce compte n’est plus connecté chez son fournisseur. La campagne est conservée : se connecter de nouveau dans E-mail, Comptes d’envoi.',
  sign_in_unset:
    'Cette application n’est pas encore inscrite auprès de ce fournisseur. Rien n’a été modifié : saisir votre propre identifiant d’application, ou utiliser un mot de passe.',
  sign_in_server:
    'Cette connexion ne vaut que pour les serveurs de ce fournisseur. Rien n’a été modifié : vérifier l’adresse du serveur.',
  sign_in_way:
    'Ce fournisseur n’accepte pas de code saisi sur un autre appareil pour la messagerie. Rien n’a été modifié : se connecter dans le navigateur de cet ordinateur, ou utiliser un mot de passe d’application.',
  sign_in_unknown:
    'Cette connexion n’est plus en cours, ou a déjà servi. Rien n’a été modifié : se connecter de nouveau.',
  sign_in_failed:
    'Le fournisseur n’a pas pu être interrogé. Rien n’a été modifié : lire sa réponse ci-dessous, vérifier la connexion à Internet et l’identifiant d’application, puis réessayer.',
  sign_in_no_reading:
    'Cette connexion ne permet pas de relever la boîte. Rien n’a été modifié : se connecter de nouveau en laissant la lecture cochée, ou saisir un mot de passe.',
  schedule_in_past:
    'Ce moment est déjà passé. La campagne reste un brouillon : choisir une date à venir.',
  already_suppressed: 'Cette adresse est déjà dans la liste de refus. Rien à faire.',
  file_unreadable:
    'Ce fichier n’a pas pu être lu comme un tableau. Rien n’a été importé : l’enregistrer en CSV depuis le tableur, puis recommencer.',
  file_other_format:
    'Ce fichier ne contient pas de contacts lisibles. Rien n’a été importé : l’ouvrir dans le programme qui l’a fait, l’enregistrer ou l’exporter en Excel (.xlsx), CSV ou vCard (.vcf), puis choisir ce fichier.',
  file_old_excel:
    'Ce classeur est d’un format Excel ancien ou binaire (.xls, .xlsb). Rien n’a été importé : l’ouvrir dans Excel ou LibreOffice, l’enregistrer sous « Classeur Excel (.xlsx) », puis choisir ce fichier.',
  file_open_document:
    'Ce fichier est une feuille de calcul LibreOffice (.ods). Rien n’a été importé : l’ouvrir dans LibreOffice, l’enregistrer sous « Excel 2007-365 (.xlsx) » ou « Texte CSV », puis choisir ce fichier.',
  file_numbers:
    'Ce fichier est une feuille de calcul Numbers. Rien n’a été importé : l’ouvrir dans Numbers, choisir Fichier > Exporter vers > Excel ou CSV, puis choisir ce fichier.',
  file_with_password:
    'Ce classeur est protégé par un mot de passe. Rien n’a été importé : l’ouvrir dans Excel, retirer le mot de passe (Fichier > Informations > Protéger le classeur), l’enregistrer, puis le choisir à nouveau.',
  import_options_invalid:
    'Ces réglages de lecture ne conviennent pas. Rien n’a été importé : corriger celui qui est nommé, puis recommencer.',
  file_too_large:
    'Ce fichier est trop grand. Rien n’a été importé : le partager en plusieurs fichiers, puis recommencer.',
  file_empty:
    'Ce fichier ne contient aucune ligne. Rien n’a été importé : vérifier l’export, puis recommencer.',
  column_mapping_invalid:
    'Ce choix de colonnes ne convient pas : un même champ est pris deux fois, ou rien ne permet d’identifier les personnes. Le fichier est conservé : corriger les colonnes.',
  import_running:
    'Un import est déjà en cours. Il continue : attendre sa fin ou l’annuler avant d’en lancer un autre.',
  export_cancelled:
    'L’export a été annulé. Aucun fichier n’a été créé et rien d’autre n’a changé : le relancer au besoin.',
  address_invalid: 'Cette adresse e-mail n’est pas valide. Le reste est conservé : la corriger.',
  login_missing:
    'Il y a un mot de passe mais pas d’identifiant. Rien n’a été enregistré : saisir l’identifiant, le plus souvent l’adresse e-mail entière, ou retirer le mot de passe.',
  may_have_been_sent:
    'Ces données sont une copie, et cette campagne a pu partir d’ailleurs depuis. Rien n’a été envoyé : l’ouvrir, lire la note de la fenêtre d’envoi, et l’envoyer si elle n’est pas partie.',
  password_missing:
    'Il y a un identifiant mais pas de mot de passe pour ce serveur. Rien n’a été enregistré : saisir le mot de passe, ou retirer l’identifiant si le serveur n’en demande pas.',
  security_required:
    'Ce serveur doit être joint par une connexion chiffrée. Rien n’a été enregistré : choisir TLS ou STARTTLS.',
  provider_unknown:
    'Aucun service d’envoi ne porte ce nom dans la liste. Rien n’a été changé : en choisir un de la liste.',
  smtp_refused:
    'Le serveur de messagerie a refusé le message. Rien n’est parti : lire sa réponse ci-dessous et corriger en conséquence.',
  mailbox_address_unknown:
    'L’identifiant de cette boîte n’est pas une adresse e-mail. Rien n’est parti : saisir l’adresse qui arrive dans cette boîte.',
  has_leads:
    'L’application contient déjà des leads. Rien n’a été ajouté : les données d’exemple ne se chargent que dans une application vide.',
  engine_stopped:
    'L’envoi est arrêté. Les messages en attente sont conservés : relancer l’application pour reprendre.',
  funnel_published:
    'Ce tunnel est publié : des visiteurs peuvent y arriver. Rien n’a été supprimé : l’archiver d’abord, ce qui le retire du web.',
  funnel_archived:
    'Ce tunnel est archivé : ses e-mails n’envoient rien. Rien n’a été modifié : le restaurer d’abord, puis activer l’e-mail.',
  funnel_incomplete:
    'Ce tunnel n’a pas encore de page à publier. Rien n’a été mis en ligne : ajouter une page, puis réessayer.',
  form_without_identity:
    'Un formulaire ne demande ni adresse e-mail, ni téléphone, ni nom : personne ne pourrait recevoir de réponse. Rien n’a été mis en ligne : ajouter l’un de ces champs.',
  promise_without_email:
    'Une page annonce un envoi par e-mail, et aucun e-mail du tunnel n’est prêt et activé. Rien n’a été mis en ligne : le compléter et l’activer dans le parcours, ou changer le texte.',
  slug_taken:
    'Une autre page de ce tunnel a déjà cette adresse. Rien n’a été modifié : en choisir une autre.',
  image_unreadable:
    'Ce fichier n’est pas une image utilisable. Rien n’a été ajouté : choisir un fichier PNG, JPEG ou WebP de 5 Mo au plus. Une photo HEIC s’exporte d’abord en JPEG.',
  picture_unreadable:
    'Ce fichier n’est pas une image entière, ou elle est trop grande pour être affichée. Rien n’a été ajouté : choisir un fichier PNG, JPEG, GIF ou WebP de 12 000 pixels de côté au plus. Une photo HEIC s’exporte d’abord en JPEG.',
  picture_svg:
    'Les messageries n’affichent pas les images SVG. Rien n’a été ajouté : exporter cette image en PNG, deux fois plus large qu’elle doit paraître, et choisir ce fichier.',
  picture_too_large:
    'Cette image pèse plus de 5 Mo. Rien n’a été ajouté : la réduire, ou la choisir depuis l’application, qui réduit les images trop larges.',
  picture_in_use:
    'Le message montre encore cette image. Rien n’a été retiré : la retirer d’abord du message.',
  attachment_empty:
    'Ce fichier est vide. Rien n’a été joint : vérifier le fichier, puis le choisir de nouveau.',
  attachment_refused:
    'Les messageries rejettent le message entier quand il porte un fichier de ce genre. Rien n’a été joint : l’envoyer en PDF, ou le mettre en ligne et en donner le lien.',
  attachments_too_large:
    'Les pièces jointes dépasseraient 10 Mo ensemble. Rien n’a été joint : en retirer une, ou mettre le fichier en ligne et en donner le lien.',
  files_too_many:
    'Cette campagne a déjà 100 fichiers. Rien n’a été ajouté : retirer ceux qui ne servent plus.',
  message_too_heavy:
    'Les images du message dépassent 8 Mo ensemble : les messageries le refuseraient. Rien n’est parti : les réduire ou en retirer.',
  relay_not_paired:
    'Aucun relais n’est associé à l’application. Rien n’a été publié : associer un relais, ou exporter les pages en fichiers.',
  clicks_need_relay:
    'Les liens ne peuvent être mesurés que par un relais, et aucun n’est associé. Rien n’a été changé : en associer un, ou laisser les liens tels quels.',
  test_without_clicks:
    'Un test ne peut se décider aux clics que si la campagne les mesure. Rien n’a été changé : activer d’abord la mesure, ou décider aux réponses.',
  relay_too_old:
    'Le relais est d’une version qui ne sait pas mener plus loin depuis un lien. Rien n’a été changé : mettre le relais à jour, puis y relever une fois.',
  relay_unreachable:
    'Le relais ne répond pas. Rien n’est perdu : vérifier son adresse et la connexion, puis réessayer.',
  relay_refused:
    'Le relais a refusé la demande. Rien n’a été modifié : lire sa réponse ci-dessous et corriger en conséquence.',
  relay_insecure:
    'Le relais serait joint en http : n’importe qui sur le chemin pourrait lire et changer ce qui est envoyé. Rien n’a été modifié : donner son adresse en https:// (le placer derrière un serveur web avec un certificat) ; http:// ne vaut que pour un relais sur cet ordinateur.',
  relay_private:
    'Cette adresse n’est joignable que dans votre réseau : visiteurs et destinataires ne pourraient pas ouvrir ce qui y est publié. Rien n’a été modifié : donner l’adresse publique du relais, ou confirmer que seul votre réseau est visé.',
  relay_nowhere:
    'Aucun relais ne peut se trouver à cette adresse : elle est réservée à d’autres usages du réseau. Rien n’a été modifié : donner l’adresse du serveur web du relais, en https://.',
  ai_not_configured:
    'Aucun fournisseur d’IA n’est configuré. Rien n’a été envoyé : en choisir un dans Assistant, Fournisseur.',
  ai_address_forbidden:
    'Cette adresse ne peut pas être celle d’un fournisseur. Rien n’a été envoyé : une adresse publique en https est nécessaire, ou l’accord donné pour le réseau local.',
  ai_key_refused:
    'Le fournisseur refuse la clé. Rien n’a été modifié : la saisir à nouveau dans Assistant, Fournisseur.',
  ai_unreachable:
    'Le fournisseur ne répond pas. Rien n’a été modifié : vérifier la connexion et l’adresse, puis réessayer.',
  ai_timed_out:
    'Le modèle n’a pas répondu à temps. Rien n’a été modifié : réessayer, ou allonger l’attente dans Assistant, Fournisseur.',
  ai_limited:
    'Le fournisseur limite le nombre de demandes. Rien n’a été modifié : réessayer dans quelques minutes.',
  ai_refused:
    'Le fournisseur a refusé la demande. Rien n’a été modifié : lire sa réponse ci-dessous.',
  ai_request_too_large:
    'Ce texte est trop long pour être envoyé. Rien n’a été envoyé : en choisir une partie.',
  ai_answer_too_large:
    'La réponse était trop longue et a été arrêtée. Rien n’a été modifié : demander moins à la fois.',
  ai_answer_cut:
    'Le modèle a atteint la longueur permise avant d’avoir fini. Rien n’a été modifié : demander moins à la fois. Ce qu’il a écrit peut être copié ci-dessous.',
  ai_answer_empty:
    'Le modèle a répondu, mais sans rien écrire, même après une seconde demande. Rien n’a été modifié : réessayer, ou choisir un autre modèle.',
  ai_answer_declined:
    'Le modèle ne veut pas répondre à cette demande. Rien n’a été modifié : lire ses mots ci-dessous, et formuler la demande autrement.',
  ai_answer_unusable:
    'La réponse du modèle n’a pas la forme attendue, même après une seconde demande. Rien n’a été modifié : réessayer, ou choisir un autre modèle.',
  ai_budget_reached:
    'Cette demande pourrait dépasser le budget du mois. Rien n’a été envoyé : relever le budget dans Assistant, Fournisseur, ou attendre le mois prochain.',
  ai_price_missing:
    'Un budget demande les prix du modèle. Rien n’a été envoyé ni modifié : les saisir dans Assistant, Fournisseur, ou retirer le budget.',
  ai_fields_off:
    'Aucun champ des leads ne peut être envoyé. Rien n’a été envoyé : choisir les champs permis dans Assistant, Fournisseur.',
  end_before_start:
    'La fin précède le début. Rien n’a été modifié : corriger l’une des deux dates.',
  webox_not_sqlite:
    'Ce fichier n’est pas une base de données. Rien n’a été repris : choisir le fichier de WeBox IA, dont le nom finit d’ordinaire par .db.',
  webox_damaged:
    'Cette base de données est abîmée. Rien n’a été repris : fermer WeBox IA, copier le fichier de nouveau, puis recommencer.',
  webox_locked:
    'Un autre programme utilise cette base de données. Rien n’a été repris : fermer WeBox IA, puis recommencer.',
  webox_not_webox:
    'Cette base de données ne vient pas de WeBox IA. Rien n’a été repris : choisir un autre fichier.',
  webox_not_undoable:
    'Cette reprise ne peut pas être annulée : elle est en cours, ou l’a déjà été. Rien n’a été modifié.',
  campaign_imported:
    'Cette campagne a été envoyée par une autre application. Elle reste telle quelle : la dupliquer pour écrire à nouveau.',
  period_invalid:
    'La période n’est pas valable : une date manque, la première vient après la dernière, ou plus de dix ans les séparent. Rien n’a été modifié : choisir d’autres dates.',
  interaction_measured:
    'Cet échange a été noté par l’application au moment où il a eu lieu. Il reste tel quel : ajouter une note pour le commenter.',
  sequence_invalid:
    'Une des étapes ne peut pas servir telle quelle. Rien n’a été modifié : corriger l’étape indiquée, puis enregistrer à nouveau.',
  sequence_empty:
    'Cette séquence n’a aucune étape. Rien n’a été modifié et personne n’a été ajouté : lui donner une première étape, enregistrer, puis recommencer.',
  sequence_broken:
    'La séquence demande un champ, un segment ou un formulaire supprimé. Elle reste arrêtée et rien n’a été modifié : choisir autre chose à l’endroit indiqué, puis la mettre en marche.',
  sequence_off:
    'Cette séquence est arrêtée. Rien n’a été modifié : mettre la séquence en marche, ses e-mails partent avec elle.',
  sequence_not_plain:
    'La séquence de ce formulaire fait plus qu’envoyer des e-mails après un délai. Rien n’a été modifié : ajouter et déplacer ses e-mails dans la séquence elle-même.',
  sequence_under_way:
    'Des personnes sont en route vers ces e-mails, et l’un d’eux serait dépassé ou oublié. Rien n’a été modifié : faire ce changement dans la séquence, où l’on voit qui en est où.',
  task_repeats_undated:
    'Une tâche qui revient a besoin d’une date pour compter. Rien n’a été modifié : lui donner une date, ou ne pas la répéter.',
  meeting_planned:
    'C’est un échange prévu avec une personne : son sujet et son moment, un jour avec une heure, se changent ici. Rien n’a été modifié ; le reste se fait dans l’historique de la personne.',
  sale_moment_invalid:
    'Une vente a eu lieu : sa date est passée, et postérieure à 1999. Rien n’a été enregistré : corriger la date.',
  merge_with_itself:
    'Un lead ne peut pas être fusionné avec lui-même. Rien n’a été modifié : en choisir deux différents.',
  reason_without_loss:
    'Seul un lead perdu a un motif de perte. Rien n’a été enregistré : donner l’étape des leads perdus avec le motif, ou ne pas donner de motif.',
  stages_incomplete:
    'Chacune des sept étapes a une place, celles en cours avant gagné et perdu. Rien n’a été modifié : revenir à l’ordre d’origine, puis recommencer.',
  stage_name_missing:
    'Une étape n’a pas de nom. Rien n’a été modifié : lui en donner un, ou revenir à son nom d’origine.',
  stage_name_taken:
    'Deux étapes auraient le même nom, à la casse et aux accents près. Rien n’a été modifié : en choisir un autre pour l’une des deux.',
  loss_reason_missing:
    'Un motif n’a pas de nom. Rien n’a été modifié : lui en donner un, ou retirer la ligne.',
  loss_reason_taken:
    'Deux motifs auraient le même nom, à la casse et aux accents près. Rien n’a été modifié : en choisir un autre pour l’un des deux.',
  consent_in_future:
    'Cette date n’est pas encore venue : un accord ou un refus est déjà donné quand on le note. Rien n’a été noté.',
  consent_not_undoable:
    'Seul ce qui a été noté à la main peut être retiré, et une seule fois. Rien n’a été changé.',
  webhook_address:
    'Une étape peut appeler une adresse qui commence par https://, sans nom ni mot de passe, ou une adresse de cet ordinateur. Rien n’a été modifié : corriger l’adresse.',
  webhook_private:
    'Cette adresse est dans votre propre réseau. Rien n’a été modifié : cocher que c’est voulu, ou corriger l’adresse.',
  unknown_topic: 'Ce sujet n’existe plus. Rien n’a été modifié : en choisir un autre, ou aucun.',
  topic_name_taken:
    'Un autre sujet porte ce nom, à la casse et aux accents près. Rien n’a été modifié : en choisir un autre.',
  too_many_topics:
    'Il y a autant de sujets qu’il peut y en avoir ({detail}). Rien n’a été modifié : en supprimer un d’abord.',
  change_not_undoable:
    'Ceci ne peut pas être annulé maintenant : c’est encore en cours, déjà annulé, ou fait il y a plus de trente jours. Rien n’a été modifié.',
  letter_empty:
    'L’objet ou le texte du message est vide. Rien n’est parti : écrivez les deux, puis réessayez.',
  letter_fields_left:
    'Des champs du message ne correspondent à rien de connu sur cette personne, ou des passages restent à compléter. Rien n’est parti : écrivez les mots vous-même ou retirez-les.',
  letter_without_account:
    'Il n’y a aucun compte d’envoi. Votre texte est conservé : ajoutez un compte sous E-mail, Comptes d’envoi, puis envoyez.',
  letter_address:
    'Cette adresse n’est plus celle de cette personne. Rien n’est parti : choisissez une des adresses de la fiche.',
  letter_refused:
    'On n’écrit plus à cette adresse : la personne a refusé, ou l’adresse n’existe pas. Rien n’est parti, et votre texte est conservé.',
  letter_sent_already:
    'Ce message est déjà parti, avec d’autres mots. Ce qui est écrit ici est conservé, et n’a pas été envoyé : copiez-le dans un nouveau message s’il est encore utile.',
  letter_left:
    'Ce message n’attend plus : il a été remis à un serveur, ou déjà retiré. Rien n’a été changé ; son état est dans l’historique.',
  filter_invalid:
    'Ce filtre a une condition qui ne peut pas être posée. Rien n’a été modifié : corriger la condition indiquée.',
  segment_in_use:
    'Une campagne programmée, en cours ou en pause va à ce segment, ou une séquence commence par lui. Il est conservé : terminer ou annuler cette campagne d’abord, ou faire commencer la séquence autrement.',
  custom_field_unknown:
    'Ce champ personnalisé n’existe pas. Rien n’a été modifié : vérifier son nom dans CRM, Champs.',
  custom_value_invalid:
    'Cette valeur ne convient pas au champ personnalisé. Le reste est conservé : corriger la valeur indiquée.',
  saved_blocks_full:
    'Il y a déjà 200 blocs enregistrés, rien n’a été enregistré de plus. En supprimer un pour en enregistrer un autre.',
  custom_fields_full:
    'Le nombre de champs personnalisés est au maximum. Rien n’a été ajouté : supprimer un champ qui ne sert plus.',
  custom_field_in_use:
    'Un segment, une vue, une séquence, ou une campagne qui n’est pas terminée, utilise ce champ. Il est conservé : retirer d’abord la condition.',
  custom_field_scored:
    'Une règle du score utilise ce champ. Il est conservé : le retirer d’abord des règles du score.',
  score_rule_invalid:
    'Une règle du score ne peut pas être suivie. Rien n’a été modifié : corriger sa condition.',
  score_preview_replaced:
    'D’autres règles sont essayées entre-temps. Rien n’a été modifié : leur aperçu suit.',
  custom_field_choices:
    'Un champ à choix a besoin d’au moins un choix, et lui seul en a. Rien n’a été modifié : corriger les choix.',
  custom_key_taken:
    'Un autre champ a ce nom court, ou l’avait il y a peu. Rien n’a été ajouté : en choisir un autre.',
  backup_running:
    'Une autre sauvegarde, ou une restauration, est en cours. Rien n’a été modifié : attendre sa fin, puis réessayer.',
  backup_damaged:
    'Cette sauvegarde n’est plus entière et ne peut pas être restaurée. Rien n’a été modifié : en choisir une autre.',
  backup_newer:
    'Cette sauvegarde vient d’une version plus récente. Rien n’a été modifié : installer cette version, puis la restaurer.',
  backup_passphrase_needed:
    'Cette sauvegarde est protégée par une phrase de passe que cet ordinateur ne connaît pas. Rien n’a été modifié : saisir la phrase.',
  backup_passphrase_wrong:
    'Cette phrase de passe n’ouvre pas cette sauvegarde. Rien n’a été modifié : vérifier les majuscules, puis réessayer.',
  backup_passphrase_unreadable:
    'La phrase de passe des sauvegardes ne se lit plus sur cet ordinateur. Rien n’a été écrit en clair, les sauvegardes précédentes sont conservées : saisir la phrase de nouveau dans les réglages des sauvegardes.',
  move_foreign:
    'Ce fichier n’a pas été fait par « Changer d’ordinateur ». Rien n’a été modifié : choisir le fichier .webox fait sur l’autre ordinateur.',
  move_damaged:
    'Ce fichier est incomplet ou abîmé. Rien n’a été modifié : le copier de nouveau depuis l’autre ordinateur, ou l’y refaire.',
  move_newer:
    'Ce fichier vient d’une version plus récente. Rien n’a été modifié : installer cette version ici, puis rouvrir le fichier.',
  move_passphrase_wrong:
    'Cette phrase de passe n’ouvre pas ce fichier. Rien n’a été modifié : vérifier les majuscules, puis réessayer.',
  move_has_sent:
    'Cet ordinateur a déjà envoyé des messages avec d’autres données, et ne pourrait plus reconnaître qui les a reçus. Rien n’a été modifié : ouvrir le fichier dans un dossier de données vide.',
  move_absent:
    'Aucun fichier d’un autre ordinateur n’est ouvert ici. Rien n’a été modifié : choisir le fichier, puis saisir sa phrase de passe.',
  move_part_misplaced:
    'Une partie du fichier n’est pas arrivée à sa place. Rien n’a été modifié : choisir le fichier de nouveau.',
  sending_stopped:
    'Cet ordinateur n’envoie plus, et ne lit ni le relais ni les boîtes : un autre le fait. Rien n’a été fait : le faire là-bas, ou laisser celui-ci envoyer de nouveau dans Réglages › Sauvegardes › Changer d’ordinateur.',
  login_start_refused:
    'Le système n’a pas laissé changer le démarrage avec l’ordinateur. Rien n’a été modifié : vérifier les droits de votre dossier personnel, puis réessayer.',
  folder_not_absolute:
    'Le dossier doit être donné avec son chemin complet. Rien n’a été modifié : commencer à la racine du disque.',
  folder_absent:
    'Ce dossier n’existe pas pour le moment. Rien n’a été modifié : brancher le disque ou créer le dossier, puis réessayer.',
  folder_not_writable:
    'Ce dossier ne peut pas être écrit. Rien n’a été modifié : vérifier ses droits ou en choisir un autre.',
  storage_disk_full:
    'Le disque est plein. Rien n’a été enregistré et rien n’est perdu : libérer de la place, puis recommencer.',
  storage_damaged:
    'Le fichier de données est abîmé à cet endroit. Rien n’a été modifié : fermer l’application, garder une copie de son dossier, puis remettre une sauvegarde.',
  storage_not_writable:
    'Le dossier des données ne peut pas être écrit. Rien n’a été enregistré : vérifier ses droits, puis recommencer.',
  storage_in_use:
    'Un autre programme occupe les données. Rien n’a été enregistré : attendre ou le fermer, puis recommencer.',
  storage_disk_error:
    'Le disque a refusé une lecture ou une écriture. Ce qui était enregistré est conservé : copier le dossier des données sur un autre disque.',
  storage_too_many_files:
    'Le système ne laisse pas ouvrir assez de fichiers à la fois. Rien n’a été modifié : fermer d’autres programmes, puis recommencer.',
  invalid_input:
    'Une valeur n’a pas la forme attendue. Rien n’a été modifié : vérifier les champs.',
  timed_out:
    'L’application n’a pas répondu à temps. Ce qui était enregistré est conservé : réessayer dans un instant.',
  unreachable:
    'L’application ne répond pas. Les données déjà enregistrées sont conservées : vérifier qu’elle est toujours ouverte, puis réessayer.',
  signed_out:
    'Cette page n’est plus reliée à l’application. Rien n’est perdu : ouvrir le lien que l’application affiche au démarrage.',
  unexpected:
    'Une erreur imprévue s’est produite. Ce qui était enregistré est conservé : réessayer, et copier les détails si cela se reproduit.',
} satisfies Record<FailureReason, string>
