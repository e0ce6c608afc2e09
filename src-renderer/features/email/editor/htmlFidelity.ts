// Whether the formatting editor can hold a message without losing any of it. A message written
// elsewhere may say more than it knows.

const shape = (html: string): string => {
  const { body, head, doctype } = new DOMParser().parseFromString(html, 'text/html')
  // What is around the words: the editor gives back none of it.
  const comments = html.match(/<!--[\s\S]*?-->/g) ?? []
  const parts = [doctype === null ? '' : '<!doctype>', head.innerHTML.trim(), ...comments]
  const walk = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) parts.push((node.textContent ?? '').replace(/\s+/g, ''))
    if (!(node instanceof HTMLElement)) return
    // Tables, images, styles and classes are what the editor drops: they count; its own additions
    // to links do not.
    const kept = [...node.attributes]
      .filter(
        ({ name }) => name === 'style' || name === 'class' || name === 'href' || name === 'src',
      )
      .map(({ name, value }) => `${name}=${value}`)
    if (
      node.tagName !== 'P' &&
      node.tagName !== 'BR' &&
      (node.tagName !== 'BODY' || node.attributes.length > 0)
    )
      parts.push(`<${equalTags[node.tagName] ?? node.tagName} ${kept.join(' ')}>`)
    for (const child of node.childNodes) walk(child)
  }
  walk(body)
  return parts.join('')
}
const equalTags: Record<string, string> = { B: 'STRONG', I: 'EM' }

/** @param edited what the editor gives back after having read `original` */
export function isFaithful(original: string, edited: string): boolean {
  return original.trim() === '' || shape(original) === shape(edited)
}
