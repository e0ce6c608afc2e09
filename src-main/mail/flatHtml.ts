// HTML nested more deeply than anybody writes it, made flat: the tags that are too deep go, every word
// stays. Programs that make a tree of HTML run out of stack on the rest, or look through all that is
// open at each end tag.
import { scanHtml, type HtmlToken } from '#shared/rules/htmlScanner.ts'

/** Tables in tables in tables of a real message come to a hundred. */
const maxDepth = 300
/** Each list indents what is in it once more. */
const maxLists = 20
const isList = (name: string) => name === 'ul' || name === 'ol'

/** Elements that never hold anything. */
const voids =
  /^(?:area|base|basefont|bgsound|br|col|command|embed|frame|hr|img|input|isindex|keygen|link|meta|param|source|track|wbr)$/

/** What ends by itself where another one begins right in it, as the libraries that read HTML have it. */
const endedBy: Readonly<Record<string, readonly string[]>> = {
  ...{ p: ['p'], li: ['li'], option: ['option'], th: ['th'], td: ['thead', 'th', 'td'] },
  ...{ tr: ['tr', 'th', 'td'], tbody: ['thead', 'tbody'], tfoot: ['thead', 'tbody'] },
  ...{ dt: ['dt', 'dd'], dd: ['dt', 'dd'], rt: ['rt', 'rp'], rp: ['rt', 'rp'] },
}

/** What is no deeper than that is given back as it is. */
export function flatHtml(html: string): string {
  const depth = new Depth()
  const pieces: string[] = []
  let last = 0
  scanHtml(html, (token) => {
    if (!depth.isTooDeep(token)) return
    // A space, so that no two words become one.
    pieces.push(html.slice(last, token.start), ' ')
    last = token.end
  })
  return last === 0 ? html : pieces.join('') + html.slice(last)
}

/** What is open, as programs see it that read end tags by name. */
class Depth {
  readonly #open: string[] = []
  /** How many of a name are open, and how many were left out. */
  readonly #opened = new Map<string, number>()
  readonly #left = new Map<string, number>()

  isTooDeep(token: HtmlToken): boolean {
    if (token.kind === 'startTag') return !this.#start(token.name)
    return token.kind === 'endTag' && !this.#end(token.name)
  }

  #start(name: string): boolean {
    if (voids.test(name)) return true
    const ended = endedBy[name] ?? []
    for (let top = this.#open.at(-1); top !== undefined && ended.includes(top);) top = this.#pop()
    const lists = (this.#opened.get('ul') ?? 0) + (this.#opened.get('ol') ?? 0)
    if (this.#open.length >= maxDepth || (isList(name) && lists >= maxLists)) {
      count(this.#left, name, 1)
      return false
    }
    this.#open.push(name)
    count(this.#opened, name, 1)
    return true
  }

  /** @returns false for the end of what was left out */
  #end(name: string): boolean {
    if ((this.#left.get(name) ?? 0) > 0) {
      count(this.#left, name, -1)
      return false
    }
    if ((this.#opened.get(name) ?? 0) === 0) return true
    for (let top = this.#open.at(-1); top !== undefined;) {
      const isIt = top === name
      top = this.#pop()
      if (isIt) break
    }
    return true
  }

  /** @returns what is open then */
  #pop(): string | undefined {
    const last = this.#open.pop()
    if (last !== undefined) count(this.#opened, last, -1)
    return this.#open.at(-1)
  }
}

const count = (of: Map<string, number>, name: string, by: number) =>
  void of.set(name, (of.get(name) ?? 0) + by)
