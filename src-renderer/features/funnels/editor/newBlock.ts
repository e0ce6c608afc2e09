// A block as it is added: filled with short words in the funnel's language, so that the preview
// shows at once what it is for.
import type { Block, BlockKind } from '#shared/contract/pageBlocks.ts'
import type { FunnelPage } from '#shared/contract/funnelPages.ts'

/** A sentence of `funnels.start` in the language of the funnel. */
export type StartWords = (key: string) => string
type Start = {
  kind: BlockKind
  key: string
  pageType: FunnelPage['pageType']
  words: StartWords
  now: number
}

const day = 86_400_000

export function newBlock({ kind, key, pageType, words, now }: Start): Block {
  const button = {
    label: words('button'),
    target: pageType === 'optin' || pageType === 'webinar' ? ('form' as const) : ('next' as const),
  }
  switch (kind) {
    case 'hero':
      return {
        key,
        kind,
        title: words('heroTitle'),
        text: words('heroText'),
        button,
        imageId: null,
        imageAlt: '',
      }
    case 'text':
      return { key, kind, text: words('text') }
    case 'image':
      return { key, kind, imageId: null, imageAlt: '', caption: '' }
    case 'benefits':
      return {
        key,
        kind,
        title: words('benefitsTitle'),
        items: [1, 2, 3].map((at) => ({
          title: words(`benefit${at}`),
          text: words('benefitText'),
        })),
      }
    case 'proof':
      // A testimonial is never made up: the words say what belongs there.
      return {
        key,
        kind,
        title: words('proofTitle'),
        quotes: [{ text: words('quote'), author: words('quoteAuthor'), role: '' }],
      }
    case 'video':
      return { key, kind, title: words('videoTitle'), url: '', text: '' }
    case 'countdown':
      return {
        key,
        kind,
        title: words('countdownTitle'),
        until: new Date(now + 7 * day).toISOString(),
        after: words('countdownAfter'),
      }
    case 'form':
      return {
        key,
        kind,
        title: words('formTitle'),
        fields: [
          { field: 'firstName', label: words('firstName'), isRequired: false },
          { field: 'email', label: words('email'), isRequired: true },
        ],
        buttonLabel: words('formButton'),
        consentText: words('consent'),
        measureConsentText: '',
        doubleOptIn: false,
        tag: '',
      }
    case 'price':
      return {
        key,
        kind,
        title: words('priceTitle'),
        features: [words('feature1'), words('feature2'), words('feature3')],
        note: '',
        button: { label: words('buy'), target: 'payment' },
      }
    case 'button':
      return { key, kind, button, note: '' }
    case 'faq':
      return {
        key,
        kind,
        title: words('faqTitle'),
        items: [{ question: words('question'), answer: words('answer') }],
      }
    case 'legal':
      return { key, kind, text: words('legal') }
    case 'divider':
      return { key, kind }
  }
}
