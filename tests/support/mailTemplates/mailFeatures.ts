// What a message asks of a mail program: elements, attributes, properties and selectors of its HTML, by
// the names caniemail.com gives them. What stands in conditional comments is for Outlook alone.
import { scanHtml } from '#shared/rules/htmlScanner.ts'

/** Properties that go by the name of another. */
const sameAs: Record<string, string> = {
  'padding-left': 'padding',
  'padding-right': 'padding',
  'margin-bottom': 'margin',
  'border-top': 'border',
  'border-left': 'border',
  'max-height': 'max-height',
}
/** Of one program, which ignores none of its own; and prefixes that others ignore by their design. */
const isOwnProperty = (property: string) => /^(?:mso-|-ms-|-webkit-)/.test(property)
const elements: Record<string, string> = {
  ...{ h1: 'h1-h6', h2: 'h1-h6', h3: 'h1-h6', tr: 'table', td: 'table', tbody: 'table' },
  ...{ ul: 'lists', li: 'lists' },
}
/** They draw nothing. */
const silentElements = new Set(['html', 'head', 'title', 'meta', 'noscript', 'xml', 'o', 'br'])
const shownAttributes = new Set([
  ...['align', 'valign', 'width', 'height', 'cellpadding', 'cellspacing', 'role', 'aria-label'],
  ...['lang', 'dir', 'target'],
])

function featuresOfDeclarations(declarations: string): string[] {
  return declarations.split(';').flatMap((declaration) => {
    const [name = '', value = ''] = declaration.split(':').map((part) => part.trim().toLowerCase())
    if (name === '' || isOwnProperty(name)) return []
    if (name === 'display' && value === 'none') return ['css-display-none']
    return [
      `css-${sameAs[name] ?? name}`,
      ...(value.includes('!important') ? ['css-important'] : []),
      ...(/-apple-system|system-ui/.test(value) ? ['css-sytem-ui'] : []),
      ...(/\d%/.test(value) ? ['css-unit-percent'] : []),
      ...(/\dpx/.test(value) ? ['css-unit-px'] : []),
    ]
  })
}

function featuresOfSelector(selector: string): string[] {
  const parts = selector.trim().split(/\s+/)
  return [
    ...(selector.includes(':last-child') ? ['css-pseudo-class-last-child'] : []),
    ...(parts.length > 1 ? ['css-selector-descendant'] : []),
    ...parts.flatMap((part) => {
      const plain = part.replace(/:.*$/, '')
      return [
        ...(plain.includes('.') ? ['css-selector-class'] : []),
        ...(plain.includes('#') ? ['css-selector-id'] : []),
        ...(/^[a-z]/i.test(plain) ? ['css-selector-type'] : []),
        ...(/^[a-z][^.#]*[.#]/i.test(plain) ? ['css-selector-chaining'] : []),
      ]
    }),
  ]
}

function featuresOfSheet(sheet: string): string[] {
  const found = /@media/.test(sheet) ? ['css-at-media'] : []
  for (const [, selectors = '', body = ''] of sheet
    .replace(/@media[^{]*\{/g, '')
    .matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (selectors.includes(',')) found.push('css-selector-grouping')
    found.push(...selectors.split(',').flatMap(featuresOfSelector), ...featuresOfDeclarations(body))
  }
  return found
}

/** Each once, in the order of their names. */
export function featuresOf(html: string): string[] {
  const found = new Set<string>()
  scanHtml(html, (token) => {
    if (token.kind === 'comment') found.add('html-comments')
    if (token.kind !== 'startTag') return
    const { name, attributes, end, rawEnd } = token
    if (name === 'style') {
      found.add('html-style')
      for (const one of featuresOfSheet(html.slice(end, rawEnd ?? end))) found.add(one)
      return
    }
    if (!silentElements.has(name.replace(/:.*/, ''))) found.add(`html-${elements[name] ?? name}`)
    for (const { name: attribute, value } of attributes) {
      if (attribute === 'style')
        for (const one of featuresOfDeclarations(value ?? '')) found.add(one)
      if (shownAttributes.has(attribute)) found.add(`html-${attribute}`)
      if (attribute === 'href' && /^mailto:/i.test(value ?? '')) found.add('html-mailto-links')
    }
  })
  return [...found].sort()
}
