// How the lines of the consent ledger, and what holds of them, are said.
import { useI18n } from 'vue-i18n'
import type {
  ConsentEvent,
  ConsentStanding,
  MeasuringStanding,
} from '#shared/contract/crm/consents.ts'
import { useFormat } from '../../../i18n/useFormat.ts'

export function useConsentWords() {
  const { t } = useI18n()
  const format = useFormat()
  return {
    /** What a line says happened. */
    title({ action, purpose, basis, method, topic }: ConsentEvent): string {
      if (purpose === 'topic')
        return t(`mailTopics.${action === 'granted' ? 'lineReturned' : 'lineLeft'}`, {
          topic: topic ?? '',
        })
      if (action === 'taken_back') return t('consents.takenBack')
      if (action === 'not_given' && method === 'import') return t('consents.importedWithout')
      if (purpose === 'measure' && action !== 'asked')
        return t(`consents.measuring.line.${action === 'refused' ? 'not_given' : action}`)
      if (action === 'withdrawn' && method === 'manual') return t('consents.withdrawnByHand')
      if (basis !== null) return t('consents.noted', { basis: t(`consents.basis.${basis}`) })
      return `${t(`timeline.consent.${action}`)} · ${t(`timeline.purpose.${purpose}`)}`
    },
    /** How it came, and from where. */
    origin({ method, channel, origin }: ConsentEvent): string {
      const how = t(`consents.method.${method}`)
      const more = channel === null ? origin : t(`consents.channel.${channel}`)
      return more === null ? how : `${how} · ${more}`
    },
    standing({ state, basis, at }: ConsentStanding): string {
      const date = at === null ? '' : format.day(at)
      if (state === 'withdrawn') return t('consents.standing.withdrawn', { date })
      return basis === null
        ? t('consents.standing.none')
        : t('consents.standing.granted', { basis: t(`consents.basis.${basis}`), date })
    },
    /** Whether the links that the person opens are measured. */
    measuring: ({ state, at }: MeasuringStanding): string =>
      t(`consents.measuring.${state}`, { date: at === null ? '' : format.day(at) }),
    /** Null where nothing keeps messages from the person. */
    refusal: ({ refusal }: ConsentStanding): string | null =>
      refusal === null
        ? null
        : t(`consents.${refusal.reason === 'unconfirmed' ? 'notYet' : 'stands'}`, {
            reason: t(`timeline.reason.${refusal.reason}`),
            date: format.day(refusal.at),
          }),
  }
}
