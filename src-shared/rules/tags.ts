// What makes two tags one: case, the Unicode form of accents, spaces and invisible signs do not
// count. Accents do: "cote" and "côté" are two words.
import { apostrophes, hyphens, invisibles } from './foldText.ts'

/** A tag as it is kept and shown: composed, without invisible signs and needless spaces. */
export function tidyTag(typed: string): string {
  return typed.normalize('NFC').replace(invisibles, '').replace(/\s+/gu, ' ').trim()
}

/** What a tag is found by: equal for every spelling of one tag. '' for what is no tag. */
export function tagKey(tag: string): string {
  return (
    tidyTag(tag)
      .normalize('NFKC')
      .replace(apostrophes, "'")
      .replace(hyphens, '-')
      // Upper first: ß and SS, ς and Σ are the same letters in capitals.
      .toUpperCase()
      .toLowerCase()
      .replaceAll('ς', 'σ')
      .normalize('NFC')
      .replace(/\s+/gu, ' ')
      .trim()
  )
}

/** Each tag once, in its first spelling, empty ones left out. */
export function distinctTags(tags: readonly string[]): string[] {
  const spellings = new Map<string, string>()
  for (const tag of tags.map(tidyTag)) {
    const key = tagKey(tag)
    if (key !== '' && !spellings.has(key)) spellings.set(key, tag)
  }
  return [...spellings.values()]
}
