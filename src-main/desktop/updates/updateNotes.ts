// What is new in a version, as its release says it: one text with a part for each language.
import type { UpdateInfo } from 'electron-updater'

const longest = 20_000

/**
 * The parts under `# Français` and `# English`; a text without such headings is for both.
 * @returns Markdown of each language, cut where it is absurdly long; empty where nothing is said
 */
export function notesOf(notes: UpdateInfo['releaseNotes']): { fr: string; en: string } {
  const text = (
    Array.isArray(notes) ? notes.map(({ note }) => note ?? '').join('\n\n') : (notes ?? '')
  ).slice(0, longest)
  const part = (heading: string) =>
    new RegExp(`^# ${heading}\\s*$([^]*?)(?=^# |(?![^]))`, 'm').exec(text)?.[1]?.trim() ?? ''
  const parts = { fr: part('Français'), en: part('English') }
  if (parts.fr === '' && parts.en === '') return { fr: text.trim(), en: text.trim() }
  return { fr: parts.fr || parts.en, en: parts.en || parts.fr }
}
