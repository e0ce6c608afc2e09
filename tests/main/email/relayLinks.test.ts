// Where links of the relay may stand, and that a second making of one means the same.
import { expect, it } from 'vitest'
import {
  confirmPage,
  previewPage,
  readUnsubscription,
  unsubscribePage,
} from '#main/relay/relayLinks.ts'
import { openToken } from '#main/relay/relayTokens.ts'

const tokenKey = new Uint8Array(32).fill(7)
const at = (url: string) => ({ url, tokenKey, hasTopics: false, signing: null })

it.each([
  ['https://relais.example', true],
  ['https://relais.example/sous/chemin', true],
  ['http://127.0.0.1:8080', true],
  ['http://localhost:8080', true],
  ['http://[::1]:8080', true],
  ['http://relais.example', false],
  ['http://127.0.0.1.relais.example', false],
  ['http://10.0.0.1', false],
])('a header may name %s: %s', (url, mayBeNamed) => {
  const page = unsubscribePage(at(url), 'abcdefghijklmnop', 'zoe@exemple.example')
  expect(page?.startsWith(`${url}/u/`) ?? false).toBe(mayBeNamed)
  expect(previewPage(at(url))).toBe(mayBeNamed ? `${url}/u/preview` : null)
  // A confirmation has no other way.
  expect(confirmPage(at(url), 'event')?.startsWith(`${url}/c/`)).toBe(true)
})

it('seals anew each time, and means the same', () => {
  const [one, other] = [
    unsubscribePage(at('https://r.example'), 'reference', 'zoe@exemple.example'),
    unsubscribePage(at('https://r.example'), 'reference', 'zoe@exemple.example'),
  ]
  expect(one).not.toBe(other)
  for (const page of [one, other])
    expect(openToken({ tokenKey }, 'unsubscribe', page?.split('/').at(-1) ?? '')).toBe(
      'reference zoe@exemple.example',
    )
  expect(unsubscribePage(null, 'reference', 'zoe@exemple.example')).toBeNull()
  expect(confirmPage(null, 'event')).toBeNull()
})

it('leaves an address out that would make the token longer than a token may be', () => {
  const read = (email: string) =>
    readUnsubscription(
      openToken(
        { tokenKey },
        'unsubscribe',
        unsubscribePage(at('https://r.example'), 'abcdefghijklmnop', email)?.split('/').at(-1) ??
          '',
      ) ?? '',
    )
  const longest = `${'a'.repeat(64)}@${'b'.repeat(189)}`
  expect(read(longest)).toEqual({ reference: 'abcdefghijklmnop', email: longest })
  expect(read(`${'é'.repeat(64)}@${'b'.repeat(189)}`)).toEqual({
    reference: 'abcdefghijklmnop',
    email: '',
  })
})
