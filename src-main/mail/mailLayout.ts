// A tree of mail blocks as the HTML and the text of a message. The only file that knows MJML.
import type { MailTree } from '#shared/contract/mailBlocks.ts'
import { mailMjml } from '#shared/rules/mailMjml.ts'
import { mailText } from '#shared/rules/mailText.ts'

export type MailLayout = {
  html: string
  text: string
  /** Of the HTML, before the lines every message ends with. */
  bytes: number
}

/**
 * Strictly validated: a tree that made wrong MJML would be a defect of the rules, and throws.
 * The HTML keeps the conditional comments classic Outlook lays columns out by. Nothing of them is typed by anybody.
 */
export async function layOutMail(tree: MailTree): Promise<MailLayout> {
  // Loaded when first needed: it is the largest library of the application, and most starts draw no message.
  const { default: mjml2html } = await import('mjml')
  const { html: drawn } = await mjml2html(mailMjml(tree), { validationLevel: 'strict', ignoreIncludes: true, fonts: {}, keepComments: false })
  const html = compact(drawn)
  return { html, text: mailText(tree), bytes: Buffer.byteLength(html, 'utf8') }
}

/** MJML indents its output: a third of a message would be spaces. Lines never begin within a text, whose own breaks are elements. */
function compact(html: string): string {
  return html
    .replace(/[ \t]+$/gm, '')
    .replace(/^[ \t]+/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim()
}
