// Where a business is found besides its own site, and how what somebody types becomes an address.
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

/** What a link without words of its own says: the network, or the host of a site. */
export function nameOfNetwork(network: SocialNetwork, link: string): string {
  if (names[network] !== '') return names[network]
  return /^https:\/\/(?:www\.)?([^/?#:]+)/i.exec(link)?.[1] ?? link
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

/**
 * `@name` as the address of that profile, and a number with its country as one of WhatsApp; whatever
 * else is left as it was typed.
 */
export function socialAddress(network: SocialNetwork, typed: string): string {
  const trimmed = typed.trim()
  const profile = profiles[network]
  const name = /^@([\w.-]{1,60})$/.exec(trimmed)?.[1]
  if (profile !== undefined && name !== undefined) return `${profile}${name}`
  const digits = /^(?:\+|00)([\d\s().-]{8,24})$/.exec(trimmed)?.[1]?.replace(/\D/g, '')
  return network === 'whatsapp' && digits !== undefined ? `https://wa.me/${digits}` : trimmed
}
