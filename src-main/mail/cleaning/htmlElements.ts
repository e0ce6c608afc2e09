// Which elements and attributes may stand in a message, and what becomes of the others.

const kept = new Set(
  (
    'html head body title meta style center font basefont a abbr acronym address area article ' +
    'aside b bdi bdo big blockquote br caption cite code col colgroup data dd del details dfn ' +
    'dir div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd ' +
    'li listing main map mark menu nav nobr ol p picture pre q rp rt ruby s samp section small ' +
    'source span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var ' +
    'wbr video audio track xml'
  ).split(' '),
)

/** Shapes and settings of Office: `v:rect`, `o:p`, `w:anchorlock`. */
const officeElement = /^(?:v|o|w|x|m|st1):[a-z0-9]+$/

/**
 * What stands inside goes with them; of all others, words stay. The last two are links of Sendy to
 * pages of its own.
 */
const withContent = new Set(
  'script iframe object applet select textarea svg math template xmp webversion reconsent'.split(
    ' ',
  ),
)

export const isKeptElement = (name: string): boolean => kept.has(name) || officeElement.test(name)
export const goesWithContent = (name: string): boolean => withContent.has(name)

/** Which need no end tag: they do not count as depth. */
export const isOpenEnded = (name: string): boolean => openEnded.has(name)
const openEnded = new Set(
  (
    'area base basefont br col hr img link meta source track wbr html head body p li dt dd tr td ' +
    'th tbody thead tfoot colgroup rt rp'
  ).split(' '),
)

/** A `meta` that says what the document is, not what to do. */
export const harmlessHeaders = new Set([
  ...['content-type', 'content-language', 'content-style-type', 'x-ua-compatible'],
  ...['imagetoolbar', 'cleartype', 'pragma', 'cache-control', 'expires'],
])

export const pictureAttributes = new Set(['src', 'background', 'poster', 'dynsrc', 'lowsrc'])
export const linkAttributes = new Set([
  'href',
  'cite',
  'longdesc',
  'usemap',
  'o:href',
  'xlink:href',
])
/** What sends, frames, loads code or names a program. */
export const refusedAttributes = new Set(
  (
    'action formaction form srcdoc ping manifest http-equiv codebase classid archive code object ' +
    'autofocus contenteditable profile datasrc datafld implementation is'
  ).split(' '),
)
/** Read by people: they may hold any words. */
export const isWords = (name: string): boolean =>
  name === 'alt' ||
  name === 'title' ||
  name === 'content' ||
  name === 'summary' ||
  name === 'label' ||
  name.startsWith('aria-')
