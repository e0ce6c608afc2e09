// The words a lead is found by and the text it is sorted by, derived whenever one is written: the
// triggers put the words into the index as they are.
import { foldText, foldedWords } from '#shared/rules/foldText.ts'
import { phoneWords } from '#shared/rules/phoneNumber.ts'
import { tagKey } from '#shared/rules/tags.ts'
import {
  addressesOf,
  phonesOf,
  readContactPoints,
  type ContactPoints,
} from '../contactPoints/contactPoints.ts'
import type { LeadRow } from './leads.table.ts'

type Named = Pick<LeadRow, 'firstName' | 'lastName' | 'email' | 'company' | 'phone'>

/**
 * SQL over `leads`: the words of a row. One that a program wrote without them is found by what SQL
 * makes of its columns. As migration 17 has it.
 */
export const leadWordsSql = `coalesce(nullif(leads.search_words, ''), lower(concat_ws(' ', leads.first_name, leads.last_name, leads.email, leads.company, leads.phone)))`

/** In characters. */
const maxSortName = 120

/** Removes how tags nobody has any more were spelt: their spelling is free again. */
export const forgetUnusedTagsSql =
  'DELETE FROM tag_spellings WHERE NOT EXISTS (SELECT 1 FROM lead_tags WHERE tag = key)'

/** Names, addresses and company folded, and phone numbers as `phoneWords`; spaces between. */
export function searchWords(lead: Named & { contactPoints: ContactPoints }): string {
  const { firstName, lastName, company } = lead
  const words = [firstName, lastName, ...addressesOf(lead), company].flatMap((text) =>
    text === null ? [] : foldedWords(text),
  )
  for (const name of [firstName, lastName, company]) words.push(...joinedWords(name ?? ''))
  words.push(...phonesOf(lead).flatMap(phoneWords))
  return [...new Set(words)].join(' ')
}

/** `O’Brien` and `Jean-Luc` are also typed in one word. */
const joinedWords = (name: string): string[] =>
  /['’‐-]/u.test(name)
    ? (foldText(name).match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)+/gu) ?? []).map((one) =>
        one.replace(/['-]/g, ''),
      )
    : []

/**
 * Leads without a name come last, by phone number: U+FFFF sorts after every letter. An import finds
 * them again by it.
 */
export function sortName({ firstName, lastName, email, company, phone }: Named): string {
  const name = [lastName, firstName].filter(Boolean).join(' ') || company || email || ''
  return name === '' ? `\uffff${phone ?? ''}` : foldText(name).slice(0, maxSortName)
}

/**
 * What each tag is found by, in their order; empty if lower-case ASCII says it for all of them,
 * which the triggers know by themselves.
 */
export function tagKeys(tags: readonly string[]): string[] {
  const keys = tags.map(tagKey)
  return keys.every((key, index) => key === asciiLower(tags[index] ?? '')) ? [] : keys
}

/**
 * The derived columns of a row as it is stored: for one that was kept by a version which derived
 * otherwise. Texts that are none count as empty.
 */
export function derivedColumns(row: Readonly<Record<string, unknown>>): {
  search_words: string
  sort_name: string
  tag_keys: string
} {
  const text = (column: string) => {
    const value = row[column]
    return typeof value === 'string' ? value : null
  }
  const lead = {
    firstName: text('first_name'),
    lastName: text('last_name'),
    email: text('email'),
    company: text('company'),
    phone: text('phone'),
    contactPoints: readContactPoints(text('contact_points') ?? '{}'),
  }
  const tags: unknown = JSON.parse(text('tags') ?? '[]')
  return {
    search_words: searchWords(lead),
    sort_name: sortName(lead),
    tag_keys: JSON.stringify(tagKeys(Array.isArray(tags) ? tags.map(String) : [])),
  }
}

const asciiLower = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
