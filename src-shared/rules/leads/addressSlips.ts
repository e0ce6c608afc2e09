// Addresses whose domain is nearly that of a large mailbox provider: `gmial.com`, `orange.ft`. A slip of
// the hand, most likely: it is asked about, and never changed by itself.

/**
 * Mailbox providers of people in French- and English-speaking countries, and their neighbours. None of
 * seven letters or fewer: too many other names are one letter away.
 */
const providers: readonly string[] = `gmail.com googlemail.com orange.fr wanadoo.fr laposte.net
  club-internet.fr numericable.fr hotmail.com hotmail.fr outlook.com outlook.fr yahoo.com yahoo.fr
  icloud.com protonmail.com bluewin.ch skynet.be telenet.be sympatico.ca videotron.ca hotmail.be
  hotmail.co.uk btinternet.com comcast.net t-online.de freenet.de libero.it`
  .trim()
  .split(/\s+/)
/** What is no slip though it is near: providers themselves, and names that are somebody's. */
const others = new Set([...providers, 'ymail.com', 'rocketmail.com'])

/** Under these the provider of the name has one domain only, so any other end is a slip. */
const onlyUnder = new Map([
  ['gmail', 'gmail.com'],
  ['googlemail', 'googlemail.com'],
  ['icloud', 'icloud.com'],
  ['protonmail', 'protonmail.com'],
  ['wanadoo', 'wanadoo.fr'],
])
/** `protonmail.ch` was theirs, `gmail.de` Google's in Germany, and Orange had `wanadoo` in other countries. */
const trueEnds = new Set(['protonmail.ch', 'gmail.de', 'wanadoo.es', 'wanadoo.nl', 'wanadoo.co.uk'])
/** Ends of countries that are one letter from `fr`, `be`, `ch` or `com`, but for those typed by a slip. */
const countries = new Set(
  `ar br cr er gr hr ir kr lr mr nr pr sr tr fi fj fk fm fo ae de ee ge ie je ke me ne pe re se ve ye ba
  bb bd bf bg bh bi bj bm bn bo bs bt bw by bz cc cd cf cg ci ck cl cn cu cv cw cx cy cz uk`.split(
    /\s+/,
  ),
)

/**
 * The address that was probably meant; null where nothing speaks for a slip.
 * @param address a valid one, in lower case
 */
export function meantAddress(address: string): string | null {
  const at = address.lastIndexOf('@')
  const meant = at < 1 ? null : meantDomain(address.slice(at + 1))
  return meant === null ? null : `${address.slice(0, at)}@${meant}`
}

/** As `meantAddress`, of a domain alone. */
export function meantDomain(domain: string): string | null {
  if (domain.length > 20 || others.has(domain) || trueEnds.has(domain)) return null
  const [name = '', end = ''] = [
    domain.slice(0, domain.indexOf('.')),
    domain.slice(domain.indexOf('.') + 1),
  ]
  const only = onlyUnder.get(name)
  if (only !== undefined) return only
  // The first letter is nearly always right: `grange.fr` is a family, `mail.com` a provider.
  const near = providers.find((one) => one[0] === domain[0] && isOneSlip(one, domain))
  if (near === undefined) return null
  // `yahoo.gr` is Yahoo's in Greece: where the name is right, a country's end is no slip.
  return near.startsWith(`${name}.`) && countries.has(end) ? null : near
}

/** One letter too many, missing, other, or two that stand the wrong way round. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  const [rest, otherRest] = [one.slice(start), other.slice(start)]
  if (rest === '' && otherRest === '') return false
  if (rest.slice(1) === otherRest || rest === otherRest.slice(1)) return true
  if (rest.slice(1) === otherRest.slice(1)) return true
  return (
    rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2)
  )
}
