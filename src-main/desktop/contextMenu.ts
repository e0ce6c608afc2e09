// What the right mouse button offers: spellings, and what can be done with the text.
import type { DesktopWords } from './desktopWords.ts'
import type { MenuItem } from './menuTemplate.ts'

/** What Electron says of the place that was clicked, as far as it is needed here. */
export type ClickedPlace = {
  isEditable: boolean
  selectionText: string
  misspelledWord: string
  dictionarySuggestions: string[]
  editFlags: { canCut: boolean; canCopy: boolean; canPaste: boolean; canSelectAll: boolean }
}

const maxSuggestions = 5

/**
 * @param replace puts a spelling in the place of the word
 * @returns nothing where there is nothing to do
 */
export function contextMenu(
  place: ClickedPlace,
  words: DesktopWords,
  replace: (word: string) => void,
): MenuItem[] {
  const { editFlags: can } = place
  if (!place.isEditable)
    return place.selectionText.trim() === '' ? [] : [{ role: 'copy', label: words.copy }]
  return [
    ...spellings(place, words, replace),
    { role: 'cut', label: words.cut, enabled: can.canCut },
    { role: 'copy', label: words.copy, enabled: can.canCopy },
    { role: 'paste', label: words.paste, enabled: can.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: words.selectAll, enabled: can.canSelectAll },
  ]
}

function spellings(
  { misspelledWord, dictionarySuggestions }: ClickedPlace,
  words: DesktopWords,
  replace: (word: string) => void,
): MenuItem[] {
  if (misspelledWord === '') return []
  const offered = dictionarySuggestions
    .slice(0, maxSuggestions)
    // A sign that would be a key of the menu.
    .map((word) => ({ label: word.replaceAll('&', '&&'), click: () => replace(word) }))
  return [
    ...(offered.length > 0 ? offered : [{ label: words.noSpelling, enabled: false }]),
    { type: 'separator' },
  ]
}
