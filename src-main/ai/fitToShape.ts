// A value that is nearly what was asked for, made to fit its JSON schema: nothing is added to it
// but what says "nothing", and what is taken away is told.
import { shortened, shortenedToSentence } from '#shared/rules/shortened.ts'
import type { AnswerTrim, AnswerTrimKind } from '#shared/rules/answerTrims.ts'
import type { JsonShape } from './jsonShape.ts'

export type Fitted = {
  value: unknown
  trims: AnswerTrim[]
  /** How much had to be bent: of several candidates the least bent is meant. */
  bends: number
}
export type FitOptions = {
  /**
   * For steps that build on one another: lists are taken as a whole or not at all, and what is
   * missing does not stand for nothing.
   */
  isExact?: boolean
}

/** @returns null where the value cannot be what was asked for */
export function fitToShape(
  value: unknown,
  shape: JsonShape,
  options: FitOptions = {},
): Fitted | null {
  const fit = new Fit(options)
  const fitted = fit.value(value, shape, '')
  return fitted === misfit ? null : { value: fitted, trims: fit.trims, bends: fit.bends }
}

const misfit = Symbol('misfit')
type Json = { [name: string]: unknown }
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isMissing = (value: unknown): boolean => value === null || value === undefined
/** `Out of office` and `out_of_office`, `next_step` and `nextStep`: one name. */
const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()
const numberIn = (shape: JsonShape, name: string): number | null =>
  typeof shape[name] === 'number' ? shape[name] : null
const shapesIn = (shape: JsonShape, name: string): JsonShape[] =>
  Array.isArray(shape[name]) ? shape[name].filter(isObject) : []
/** Items up to this length are lines: half of one is worth less than none. In code units. */
const longestLine = 300

class Fit {
  trims: AnswerTrim[] = []
  bends = 0
  readonly #options: FitOptions
  constructor(options: FitOptions) {
    this.#options = options
  }

  /** @param part the name of the field it is, for what is told */
  value(value: unknown, shape: JsonShape, part: string): unknown {
    const types: unknown[] = Array.isArray(shape['type']) ? shape['type'] : []
    const choices = [...shapesIn(shape, 'anyOf'), ...types.map((type) => ({ ...shape, type }))]
    if (choices.length > 0) return this.#choice(value, choices, part)
    if (shape['const'] !== undefined) return this.#enum(value, [shape['const']])
    if (Array.isArray(shape['enum'])) return this.#enum(value, shape['enum'])
    switch (shape['type']) {
      case 'string':
        return this.#text(value, shape, part)
      case 'number':
      case 'integer':
        return this.#number(value)
      case 'boolean':
        return this.#boolean(value)
      case 'null':
        return isNothing(value) ? null : misfit
      case 'array':
        return this.#list(value, shape, part)
      case 'object':
        return this.#object(value, shape, part)
      default:
        return value
    }
  }

