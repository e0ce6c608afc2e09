// The relay's own pages are valid HTML in both languages: unsubscribe, confirm, thanks, not found
// and the rest.
import { describe, expect, it } from 'vitest'
import { ownMessages, ownPage } from '../../src-relay/relayTexts.ts'
import { htmlObjections } from '../support/htmlObjections.ts'

describe('a page of the relay itself', () => {
  it.each(['fr', 'en'] as const)(
    'is valid HTML in %s, with and without a list and a form',
    (language) => {
      expect(ownMessages).toContain('unsubscribed')
      for (const message of ownMessages) {
        expect(htmlObjections(ownPage(language, message)), message).toEqual([])
        const form = {
          button: 'confirmButton' as const,
          action: '/f/"><b>',
          values: [
            ['first', '"><script>'],
            ['second', ''],
          ] as [string, string][],
        }
        expect(
          htmlObjections(ownPage(language, message, { items: ['</ul><b>', ''], form })),
          message,
        ).toEqual([])
      }
    },
  )
})
