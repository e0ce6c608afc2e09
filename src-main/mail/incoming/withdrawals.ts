// "Please remove me", as people and programs write it. What is quoted under the answer is ours, and
// never counts.
import { readWithdrawalSubject } from '#shared/rules/topics/topicKeys.ts'
import { anyOf } from '../anyOf.ts'
import type { IncomingMail } from './incomingMail.ts'
import { ownWords } from './ownWords.ts'
import { hasPrefix, withoutPrefixes } from './subjectPrefixes.ts'

/** The whole subject, or all that somebody wrote. */
const alone = anyOf(
  /^[\s"'«*.-]*(?:please |merci de me |bitte )?(?:(?:list-?)?unsubscribe|un-?sub?s?c?r?i?b\w{0,2}(?: me)?|remove(?: me)?|opt[- ]?out|stop(?: (?:mail|e-?mail|pub|sms|publicit[ée]|newsletter))*|d[ée]s-?inscri(?:ption|re|vez-moi|t)|d[ée]s-?abonn?(?:ement|er|ez[- ]moi|e[- ]moi)|se d[ée]sabonner|r[ée]siliation newsletter|abmeld(?:en|ung)|abmeldung vo[mn] (?:ihrem |eurem )?newsletter|austragen|abbestell(?:en|ung)|newsletter (?:abbestellen|abmelden|stornieren)|(?:spam\W{1,5})+stop|d[ée]sabo|retirer|supprimer|(?:annull(?:are|ate)|cancellare) (?:l['’])?(?:la )?(?:mia )?iscrizione|da(?:d)?me de baja|cancella(?:mi|zione|rmi)|disiscri(?:zione|vimi|vermi)|disiscrizione newsletter|rimuovi(?:mi)?|baja|darme de baja|dar de baja|cancelar (?:suscripci[óo]n|subscripci[óo]n)|desuscribir(?:me)?|anular suscripci[óo]n)(?: (?:me|moi|please|svp|merci|danke|bitte|por favor|grazie|thanks?|list|newsletter|from (?:this|your) (?:list|newsletter|mailing list)|de la (?:liste|newsletter)))*[\s"'»*.!;,]*$/,
)

const requests = anyOf(
  /\b(?:unsubscribe|remove|delete) (?:me|us|my (?:e-?mail|address|name)|this (?:e-?mail|address)|our (?:e-?mail|address))\b(?! as\b)|\b(?:take|get) (?:me|us|my (?:e-?mail(?: address)?|address|name)|our (?:e-?mail|address)) (?:off|out of (?:your|this|the)|from (?:your|this|the) (?:\w+ )?(?:list|database|newsletter|file))|\bstop (?:sending|e-?mailing|writing|contacting|spamming)\b|\b(?:do not|don'?t) (?:want|wish) to receive\b|\bno longer (?:want|wish) to (?:receive|be)\b|\b(?:do not|don'?t|never) (?:contact|e-?mail|write(?: to)?|mail|send) (?:me|us)(?= (?:any|again|ever|more|your|these|this|such|e-?mails?|mails?|newsletters?|spam|messages?|ads?|advert\w*|offers?)\b|\W*$)|\b(?:discontinue|cease|halt) (?:sending |all |any |these |this |your |the )*(?:e-?mail|mail|message|newsletter)(?:s|ing|ings)?\b|\bopt(?:ing)? (?:me )?out\b|(?:^|[,.!;] )(?:please )?(?:remove|unsubscribe)[ .!]*$|\bhow (?:do|can|to) (?:(?:i|we) )?(?:unsubscribe|opt out|get off)\b|\b(?:unsubscribe|remove|delete) [^\s@<>]{1,64}@[^\s@<>]{1,255}|\bwish to unsubscribe\b|\bwant to unsubscribe\b/,
  /\bd[ée]s-?(?:inscri|abonn?)\w*[- ](?:moi|nous)\b|\b(?:me|nous) d[ée]s-?(?:inscri|abonn)\w*(?!.{0,30}[ '’](?:ateliers?|cours|stages?|formations?|[ée]v[ée]nements?|soir[ée]es?|sorties?|s[ée]ances?|rendez|webinaires?|conf[ée]rences?|r[ée]unions?|visites?|concours|examens?|activit[ée]s?|tournois?)(?:[ .,;!?]|$))|\b(?:retir|supprim|enlev|ray|effac|radi)(?:er|ez|e)[- ](?:moi|nous|mon (?:adresse|e-?mail|mail)|mes (?:coordonn[ée]es|donn[ée]es)|notre (?:adresse|e-?mail))\b(?! (?:la|les?|une?|cet?|cette|ces|deux|\d+)\b| l['’])|\b(?:(?:me|nous) (?:retirer|supprimer|enlever|rayer|effacer|radier|sortir)|m['’](?:[ôo]ter|enlever|effacer|exclure))\b(?! (?:la|les?|une?|cet?|cette|ces|deux|\d+)\b| l['’])|\bne (?:souhait|d[ée]sir|veu[tx]|voul)\w* (?:plus|pas) (?:recevoir(?!.{0,60}\b(?:papier|en double|deux fois|par la poste)\b)|[êe]tre (?:contact|sollicit|d[ée]rang|relanc|importun|d[ée]march|abonn|inscri|destinataire|(?:dans|sur|parmi) (?:vos|votre|(?:la|cette|les) (?:liste|fichier|base|mailing)))|de vos)|\bne (?:plus|pas) recevoir(?!.{0,60}\b(?:papier|en double|deux fois|par la poste)\b)|\bne plus m['’](?:envoyer|[ée]crire|adresser|importuner|inonder|spammer)(?!.{0,60}\b(?:papier|par la poste|en double|deux fois)\b)|\bne plus (?:me|nous) (?:envoyer|contacter|[ée]crire|solliciter|relancer|d[ée]ranger)|\bne pas (?:me|nous) (?:envoyer (?=de |d['’]|vos )|(?:contacter|[ée]crire|solliciter|relancer|d[ée]ranger)(?!.{0,40}\b(?:avant|apr[èe]s|pendant|demain|aujourd|ce (?:matin|soir)|cette semaine|le (?:matin|midi|soir|week)|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|par t[ée]l[ée]phone)\b))|\bne (?:me|nous) (?:envoy|contact|[ée]cri|sollicit|relanc|d[ée]rang)\w* plus\b|(?:^|[,.;!] ?)cesse[rz][ .!]*$|\bdroit d['’]opposition\b|\brefus\w* (?:de )?(?:recevoir|vos (?:e-?mails?|mails?|pub\w*|envois|messages))\b(?!.{0,60}\b(?:papier|par la poste|livraison|colis)\b)|\b(?:arr[êe]te[rz]|cesse[rz]) (?:de (?:me|nous|m['’])|vos (?:envois|mails|e-?mails|messages|courriels|sollicitations))|\bplus (?:recevoir (?:de |vos )|de (?:mails?|e-?mails?|pub\w*|newsletters?|messages) de votre part)|^\W{0,3}plus (?:de |aucune? )(?:mails?|e-?mails?|pub\w*|newsletters?|messages?|courriels?)(?: (?:svp|merci|s['’]il vous pla[iî]t|de (?:vous|votre part)))*\W*$|\bstop (?:aux?|[àa]|vos) (?:mails?|e-?mails?|pub\w*|newsletters?|envois?)|\bd[ée]s-?(?:inscription|abonnement) (?:(?:de|[àa]) (?:votre|la|cette)|imm[ée]diate?)/,
  /\b(?:bitte |möchte |m[öo]chte(?:n)? )?.{0,40}\b(?:melden|tragen|nehmen|streichen|l[öo]schen|entfernen) sie (?:mich|uns|meine (?:adresse|daten|e-?mail\w*))\b|\bwiderspreche\b.{0,80}\b(?:werb|nutzung|verwendung)|\b(?:mich|uns) (?!.{0,60}\b(?:veranstaltung|termin|kurs|seminar|treffen|f[üu]hrung|workshop|essen)\w{0,3}\b)(?:(?:bitte|sofort|umgehend|wieder|hier|dort|endlich|hiermit|gerne?|daraus|davon) ){0,4}(?:[^,;?!]{0,60}(?:liste\w*|verteiler\w*|newsletter\w*|mailing\w*|datenbank|daten|kartei|adress\w+|werbung) )?(?:abmelden|austragen|streichen|entfernen|l[öo]schen)\b|\bkeine (?:weiteren?|mehr) (?:e-?mails?|nachrichten|newsletter|werbung|mails)\b|(?:^|\b(?:bitte|m[öo]chten?|will|wollen|w[üu]nschen?|sie mir|sie uns) (?:.{0,30} )?)keine (?:e-?mails?|nachrichten|newsletter|werbung|mails)\b(?! von .{0,20}(?:bekommen|erhalten))|\bkeine (?:e-?mails?|nachrichten|newsletter|werbung|mails) (?:.{0,30} )?mehr\b|\b(?:nicht mehr (?:erhalten|bekommen|anschreiben|kontaktieren))\b|\baus (?:dem|der|ihrem|ihrer|eurem|eurer) (?:e-?mail-?|mail-?|mailing-?)?(?:verteiler|liste|newsletter)\w* (?:.{0,30} )?(?:streichen|l[öo]schen|nehmen|entfernen|austragen)\b|\bnewsletter (?:abbestellen|k[üu]ndigen)\b/,
  /\b(?:cancell|rimuov|elimin|tog|disiscriv)\w*(?:mi|ci|temi|termi)\b|\b(?:cancellare|rimuovere|eliminare) (?:il mio|la mia|i miei)\b|\bnon (?:desidero|voglio|vorrei|desideriamo|vogliamo) (?:pi[ùu] )?ricevere\b|\bnon (?:inviat|mandat|scrivet|contattat)e(?:mi|ci)? pi[ùu](?!\p{L})|\bsmett(?:ete|ere|etela) di (?:invia|manda|scriv)\w*/u,
  /\b(?:d[ée]n?me|darme|denme|dadme|dame|dadnos|dar(?:nos)?) de baja\b|\bsolicit\w* (?:la |mi )baja\b|\bdarme de baja\b|\b(?:elim[íi]nen?|b[óo]rren?|qu[íi]ten|saquen|retiren|(?:elimina|borra|quita|saca|retira)d)(?:me|nos)\b|\bno (?:deseo|quiero|queremos|deseamos) (?:seguir )?(?:recib\w+|que me)|\bno me (?:env[íi]en|escriban|manden|contacten) m[áa]s\b|\bdejen de (?:enviar|mandar|escribir)\w*|\bcancelar (?:mi|la) (?:suscripci[óo]n|subscripci[óo]n)/,
)

/** Asked for as a state, or with half a sentence. */
const wishes = anyOf(
  /\b(?:me|us|my|i|we)\b.{0,60}\b(?:removed|deleted|taken off|unsubscribed)\b.{0,30}\b(?:list|database|mailing|newsletter|records)|\bno more (?:e-?mails?|mails?|newsletters?|messages)\b(?=\W*(?:please|thanks|thank you|$))/,
  /(?<!\p{L})[êe]tre (?:retir|supprim|enlev|ray|effac|radi|d[ée]s-?inscri|d[ée]s-?abonn)\S{1,4} de (?:vos|votre|la|cette|ces) (?:liste|fichier|base|mailing|newsletter|contact|envoi)|\bne m['’](?:envoy|[ée]cri)\w* plus\b(?!.{0,60}\b(?:papier|par la poste|en double|deux fois)\b)/u,
  /(?:^|\bkein interesse\W{1,3})bitte (?:l[öo]schen|abmelden|austragen)\W*$/,
  /\bessere (?:cancellat|rimoss|eliminat|disiscritt)[oaie] d(?:a|al|alla|ai|alle|agli)\b/,
  /\b(?:elimin|borr|quit|retir)\S{1,3} (?:mis datos|mi (?:correo|direcci[óo]n|e-?mail))|\bser (?:eliminad|borrad|retirad)[oa]s? de\b/,
)

/** Said about not leaving (not "if you don't stop"), or as a question about how it works. */
const refusals = anyOf(
  /\b(?:do not|don'?t|please don'?t|not) (?:unsubscribe|remove) (?:me|us)\b|\bne (?:me|nous) (?:d[ée]s(?:inscri|abonn)|retir|supprim)\w+ (?:surtout )?pas\b|\bnicht (?:abmelden|austragen)\b|\bnon (?:cancellatemi|rimuovetemi)\b|\bno me (?:den de baja|eliminen)\b/,
  /(?<!\byou )\b(?:do not|don['’]?t|never) (?:you dare )?stop (?:sending|e-?mailing|writing)\b|(?<!\bvous )\bn['’]arr[êe]te[rz]? (?:surtout )?pas\b|\bh[öo]ren sie (?:bitte |blo[ßs]s? )?nicht auf\b|(?<!\bse )\bnon smett(?:ete|ere|etela)\b|\bno dejen de\b/,
)

/** True if the subject is the one our own header asks for: `unsubscribe`, the message's token, a topic. */
export const isOneClick = ({ subject }: IncomingMail): boolean =>
  readWithdrawalSubject(withoutPrefixes(subject).toLowerCase()) !== null

/** True if who wrote wants no more messages. */
export function isWithdrawal({ subject, text }: IncomingMail): boolean {
  const plain = withoutPrefixes(subject)
  const own = ownWords(text, 800)
  if (refusals.test(own)) return false
  const isAnswer = hasPrefix(subject)
  if (!isAnswer && (alone.test(plain) || requests.test(plain))) return true
  if (isAnswer && alone.test(plain) && own.length < 200) return true
  return alone.test(firstLine(own)) || requests.test(own) || wishes.test(own)
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? ''
