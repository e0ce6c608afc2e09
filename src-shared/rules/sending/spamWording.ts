// Wordings that filters know from junk mail, in French and English: short on purpose. Filters weigh
// many things more, so this is a hint and no verdict.

const wordings: readonly RegExp[] = [
  /100 ?% gratuit(?:e|s|es)?/giu,
  /gagne[rz] de l[’']argent/giu,
  /argent (?:facile|rapide)/giu,
  /sans (?:aucun )?risque/giu,
  /cliquez ici/giu,
  /offre (?:exceptionnelle|incroyable)/giu,
  /vous avez (?:gagné|été sélectionné)/giu,
  /(?<!\p{L})urgent(?!\p{L})/giu,
  /agissez (?:maintenant|vite)/giu,
  /revenus? garantis?/giu,
  /click here/giu,
  /act now/giu,
  /risk[- ]free/giu,
  /make money/giu,
  /100 ?% free/giu,
  /you(?:[’']ve| have) (?:won|been selected)/giu,
  /guaranteed (?:income|results)/giu,
  /no obligation/giu,
  /buy now/giu,
  /!{3,}|\?{3,}|€{2,}|\${2,}/gu,
]
/** A subject in capitals shouts: twelve letters and more, and hardly a small one among them. */
const minLetters = 12

/** The wordings as they stand there, each once. */
export function spamWordings(subject: string, text: string): string[] {
  const found = wordings.flatMap((wording) =>
    [...`${subject}\n${text}`.matchAll(wording)].map(([words]) => words.replace(/\s+/gu, ' ')),
  )
  const letters = subject.match(/\p{L}/gu) ?? []
  const capitals = subject.match(/\p{Lu}/gu) ?? []
  const isShouted = letters.length >= minLetters && capitals.length / letters.length > 0.8
  const all = isShouted ? [subject, ...found] : found
  return [...new Map(all.map((words) => [words.toLowerCase(), words])).values()]
}
