// The part of an address made from a name: letters without accents, digits, single hyphens.

import { slugText } from '#shared/rules/foldText.ts'

/** `Mes 3 Étés !` → `mes-3-etes`. Names without a Latin letter or digit take the fallback. */
export function slugFrom(name: string, fallback: string): string {
  const slug = slugText(name, 60)
  return slug === '' ? fallback : slug
}

/** The slug, or the first of slug-2, slug-3, … that is free. */
export function freeSlug(slug: string, isTaken: (slug: string) => boolean): string {
  if (!isTaken(slug)) return slug
  for (let number = 2; ; number += 1) {
    const numbered = `${slug}-${number}`
    if (!isTaken(numbered)) return numbered
  }
}
