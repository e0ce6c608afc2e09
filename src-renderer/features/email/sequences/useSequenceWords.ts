// What a sequence says in words: a step, its beginning, what ends it, where somebody stands.
import { useQuery } from '@pinia/colada'
import { useI18n } from 'vue-i18n'
import type {
  Sequence,
  SequencePerson,
  SequenceStart,
} from '#shared/contract/sequences/sequences.contract.ts'
import { allSteps, type SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import { groupOf, type FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import { segmentsQuery } from '../../../api/shared.queries.ts'
import { useFormat } from '../../../i18n/useFormat.ts'
import { useFilterWords } from '../../../leadFilter/useFilterWords.ts'
import { funnelChoicesQuery } from './sequences.queries.ts'

type WaitStep = Extract<SequenceStep, { kind: 'wait' }>

/** The few words of a step, and what a filter means. */
function useStepWords() {
  const { t } = useI18n()
  const format = useFormat()
  const filters = useFilterWords()

  /** Each condition where that is all there is to say, else how many there are. */
  function meaning(filter: FilterTree): string {
    const { group, nodes } = groupOf(filter)
    if (group === 'none' || nodes.length > 3) return filters.words(filter)
    return nodes.map(filters.words).join(t(`sequences.join.${group}`))
  }

  function waitWords({ amount, unit, notBefore }: WaitStep): string {
    const time = t(`sequences.wait.${unit}`, { count: format.number(amount) }, amount)
    return notBefore === null ? time : t('sequences.wait.notBefore', { time, clock: notBefore })
  }

  /** The few words that tell a step from others of its kind; '' where nothing was chosen yet. */
  function step(given: SequenceStep, emails: Sequence['emails']): string {
    if (given.kind === 'wait') return waitWords(given)
    if (given.kind === 'send')
      return (
        emails.find(({ campaignId }) => campaignId === given.campaignId)?.subject ||
        t('sequences.noSubject')
      )
    if (given.kind === 'task') return given.title
    if (given.kind === 'tag')
      return [...given.add.map((tag) => `+ ${tag}`), ...given.remove.map((tag) => `− ${tag}`)].join(
        ', ',
      )
    if (given.kind === 'webhook') return URL.canParse(given.url) ? new URL(given.url).host : ''
    if (given.kind === 'stage') return t(`stages.${given.status}`)
    if (given.kind === 'branch')
      return given.question.about === 'lead'
        ? meaning(given.question.filter)
        : t(`sequences.question.${given.question.about}`)
    return ''
  }

  return { step, meaning }
}

export function useSequenceWords() {
  const { t } = useI18n()
  const { step, meaning } = useStepWords()
  const { data: segments } = useQuery(segmentsQuery)
  const { data: funnels } = useQuery(funnelChoicesQuery)

  /** A step as it is named among others. */
  function stepName(key: string | null, { steps, emails }: Pick<Sequence, 'steps' | 'emails'>) {
    const found = allSteps(steps).find((one) => one.key === key)
    if (found === undefined) return null
    const words = step(found, emails)
    const kind = t(`sequences.kind.${found.kind}`)
    return words === '' ? kind : t('sequences.stepNamed', { kind, words })
  }

  function start(given: SequenceStart): string {
    if (given.kind === 'hand') return t('sequences.start.said.hand')
    if (given.kind === 'filter')
      return t('sequences.start.said.filter', { filter: meaning(given.filter) })
    if (given.kind === 'segment') {
      const name = segments.value?.items.find(({ id }) => id === given.segmentId)?.name
      return t('sequences.start.said.segment', { name: name ?? t('sequences.start.gone') })
    }
    const funnel = funnels.value?.items.find(({ id }) => id === given.funnelId)
    const page = funnel?.pages.find(({ id }) => id === given.pageId)
    return t('sequences.start.said.form', {
      name: page?.name ?? funnel?.name ?? t('sequences.start.gone'),
    })
  }

  /** Where somebody stands, in one line. */
  function place(person: SequencePerson, sequence: Pick<Sequence, 'steps' | 'emails'>): string {
    if (person.end !== null) return t(`sequences.end.${person.end}`)
    const name = stepName(person.stepKey, sequence)
    if (name === null) return t('sequences.atEnd')
    // Why they stand still is said beside where.
    return person.state === 'waits_for_email' ? t('sequences.people.heldAt', { name }) : name
  }

  return { step, start, place }
}
