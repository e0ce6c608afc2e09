// Refusals that stand where nobody asks for them: a note « Ne plus contacter », a tag "Unsubscribed", a
// column about something else. Only a whole cell counts, and only words that are about writing.
import { foldText } from '#shared/rules/foldText.ts'
import { readMailStatus } from '../importRefusals.ts'

/** Longer ones tell a story, in characters. */
const longest = 60
const ofWriting = new RegExp(
  [
    'unsubscri|desinscri|desabonn|hard ?bounce|blacklist|blocklist|list(?:e|a) ?(?:noire|negra|nera)',
    'spam ?(?:complain|report)|signale en spam|opt(?:ed)?[ -]?out|abgemeldet|abbestellt|disiscri',
    'dad[oa] de baja|desuscri',
    'ne (?:pas|plus) (?:contacter|ecrire|solliciter|demarcher|mailer|envoyer|relancer par mail)',
    '(?:do not|dont|don.t|no) (?:contact|e-?mail|mail|write|send)|nicht (?:mehr )?(?:kontaktieren|anschreiben)',
    'no (?:contactar|escribir)|non (?:contattare|scrivere)|stop (?:e-?mail|mail|newsletter|pub)',
  ].join('|'),
)
/** Of other ways to reach somebody, or of something else one can leave. */
const ofOthers =
  /\b(?:sms|mms|tel|telephon\w*|phones?|calls?|appels?|whatsapp|courrier|postal\w*|cours|atelier|stage|course|event|evenement|avant|before|until|vor|antes|prima)\b|:\/\/|@/

/** At some times, or of some things: whoever says so may be written to. */
const ofSome = new RegExp(
  [
    String.raw`\bne pas \w+ (?:(?:le|la|les|en|au|pendant|durant|apres|des) ){1,2}(?:matin|midi|soir|week ?-?end|vacances|conges|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b`,
    String.raw`\bne pas \w+ (?:sa|son|ses) (?:femme|mari|epou(?:x|se)|conjointe?|assistante?|parents|enfants)\b`,
    String.raw`\bne pas envoyer (?:de |d.|la |le |les |l.)?(?:colis|paquets?|factures?|devis|echantillons?|catalogues?)\b`,
    String.raw`\bno (?:e-?mail|mail) (?:address|yet)\b|\b(?:newsletter|catalogue|version|lettre) papier\b|\b(?:vom|von) \w{0,30}kurs\b`,
  ].join('|'),
)

/** One of these stands in every such cell: the quickest way to tell that a cell is none. */
const hint =
  /scri|abonn|bounce|list|spam|opt|abgem|abbest|baja|contact|crire|contatt|solliciter|marcher|mail|envoy|write|send|kontakt|anschreib|stop|signal/i

/** Whether a cell says by itself, whatever its column is, that its person is not to be written to. */
export function saysRefusedAnywhere(cell: string): boolean {
  if (cell.length > longest || !hint.test(cell)) return false
  const text = foldText(cell)
  if (!ofWriting.test(text) || ofOthers.test(text) || ofSome.test(text)) return false
  return readMailStatus(cell) === 'refused'
}
