// A list of addresses as it is copied out of a message: `Zoé Roux <zoe@x.fr>, jean@y.fr; …`, many on a
// line. It becomes a table of one column, a person a row, before anything else looks at it.
import { createReadStream } from 'node:fs'
import { open, readFile, stat, writeFile } from 'node:fs/promises'
import { detectEncoding } from '../importFormat.ts'
import { decodeText } from '../singleBytes.ts'

/** In bytes: twenty thousand addresses with their names. */
const largestList = 1024 * 1024
/** By which most files are told to be none, in bytes. */
const headBytes = 4_096

const address = String.raw`[^\s@<>"',;()]{1,64}@[^\s@<>"',;()]{1,250}\.[^\s@<>"',;()]{2,63}`
const bareAddress = new RegExp(`^['"<(]{0,2}(?:mailto:)?${address}[>'")]{0,2}$`, 'i')
const namedAddress = new RegExp(`^[^<>@]{1,200}<\\s*(?:mailto:)?${address}\\s*>$`, 'i')

/** What stands between commas and semicolons, but those in quotes. */
function partsOf(line: string): string[] {
  const parts = line.match(/(?:"[^"]*"|[^",;])+/g) ?? []
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** The people of a line; null if it has anything else. */
function peopleOf(line: string): string[] | null {
  const words = line.trim().split(/\s+/)
  if (words.every((word) => bareAddress.test(word.replace(/[,;]$/, ''))))
    return partsOf(line.trim().replace(/\s+/g, ';'))
  const people: string[] = []
  let before: string | null = null
  for (const part of partsOf(line)) {
    const whole: string = before === null ? part : `${before}, ${part}`
    before = null
    if (bareAddress.test(whole) || namedAddress.test(whole)) people.push(whole)
    // `Roux, Zoé <zoe@x.fr>`: a comma within a name.
    else if (!/[@<>]/.test(part) && whole === part) before = part
    else return null
  }
  return before === null ? people : null
}

/**
 * The people of a list; null if the text is none. Lines with as many bare addresses as each other are a
 * table: of people with two addresses, perhaps.
 */
export function peopleOfList(text: string): string[] | null {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
  const people: string[][] = []
  for (const line of lines) {
    const found = peopleOf(line)
    if (found === null) return null
    people.push(found)
  }
  const counts = new Set(people.map(({ length }) => length))
  if (Math.max(0, ...counts) < 2) return null
  const isTable =
    people.length > 1 && counts.size === 1 && people.flat().every((one) => !one.includes('<'))
  return isTable ? null : people.flat()
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

/** Makes a table of a file that is a list of addresses; leaves every other file as it is. */
export async function spreadAddressList(path: string): Promise<void> {
  const { size } = await stat(path)
  if (size > largestList) return
  const head = Buffer.alloc(headBytes)
  const file = await open(path)
  try {
    const { bytesRead } = await file.read(head, 0, headBytes, 0)
    if (!/@[^@]*[,;\s][^@]*@/.test(head.toString('latin1', 0, bytesRead))) return
  } finally {
    await file.close()
  }
  const encoding = await detectEncoding(createReadStream(path) as AsyncIterable<Buffer>)
  const people = peopleOfList(decodeText(await readFile(path), encoding))
  if (people === null) return
  await writeFile(path, `\ufeffE-mail\r\n${people.map(quoted).join('\r\n')}\r\n`)
}
