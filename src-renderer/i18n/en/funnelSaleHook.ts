// English: the sale webhook of a relay.

export const funnelSaleHook = {
  title: 'Sales told by a provider',
  text: 'A payment provider or an automation can tell the relay about each sale. It is counted here at the next fetch.',
  reveal: 'Show address and secret',
  hide: 'Hide',
  address: 'Address',
  secret: 'Secret',
  copy_address: 'Copy the address',
  copy_secret: 'Copy the secret',
  copied: 'Copied',
  notCopied: 'Copying was not allowed',
  sign: 'Each message is signed: the header X-WeBox-Signature holds the time in seconds (t) and the HMAC-SHA256, under the secret, of “time.body” (v1). A signature is good for five minutes; the same externalId counts once. A refund is told in the same way, with "type": "refund" and an externalId of its own; what is not understood is refused, with the reason.',
  reference:
    'To ascribe the sale to a lead, add “reference”: the client_reference_id that the payment link was given.',
  example: 'Example for a terminal',
  copyExample: 'Copy the example',
  funnelWord: 'funnel',
  pageWord: 'page',
  unpublished:
    'This funnel is not published: replace “funnel” and “page” by the words of its address once it is online.',
  renew: 'Change the secret',
  renewTitle: 'Change address and secret',
  renewText:
    'The present address and secret stop being valid at once. Sales told with them are refused until the provider has the new ones.',
  renewed: 'New address and secret in place',
}
