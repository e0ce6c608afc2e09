// Where a business is found besides its own site, and how what somebody types becomes an address.
import { phoneNumbers } from '../../rules/phoneNumber.ts'
import { readableLink } from './mailMarkup.ts'

export const socialNetworks = [
  'facebook',
  'instagram',
  'linkedin',
  'youtube',
  'tiktok',
  'pinterest',
  'x',
  'whatsapp',
  'googleReviews',
  'website',
] as const
export type SocialNetwork = (typeof socialNetworks)[number]

/** As each calls itself, in any language; a site is told by its own address. */
const names: Record<SocialNetwork, string> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  linkedin: 'LinkedIn',
  youtube: 'YouTube',
  tiktok: 'TikTok',
  pinterest: 'Pinterest',
  x: 'X',
  whatsapp: 'WhatsApp',
  googleReviews: 'Google',
  website: '',
}

/** What a link without words of its own says: the network, the host of a site, or a mail address. */
export function nameOfNetwork(network: SocialNetwork, link: string): string {
  if (names[network] !== '') return names[network]
  return /^https:\/\/(?:www\.)?([^/?#:]+)/i.exec(link)?.[1] ?? readableLink(link)
}

/** Where a profile stands by the name it has there. */
const profiles: Partial<Record<SocialNetwork, string>> = {
  facebook: 'https://www.facebook.com/',
  instagram: 'https://www.instagram.com/',
  linkedin: 'https://www.linkedin.com/in/',
  youtube: 'https://www.youtube.com/@',
  tiktok: 'https://www.tiktok.com/@',
  pinterest: 'https://www.pinterest.com/',
  x: 'https://x.com/',
}

/** A name as networks give them. */
const namePattern = /^[\w.-]{1,60}$/

/**
 * `@name` as the address of that profile, and a number with its country as one of WhatsApp; whatever
 * else is left as it was typed.
 */
export function socialAddress(network: SocialNetwork, typed: string): string {
  const trimmed = typed.trim()
  const profile = profiles[network]
  if (profile !== undefined && trimmed.startsWith('@') && namePattern.test(trimmed.slice(1)))
    return `${profile}${trimmed.slice(1)}`
  const digits = network === 'whatsapp' ? digitsFromAbroad(trimmed) : null
  return digits === null ? trimmed : `https://wa.me/${digits}`
}

/** Null without the country, and for what is too short or too long to be a number anywhere. */
function digitsFromAbroad(typed: string): string | null {
  if (!/^(?:\+|00)[\d\s().-]+$/.test(typed)) return null
  const digits = phoneNumbers(typed)[0]?.international ?? ''
  return /^\d{7,15}$/.test(digits) ? digits : null
}

/** A number for WhatsApp that could be one of any country: it leads to nobody. */
export function lacksCountry(network: SocialNetwork, typed: string): boolean {
  if (network !== 'whatsapp') return false
  return /^(?!00)\(?\d[\d\s().-]*$|^(?:https:\/\/)?wa\.me\/0/i.test(typed.trim())
}

/** A link after its network was changed: the name of a profile is looked for on the new one. */
export function onNetwork(from: SocialNetwork, to: SocialNetwork, link: string): string {
  const [before, after] = [profiles[from], profiles[to]]
  if (before === undefined || after === undefined || !link.startsWith(before)) return link
  const name = link.slice(before.length)
  return namePattern.test(name) ? `${after}${name}` : link
}
