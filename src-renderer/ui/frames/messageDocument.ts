// Makes the HTML of a message safe to show: sanitised, then enclosed in a document that may load
// nothing.
import DOMPurify from 'dompurify'

const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

/**
 * The document for an `<iframe sandbox="" srcdoc>`. Always on white: a message is written for a
 * mail reader's page. The style sheets of a
 * whole document come along, because columns and telephones depend on them.
 */
export function messageDocument(html: string): string {
  const clean = DOMPurify.sanitize(html, {
    WHOLE_DOCUMENT: true,
    FORBID_TAGS: [
      'script',
      'iframe',
      'object',
      'embed',
      'form',
      'input',
      'button',
      'meta',
      'base',
      'link',
      'title',
    ],
    ADD_ATTR: ['target'],
  })
  const parsed = new DOMParser().parseFromString(clean, 'text/html')
  // The policy below forbids them, too; but a browser that looks ahead for pictures must find no
  // address at all.
  for (const element of parsed.querySelectorAll('[src], [srcset], [background], [poster]')) {
    for (const name of ['src', 'srcset', 'background', 'poster'])
      if (element.getAttribute(name)?.startsWith('data:') === false) element.removeAttribute(name)
  }
  const own = [...parsed.querySelectorAll('head style')].map((style) => style.outerHTML).join('')
  const { body } = parsed
  const ground = body.getAttribute('style') ?? ''
  const margin = own === '' ? '16px' : '0'
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>body{margin:${margin};font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;color:#1b1c20;background:#fff;overflow-wrap:anywhere}img{max-width:100%}</style>${own}</head><body${ground === '' ? '' : ` style="${attribute(ground)}"`}>${body.innerHTML}</body></html>`
}

const attribute = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
