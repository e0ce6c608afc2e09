// What a drawn message leads to and shows: its links and pictures, judged by how they are written.
// Nothing is asked of the network.
import { withoutEntities } from '#main/mail/htmlAddress.ts'
import type { FindingName } from '#shared/contract/email/campaignCheck.ts'
import { scanHtml, type StartTag } from '#shared/rules/htmlScanner.ts'
import { hashOfAddress } from '#shared/rules/sending/messageFiles.ts'
import { shortened } from '#shared/rules/shortened.ts'

type HtmlFinding = { finding: FindingName; about: string }

const maxAbout = 120

/** @param hasPicture whether a file of this content leaves with the message */
export function findInHtml(html: string, hasPicture: (hash: string) => boolean): HtmlFinding[] {
  const found: HtmlFinding[] = []
  const add = (finding: FindingName | null, about: string) => {
    if (finding !== null) found.push({ finding, about: shortened(about, maxAbout) })
  }
  scanHtml(html, (token) => {
    if (token.kind !== 'startTag') return
    const valueOf = (name: string) => attribute(token, name)
    if (token.name === 'a' || token.name === 'area') {
      const href = valueOf('href')
      if (href !== null) add(linkFinding(href), href)
    }
    if (token.name !== 'img') return
    const src = valueOf('src') ?? ''
    add(pictureFinding(src, hasPicture), src)
    if (valueOf('alt') === null) add('picture_without_alt', src)
  })
  return found
}

function attribute({ attributes }: StartTag, wanted: string): string | null {
  const found = attributes.find(({ name }) => name === wanted)
  return found === undefined ? null : withoutEntities(found.value ?? '').trim()
}

/** A link of a message, as it will be followed. */
export function linkFinding(href: string): FindingName | null {
  if (href === '' || href === '#') return 'link_empty'
  // To a place in the message itself.
  if (href.startsWith('#')) return null
  // A message to nobody in particular is one to hand on: whoever follows it says to whom.
  if (/^(?:tel|sms|mailto):/i.test(href))
    return /^\w+:(?:[^?]|\?.)/.test(href) ? null : 'link_broken'
  if (!/^https?:/i.test(href)) return /^[a-z][a-z0-9+.-]*:/i.test(href) ? null : 'link_broken'
  // Spaces behind the host are no fault: mail programs and browsers encode them.
  if (!URL.canParse(href)) return 'link_broken'
  const { protocol, hostname } = new URL(href)
  if (isLocal(hostname)) return 'link_local'
  if (!/\.[\p{L}\d-]{2,}\.?$/u.test(hostname) && !/^\[|^\d+(?:\.\d+){3}$/.test(hostname))
    return 'link_broken'
  return protocol === 'http:' ? 'link_insecure' : null
}

const isLocal = (host: string): boolean =>
  /^(?:localhost|.*\.(?:local|localhost|internal|lan|test|invalid)|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|0\.0\.0\.0|\[::1?\])$/i.test(
    host,
  )

function pictureFinding(src: string, hasPicture: (hash: string) => boolean): FindingName | null {
  if (/^cid:/i.test(src)) {
    const hash = hashOfAddress(src.toLowerCase())
    return hash !== null && hasPicture(hash) ? null : 'picture_missing'
  }
  if (/^data:/i.test(src)) return 'picture_inline'
  if (src === '') return 'picture_missing'
  const finding = linkFinding(src)
  return finding === 'link_empty' || finding === 'link_broken' ? 'picture_missing' : finding
}
