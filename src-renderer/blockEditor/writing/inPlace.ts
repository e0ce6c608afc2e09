// Which texts of a block are written where they are drawn, and what each is at this moment.
import type { BlockTree, InPlace, ItemsShape, TextShape } from '../blockKind.ts'
import type { AnyBlock } from '../blockTree.ts'
import { itemsOf, textOf, valueOf } from '../blockValues.ts'

/** One text of a block, wherever in it. What it says is asked of the block as it is then. */
export type PlacedText = {
  /** Names it within its block. */
  id: string
  /** A key of texts. */
  label: string
  max: number
  isRich: boolean
  /** What is drawn before its words. */
  before: string
  element: Element
  read: (block: object) => string
  /** What is changed of the block, and the name a keystroke goes by in the history. */
  change: (block: object, value: string) => { values: object; field: string }
}

/** Whatever of these elements fits the selector, themselves included. */
const within = (elements: readonly Element[], selector: string): Element[] =>
  elements.flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...element.querySelectorAll(selector),
  ])

/**
 * The texts that are drawn now. One that says nothing has no element, unless it is all its block
 * says: that keeps its place.
 */
export function textsOf<B extends AnyBlock, Start>(
  tree: BlockTree<B, Start>,
  block: B,
  elements: readonly Element[],
): PlacedText[] {
  const { fields, inPlace = [] } = tree.kinds[block.kind as B['kind']]
  const isPlaceHeld = tree.drawn?.isEmpty(elements) === true
  return inPlace.flatMap((place) => {
    const found = within(elements, place.selector)
    const labelOf = (shape: TextShape | undefined) =>
      shape?.label ?? `${tree.texts.field}.${place.name}`
    if (place.items !== undefined) return itemTexts(block, { place, found, fields, labelOf })
    const element = isPlaceHeld && place === inPlace[0] ? elements[0] : found[0]
    const shape = fields.find(
      (field): field is TextShape => 'name' in field && field.name === place.name,
    )
    const text = element && plainText(place, element)
    if (!text || (text.read(block) === '' && !isPlaceHeld)) return []
    return [{ ...text, label: labelOf(shape), max: place.max ?? shape?.max ?? 200 }]
  })
}

/** A text of the block itself, or of something it holds. */
function plainText(place: InPlace, element: Element): Omit<PlacedText, 'label' | 'max'> {
  const { name, within: outer, isRich = false, before = '' } = place
  const holderIn = (block: object): object => {
    const inner = outer === undefined ? block : valueOf(block, outer)
    return typeof inner === 'object' && inner !== null ? inner : {}
  }
  return {
    ...{ id: `${outer ?? ''} ${name}`, isRich, before, element },
    read: (block) => textOf(holderIn(block), place),
    change: (block, value) => ({
      values:
        outer === undefined
          ? { [name]: value }
          : { [outer]: { ...holderIn(block), [name]: value } },
      field: name,
    }),
  }
}

type OfItems = {
  place: InPlace
  found: readonly Element[]
  fields: readonly object[]
  labelOf: (shape: TextShape) => string
}
/** The n-th element is that of the n-th item, unless some say nothing: then none can be told. */
function itemTexts(block: object, { place, found, fields, labelOf }: OfItems): PlacedText[] {
  const { name, items = '', isRich = false, before = '' } = place
  const list = fields.find(
    (field): field is ItemsShape => 'items' in field && field.items === items,
  )
  const shape = list?.fields.find((field) => field.name === name)
  if (shape === undefined || found.length !== itemsOf(block, { items }).length) return []
  return found.map((element, at) => ({
    ...{ id: `${items} ${at} ${name}`, label: labelOf(shape), max: shape.max },
    ...{ isRich, before, element },
    read: (now) => itemsOf(now, { items })[at]?.[name] ?? '',
    change: (now, value) => ({
      values: {
        [items]: itemsOf(now, { items }).map((item, each) =>
          each === at ? { ...item, [name]: value } : item,
        ),
      },
      field: `${items} ${at} ${name}`,
    }),
  }))
}
