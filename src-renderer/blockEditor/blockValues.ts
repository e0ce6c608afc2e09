// The values of a block by the names of its fields, for fields that are told of it by their shape.
import type { ItemsShape, TextShape } from './blockKind.ts'

export type Item = Record<string, string>
export const valueOf = (block: object, name: string): unknown =>
  Object.entries(block).find(([key]) => key === name)?.[1]
const isItem = (value: unknown): value is Item =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((inner) => typeof inner === 'string')

export function textOf(block: object, { name }: Pick<TextShape, 'name'>): string {
  const value = valueOf(block, name)
  return typeof value === 'string' ? value : ''
}
export function choiceOf(block: object, name: string): string | number | null {
  const value = valueOf(block, name)
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
export function itemsOf(block: object, { items }: Pick<ItemsShape, 'items'>): Item[] {
  const value = valueOf(block, items)
  return Array.isArray(value) ? value.filter(isItem) : []
}
export const emptyItem = ({ fields }: ItemsShape): Item =>
  Object.fromEntries(fields.map(({ name }) => [name, '']))
