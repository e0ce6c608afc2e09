// Makes the HTML of a message safe to show: sanitised, then enclosed in a document that may load nothing.
import DOMPurify from 'dompurify'

const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

/** The document for an `<iframe sandbox="" srcdoc>`. Always on white: a message is written for a mail reader's page. */
export function messageDocument(html: string): string {
  const clean = DOMPurify.sanitize(html, {
    WHOLE_DOCUMENT: false,
    FORBID_TAGS: ['script', 'iframe', 'object', 'embed', 'form', 'input', 'button', 'meta', 'base', 'link'],
    ADD_ATTR: ['target'],
  })
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>body{margin:16px;font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;color:#1b1c20;background:#fff;overflow-wrap:anywhere}img{max-width:100%}</style></head><body>${clean}</body></html>`
}
