// How a sale is told to the relay, as lines for a shell: what a provider's automation has to do, in
// the shortest form that runs.

export type SaleExample = {
  address: string
  secret: string
  funnel: string
  page: string
  currency: string
}

/** Quoted so that a shell takes it as it is. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

export function saleExample({ address, secret, funnel, page, currency }: SaleExample): string {
  const sale = JSON.stringify({ funnel, page, amountCents: 4900, currency, externalId: 'pay_123' })
  return [
    `SECRET=${quoted(secret)}`,
    `BODY=${quoted(sale)}`,
    'TIME=$(date +%s)',
    `SIGNATURE=$(printf '%s.%s' "$TIME" "$BODY" | openssl dgst -sha256 -hmac "$SECRET" -hex | sed 's/^.* //')`,
    `curl -X POST ${quoted(address)} -H 'Content-Type: application/json' -H "X-WeBox-Signature: t=$TIME,v1=$SIGNATURE" -d "$BODY"`,
  ].join('\n')
}

/** The last parts of a published page's address: what the funnel and the page are called there. */
export function publishedNames(
  url: string | null,
  slug: string,
): { funnel: string; page: string } | null {
  const funnel = url === null ? null : /\/f\/([a-z0-9-]+)\//.exec(url)?.[1]
  return funnel == null ? null : { funnel, page: slug }
}
