// What an editor is told of a kind of block, and of a tree: one registry for pages, one for
// messages. A kind that is missing in a registry is a type error.
import type { Component, VNode } from 'vue'
import type { AnyBlock, TreeShape } from './blockTree.ts'
import type { DrawnTree } from './canvas/drawnBlocks.ts'

type NamesOf<B, Value> = { [K in keyof B]: B[K] extends Value ? K : never }[keyof B] & string

/** A field that is a plain text. Its label is a text of the tree unless it names another. */
export type TextShape<Name extends string = string> = {
  name: Name
  /** Characters, as the contract allows. */
  max: number
  /** Lines shown at first; left out, the text is one line. */
  lines?: number
  /** Keys of texts. */
  label?: string
  hint?: string
  /** Words for a picture: the assistant may propose them from the block's other texts. */
  isAlt?: boolean
}
/** A field that is a list of items, each of plain texts. */
export type ItemsShape<Name extends string = string> = {
  items: Name
  max: number
  /** Keys of texts: the n-th item, and adding one. */
  label: string
  addLabel: string
  fields: readonly TextShape[]
}
type ChangeOf<B> = (values: Partial<B>, field: string | null) => void
/**
 * Fields of any other sort. `change` takes the new values, and the name of the field a keystroke
 * went into (null for a change that is a step of its own).
 */
export type OwnFields<B> = { draw(block: B, change: ChangeOf<B>): VNode | VNode[] }

/** A field that is one of a few values. `optionTexts` is where the texts of the values begin. */
export type ChoiceShape<Name extends string = string> = {
  choice: Name
  options: readonly (string | number)[]
  label: string
  optionTexts: string
}

export type FieldOf<B> =
  | TextShape<Exclude<NamesOf<B, string>, 'key' | 'kind'>>
  | ItemsShape<NamesOf<B, readonly Record<string, string>[]>>
  | ChoiceShape<Exclude<NamesOf<B, string | number>, 'key' | 'kind'>>
  | OwnFields<B>
/** Any field, of a block whose kind is not known here. */
export type AnyField<B extends AnyBlock> = TextShape | ItemsShape | ChoiceShape | OwnFields<B>

/** What a new block is made from: free keys, and what the editor of the tree says (`Start`). */
export type WithKeys<Start> = Start & { newKey: () => string }

/** A text that is written where it is drawn, too. */
export type InPlace = {
  /** The name of a plain text of the block; of each of its items; or of what it holds. */
  name: string
  items?: string
  within?: string
  /** What it is drawn as, among the elements of its block. */
  selector: string
  /** Whether it has paragraphs and the small markup; left out, it is words on one line. */
  isRich?: boolean
  /** Characters, where no field of the kind says so. */
  max?: number
  /** What is drawn before its words. */
  before?: string
}

export type BlockKindView<B extends AnyBlock, Start> = {
  icon: Component
  /** The texts that are written where they are drawn. */
  inPlace?: readonly InPlace[]
  /** A block as it is added: filled with short words that say what belongs there. */
  create: (start: WithKeys<Start>) => B
  fields: readonly FieldOf<B>[]
}
/** A registry: the order is that of the palette. */
export type BlockKindViews<B extends AnyBlock, Start> = {
  readonly [Kind in B['kind']]: BlockKindView<Extract<B, { kind: Kind }>, Start>
}

export type BlockTree<B extends AnyBlock, Start> = {
  /** How a block is found on what was drawn; left out, nothing is edited where it is drawn. */
  drawn?: DrawnTree<B>
  kinds: {
    readonly [Kind in B['kind']]: {
      icon: Component
      inPlace?: readonly InPlace[]
      create: (start: WithKeys<Start>) => B
      fields: readonly AnyField<B>[]
    }
  }
  /** Fields that every kind has, below its own. */
  common?: OwnFields<B>
  /** What a row says of its block besides: a key of a text, and its sign; null for most. */
  sign?: (block: B) => { text: string; icon: Component } | null
  /** The kinds in the order of the palette. */
  palette: readonly B['kind'][]
  shape: TreeShape<B>
  /** The first words of a block, to tell it from others of its kind. */
  summary: (block: B) => string
  /**
   * Where the texts of its kinds and fields begin: `<kind>.hero`, `<about>.hero`, `<field>.title`;
   * and those of the editor itself, where its blocks are called otherwise. `<lists>.of.0` and
   * `<lists>.empty.0` head the first list of a block, where that is no column.
   */
  texts: { kind: string; about: string; field: string; editor?: string; lists?: string }
  /** What test ids begin with: of the list, and of fields. */
  testIds: { list: string; field: string }
}

/** A text of the editor, in the words of its tree. */
export const editorText = (tree: { texts: { editor?: string } }, name: string): string =>
  `${tree.texts.editor ?? 'blockEditor'}.${name}`

/** The kinds of a registry, in its order. */
export const kindsOf = <Kind extends string>(kinds: Readonly<Record<Kind, unknown>>): Kind[] =>
  // A registry has the kinds as its keys, and no others: its type says so.
  Object.keys(kinds) as Kind[]
