// Headers of everything the relay answers. No cookie, nothing of a third party, nothing that
// another site may frame.

/**
 * Policy of a published page. Only the application's own scripts, named by their hashes, may run.
 */
export function contentPolicy(scriptHashes: string[]): string {
  const scripts =
    scriptHashes.length === 0 ? `'none'` : scriptHashes.map((hash) => `'${hash}'`).join(' ')
  return `default-src 'none'; script-src ${scripts}; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
}

/** Policy of what is no page: pictures, JSON, plain text. */
export const barePolicy = `default-src 'none'; frame-ancestors 'none'; sandbox`

/** As a flat list, which Node writes without another look at it. */
export function securityHeaders(policy: string): string[] {
  return [
    ...['Content-Security-Policy', policy],
    ...['X-Content-Type-Options', 'nosniff'],
    ...['X-Frame-Options', 'DENY'],
    ...['Referrer-Policy', 'no-referrer'],
    ...['Cross-Origin-Opener-Policy', 'same-origin'],
    ...['Cross-Origin-Resource-Policy', 'same-origin'],
    ...[
      'Permissions-Policy',
      'camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()',
    ],
    ...['Cache-Control', 'no-store'],
  ]
}

export const bareHeaders = securityHeaders(barePolicy)
/** Pages of the relay itself: a form at most, no script. */
export const ownPageHeaders = [
  ...securityHeaders(contentPolicy([])),
  'Content-Type',
  'text/html; charset=utf-8',
]
/** A picture is named by its content, so it never changes. */
export const pictureHeaders = bareHeaders.map((value) =>
  value === 'no-store' ? 'public, max-age=31536000, immutable' : value,
)
