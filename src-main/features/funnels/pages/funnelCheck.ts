// What is wrong with a funnel before it is published, and what visitors will not see of it. Pure:
// rows in, problems out.
import type { z } from 'zod'
import type { FunnelCheck } from '#shared/contract/funnelChecks.ts'
import type { PageButton } from '#shared/blocks/page/pageButton.ts'
import { distinctFields } from '#shared/blocks/page/form.ts'
import { asksIdentity } from '#shared/rules/formAnswers.ts'
import { promisesMail } from '#shared/rules/promisedMail.ts'
import { textsIn } from '#shared/rules/treeTexts.ts'
import { pageBlockOf, type PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import { businessPlaces, type BusinessWords } from '#shared/rules/businessPlaces.ts'
import { placesOfPage, type Place, type Places } from '#shared/rules/placesToFill.ts'
import type { FunnelEmailFacts } from '#main/features/sequences/sequences.feature.ts'
import { type FunnelWithPages } from '../funnels.repository.ts'
import type { PageRow } from './pages.table.ts'
import { asPublished, withNamedBusiness } from '../publishing/publishedPages.ts'

type Problem = z.infer<typeof FunnelCheck>

export type CheckFacts = {
  /** Where forms can be sent to. */
  hasRelay: boolean
  /** Whether any account can send. */
  hasAccount: boolean
  emails: FunnelEmailFacts[]
  /** Whether a picture is here. */
  hasImage: (id: string) => boolean
  /** Whether there is a custom field of this key. */
  hasCustomField: (key: string) => boolean
  business: BusinessWords
}

const problemOf = (problem: Problem['problem'], pageId: number | null = null): Problem => ({
  problem,
  pageId,
})

export function checkFunnel(
  { funnel, pages }: FunnelWithPages,
  { hasRelay, hasAccount, emails, business, hasImage, hasCustomField }: CheckFacts,
): Problem[] {
  if (pages.length === 0) return [problemOf('no_page')]
  const reached = reachable(pages)
  const published = asPublished({ funnel, pages }, business).pages
  const named = pages.map((page) => withNamedBusiness(page, funnel, business))
  const hasEnd = pages.some((page) => page.pageType === 'thank_you' && reached.has(page.id))
  const hasForm = pages.some((page) => page.blocks.some(({ kind }) => kind === 'form'))
  return [
    ...(hasEnd ? [] : [problemOf('no_thank_you')]),
    ...(hasForm && !hasRelay ? [problemOf('form_without_relay')] : []),
    ...pages.flatMap((page, index) => [
      ...pageProblems(page, (published[index] ?? page).blocks, reached.has(page.id)).map(
        (problem) => problemOf(problem, page.id),
      ),
      ...placeProblems(named[index] ?? page),
    ]),
    ...promiseProblems(published, emails),
    ...pages.flatMap(({ id, blocks }) =>
      blocks
        .filter((block) =>
          pageBlockOf(block)
            .images(block)
            .some((image) => !hasImage(image)),
        )
        .map(({ key }) => ({ ...problemOf('image_missing', id), blockKey: key })),
    ),
    ...pages.flatMap(({ id, blocks }) =>
      blocks
        .filter(
          (block) =>
            block.kind === 'form' &&
            distinctFields(block).some(
              ({ customKey }) => customKey !== undefined && !hasCustomField(customKey),
            ),
        )
        .map(({ key }) => ({ ...problemOf('question_field_gone', id), blockKey: key })),
    ),
    ...(named.some((page) => placesOf(page).left.some(isOfBusiness))
      ? [problemOf('business_unknown')]
      : []),
    ...(hasRelay
      ? []
      : pages
          .filter(asksConfirmation)
          .map(({ id }) => problemOf('confirmation_without_relay', id))),
    ...(hasAccount
      ? []
      : pages.filter(asksConfirmation).map(({ id }) => problemOf('confirmation_in_sandbox', id))),
    ...emails.flatMap((email) =>
      emailProblems(email, pages).map((problem) => ({
        ...problemOf(problem, email.pageId),
        emailId: email.id,
        ...(email.places.length > 0 ? { places: email.places } : {}),
      })),
    ),
  ]
}

const formsOf = (page: PageRow) => page.blocks.filter((block) => block.kind === 'form')
const asksConfirmation = (page: PageRow) => formsOf(page).some(({ doubleOptIn }) => doubleOptIn)

/** A page that says something comes by e-mail needs one that a form starts, whole and on. */
function promiseProblems(pages: PageRow[], emails: FunnelEmailFacts[]): Problem[] {
  const isKept = emails.some(
    ({ isOn, isComplete, pageId }) =>
      isOn &&
      isComplete &&
      pages.some((page) => (pageId === null || page.id === pageId) && formsOf(page).length > 0),
  )
  if (isKept || !pages.some((page) => formsOf(page).length > 0)) return []
  return pages
    .filter(({ blocks }) =>
      promisesMail(blocks.filter(({ kind }) => kind !== 'form').flatMap(textsIn)),
    )
    .map(({ id }) => problemOf('promise_without_email', id))
}

function emailProblems(
  { pageId, isOn, isComplete, accountId }: FunnelEmailFacts,
  pages: PageRow[],
): Problem['problem'][] {
  const starts = pages.some(
    (page) => (pageId === null || page.id === pageId) && formsOf(page).length > 0,
  )
  if (!starts) return ['email_without_form']
  if (!isComplete) return ['email_incomplete']
  if (!isOn) return ['email_off']
  return accountId === null ? ['email_in_sandbox'] : []
}

/** @param shown the blocks visitors get */
function pageProblems(page: PageRow, shown: PageBlock[], isReached: boolean): Problem['problem'][] {
  const blocks = page.blocks
  const offer = page.offer
  const problems: Problem['problem'][] = []
  if (offer !== null && offer.amount === null) problems.push('offer_without_price')
  if (!isReached) problems.push('unreachable')
  if (!shown.some((block) => pageBlockOf(block).saysSomething(block))) problems.push('empty_page')
  if (shown.some((block) => block.kind === 'form' && !asksIdentity(distinctFields(block))))
    problems.push('form_without_identity')
  if (shown.some((block) => block.kind === 'form' && block.consentText.trim() === ''))
    problems.push('form_without_consent')
  const asksPayment = targetsOf(blocks).has('payment')
  if ((offer !== null || asksPayment) && (offer?.paymentUrl ?? null) === null)
    problems.push('offer_without_link')
  if (hasLooseButton(page, blocks)) problems.push('button_without_target')
  return problems
}

const placesOf = (page: PageRow): Places<Place> =>
  placesOfPage({
    name: page.name,
    seo: page.seo,
    blocks: page.blocks,
  })

const settingsPlaces: ReadonlySet<string> = new Set(
  Object.values(businessPlaces).flatMap(({ name, contact }) => [name, contact]),
)
/** Filled in once, in the settings. */
const isOfBusiness = ({ name }: Place) => settingsPlaces.has(name)

/** One problem a page and kind, which leads to the first of its places. */
function placeProblems(page: PageRow): Problem[] {
  const { left, doubtful } = placesOf(page)
  const of = (problem: Problem['problem'], places: Place[]): Problem[] => {
    const blockKey = places[0]?.blockKey ?? null
    return places.length === 0
      ? []
      : [
          {
            ...problemOf(problem, page.id),
            places: [...new Set(places.map(({ name }) => name))],
            ...(blockKey === null ? {} : { blockKey }),
          },
        ]
  }
  return [
    ...of(
      'places_left',
      left.filter((place) => !isOfBusiness(place)),
    ),
    ...page.blocks.flatMap((block) => {
      const problem = pageBlockOf(block).problem(block)
      return problem === null ? [] : [{ ...problemOf(problem, page.id), blockKey: block.key }]
    }),
    ...of('brackets', doubtful),
  ]
}

/** Pages that can be come to from the first one. */
function reachable(pages: PageRow[]): Set<number> {
  const byId = new Map(pages.map((page) => [page.id, page]))
  const reached = new Set<number>()
  const waiting = pages.slice(0, 1)
  for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
    if (reached.has(page.id)) continue
    reached.add(page.id)
    for (const to of Object.values(page.paths)) {
      const next = to == null ? undefined : byId.get(to)
      if (next !== undefined) waiting.push(next)
    }
  }
  return reached
}

/** Where the buttons of a page want to lead. */
export const targetsOf = (blocks: PageBlock[]): Set<PageButton['target']> =>
  new Set(
    blocks
      .flatMap((block) => pageBlockOf(block).buttons(block))
      .filter(({ label }) => label.trim() !== '')
      .map(({ target }) => target),
  )

function hasLooseButton(page: PageRow, blocks: PageBlock[]): boolean {
  const paths = page.paths
  const hasForm = blocks.some(({ kind }) => kind === 'form')
  // A payment link that is missing is a problem of its own.
  return [...targetsOf(blocks)].some(
    (target) => target !== 'payment' && (target === 'form' ? !hasForm : paths[target] == null),
  )
}
