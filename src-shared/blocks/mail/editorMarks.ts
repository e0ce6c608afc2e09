// What a block was drawn as, told in the editor: classes that no message which leaves has.

/** The class of everything a block was drawn as. */
export const drawnClass = (key: string): string => `block-${key}`
/** The class of one list that a block holds. */
export const drawnListClass = (list: number): string => `list-${list}`

/** Pixels, of what shows nothing yet; no block that shows something has an element of this height. */
const emptyHeight = '57px'
/** A selector of what keeps its place. */
export const placeHeld = `div[style^="height:${emptyHeight}"]`

/** Typed text is escaped, so that these tags are ours alone. */
const elements = /<mj-(?:text|button|image|divider|section|spacer)\b[^>]*>/g
const ownClass = / css-class="([^"]*)"/

/**
 * What shows nothing yet takes its place all the same, to be clicked. It is no section, whatever the
 * kind.
 */
const placeholder = (key: string) =>
  `<mj-spacer css-class="${drawnClass(key)}" height="${emptyHeight}" />`

/** @param mjml of a block; what stands in its columns is marked already */
export function withEditorMarks(key: string, mjml: string): string {
  if (mjml === '') return placeholder(key)
  return mjml.replace(elements, (tag) => {
    const written = ownClass.exec(tag)?.[1]
    if (written === undefined)
      return tag.replace(/^<mj-[a-z]+/, (name) => `${name} css-class="${drawnClass(key)}"`)
    if (/(?:^| )block-/.test(written)) return tag
    return tag.replace(ownClass, ` css-class="${written} ${drawnClass(key)}"`)
  })
}