  #bent<Value>(value: Value): Value {
    this.bends += 1
    return value
  }

  #told(kind: AnswerTrimKind, part: string, count = 1): void {
    this.bends += 1
    const known = this.trims.find((trim) => trim.kind === kind && trim.part === part)
    if (known === undefined) this.trims.push({ kind, part, count })
    else known.count += count
  }

  /** What it does to a value is kept only if it fits. */
  #tried(value: unknown, shape: JsonShape, part: string): { value: unknown; fit: Fit } | null {
    const fit = new Fit(this.#options)
    const fitted = fit.value(value, shape, part)
    return fitted === misfit ? null : { value: fitted, fit }
  }

  #taken({ value, fit }: { value: unknown; fit: Fit }): unknown {
    this.bends += fit.bends
    for (const { kind, part, count } of fit.trims) this.#told(kind, part, count)
    return value
  }

  #choice(value: unknown, choices: JsonShape[], part: string): unknown {
    const [best] = choices
      .map((choice) => this.#tried(value, choice, part))
      .filter((tried) => tried !== null)
      .sort((a, b) => a.fit.bends - b.fit.bends)
    if (best !== undefined) return this.#taken(best)
    // Something unreadable where nothing is allowed, too: nothing.
    if (!choices.some(({ type }) => type === 'null') || isObject(value)) return misfit
    this.#told('unreadable', part)
    return null
  }

  #enum(value: unknown, allowed: unknown[]): unknown {
    if (allowed.includes(value)) return value
    if (typeof value !== 'string') return misfit
    const found = allowed.find(
      (word) => typeof word === 'string' && plainName(word) === plainName(value),
    )
    return found === undefined ? misfit : this.#bent(found)
  }

  #text(value: unknown, shape: JsonShape, part: string): unknown {
    const text = this.#asText(value)
    if (text === null || text.trim().length < (numberIn(shape, 'minLength') ?? 0)) return misfit
    const max = numberIn(shape, 'maxLength')
    if (max === null || text.length <= max) return text
    this.#told('shortened', part)
    return max <= longestLine ? shortened(text, max) : shortenedToSentence(text, max)
  }

  #asText(value: unknown): string | null {
    if (isMissing(value) || /^(?:null|undefined|none)$/iu.test(String(value))) return this.#bent('')
    if (typeof value === 'string') return value
    if (typeof value === 'number') return this.#bent(String(value))
    if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string'))
      return this.#bent(value.join('\n'))
    const [only, ...others] = isObject(value) ? Object.values(value) : []
    return typeof only === 'string' && others.length === 0 ? this.#bent(only) : null
  }

  #number(value: unknown): unknown {
    if (typeof value === 'number') return value
    const number = typeof value === 'string' ? numberFrom(value) : null
    return number === null ? misfit : this.#bent(number)
  }

  #boolean(value: unknown): unknown {
    if (typeof value === 'boolean') return value
    if (isNothing(value) || /^(?:false|no|non|0)$/iu.test(String(value))) return this.#bent(false)
    return /^(?:true|yes|oui|1)$/iu.test(String(value)) ? this.#bent(true) : misfit
  }

  #list(value: unknown, shape: JsonShape, part: string): unknown {
    const items = isObject(shape['items']) ? shape['items'] : {}
    const list = this.#asList(value, items)
    if (list === null) return misfit
    const max = numberIn(shape, 'maxItems') ?? Infinity
    const fitted = this.#items(list, items, part)
    if (fitted === null || fitted.length < (numberIn(shape, 'minItems') ?? 0)) return misfit
    if (fitted.length <= max) return fitted
    if (this.#options.isExact === true) return misfit
    this.#told('too_many', part, fitted.length - max)
    return fitted.slice(0, max)
  }

  #asList(value: unknown, items: JsonShape): unknown[] | null {
    if (Array.isArray(value)) return value
    if (isNothing(value)) return this.#bent([])
    const wantsText = items['type'] === 'string'
    if (typeof value === 'string') return wantsText ? this.#bent(linesOf(value)) : null
    if (!isObject(value)) return null
    const inner = Object.values(value)
    const lists = inner.filter((each) => Array.isArray(each))
    if (lists.length === 1 && inner.length === 1) return this.#bent(lists[0] ?? [])
    if (inner.length > 0 && Object.keys(value).every((name) => /^\d+$/u.test(name)))
      return this.#bent(inner)
    return this.#tried(value, items, '') === null ? null : this.#bent([value])
  }

  /** Those that fit. Null where none of several does, or where one does not and all are needed. */
  #items(list: unknown[], shape: JsonShape, part: string): unknown[] | null {
    const max = numberIn(shape, 'maxLength') ?? Infinity
    const given = list.filter((item) => !isNothing(item))
    const tried = given.map((item) => ({ item, tried: this.#tried(item, shape, part) }))
    const usable = tried.filter((each) => each.tried !== null)
    const isLong = (item: unknown) =>
      max <= longestLine && typeof item === 'string' && item.length > max
    const short = usable.filter(({ item }) => !isLong(item))
    // A line that is too long goes, unless it is all there is.
    const kept = short.length > 0 ? short : usable
    const isExact = this.#options.isExact === true
    if (usable.length < given.length && (isExact || usable.length === 0)) return null
    if (usable.length < given.length) this.#told('unreadable', part, given.length - usable.length)
    if (kept.length < usable.length) this.#told('too_long', part, usable.length - kept.length)
    return kept.flatMap((each) => (each.tried === null ? [] : [this.#taken(each.tried)]))
  }

  #object(value: unknown, shape: JsonShape, part: string): unknown {
    const object = this.#asObject(value, shape)
    if (object === null) return misfit
    const properties = isObject(shape['properties']) ? shape['properties'] : {}
    const required = Array.isArray(shape['required']) ? shape['required'] : []
    const names = new Map(Object.keys(object).map((name) => [plainName(name), name]))
    const result: Json = {}
    const used = new Set<string>()
    for (const [name, inner] of Object.entries(properties)) {
      const given = Object.hasOwn(object, name) ? name : (names.get(plainName(name)) ?? name)
      if (given !== name) this.bends += 1
      used.add(given)
      const isGiven = Object.hasOwn(object, given) && object[given] !== undefined
      if (!isGiven && !required.includes(name)) continue
      if (!isGiven && this.#options.isExact === true) return misfit
      const fitted = this.value(isGiven ? object[given] : null, isObject(inner) ? inner : {}, name)
      if (fitted !== misfit) result[name] = fitted
      else if (isMissing(object[given]) && !required.includes(name)) this.bends += 1
      else return misfit
    }
    const extra = Object.keys(object).filter((name) => !used.has(name))
    if (shape['additionalProperties'] === false || shape['additionalProperties'] === undefined)
      for (const name of extra) this.#told('extra', [part, name].filter(Boolean).join('.'))
    else for (const name of extra) if (name !== '__proto__') result[name] = object[name]
    return result
  }

  #asObject(value: unknown, shape: JsonShape): Json | null {
    const properties = isObject(shape['properties']) ? shape['properties'] : {}
    const names = new Set(Object.keys(properties).map(plainName))
    const knows = (each: unknown): each is Json =>
      isObject(each) && Object.keys(each).some((name) => names.has(plainName(name)))
    if (knows(value) || (isObject(value) && names.size === 0)) return value
    if (typeof value === 'string') return this.#objectIn(value, shape)
    const parts = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []
    const [inner, ...others] = parts.filter(knows)
    if (inner !== undefined && others.length === 0 && (isObject(value) || parts.length === 1))
      return this.#bent(inner)
    // A wrapper around a wrapper, or around JSON in a string.
    const [only, ...more] = parts
    if (more.length === 0 && (isObject(only) || typeof only === 'string')) {
      const unwrapped = this.#asObject(only, shape)
      if (unwrapped !== null) return this.#bent(unwrapped)
    }
    const lists = Object.entries(properties).filter(
      ([, inner]) => isObject(inner) && inner['type'] === 'array',
    )
    const [list] = lists
    const isListMeant = Array.isArray(value) && lists.length === 1 && names.size === 1
    return isListMeant && list !== undefined ? this.#bent({ [list[0]]: value }) : null
  }

  #objectIn(text: string, shape: JsonShape): Json | null {
    if (!/^\s*[{[]/u.test(text)) return null
    try {
      const inner: unknown = JSON.parse(text)
      return typeof inner === 'string' ? null : this.#bent(this.#asObject(inner, shape))
    } catch {
      return null
    }
  }
}

/** Nothing, in the ways models say it. An empty list or object where something is optional, too. */
function isNothing(value: unknown): boolean {
  if (isMissing(value) || value === false) return true
  if (typeof value === 'string') return /^\s*(?:null|none|undefined|nan|n\/a)?\s*$/iu.test(value)
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

/** `49`, `49.90`, `49,90 €`, `1 290 EUR`. Null for what can be read in two ways: `1.290`. */
function numberFrom(text: string): number | null {
  const digits =
    /^(?:[€$£]|EUR|USD|GBP)?\s*(-?\d+|-?\d{1,3}(?:[\s’']\d{3})+)(?:[.,](\d{1,2}))?\s*(?:[€$£]|EUR|USD|GBP|euros?)?$/iu.exec(
      text.trim(),
    )
  if (digits === null) return null
  return Number(`${(digits[1] ?? '').replace(/[\s’']/gu, '')}.${digits[2] ?? '0'}`)
}

/** A list in a text, a line each, without its signs. */
const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/u)
    .map((line) => line.replace(/^\s*(?:[-*•–]|\d{1,2}[.)])\s+/u, '').trim())
    .filter((line) => line !== '')
