// What is said of a message: its state, why, and the server's own words.
import { useI18n } from 'vue-i18n'
import type { Delivery } from '#shared/contract/deliveries.ts'
import { unknownSign } from '../../../i18n/useFormat.ts'

export function useDeliveryWords() {
  const { t, te } = useI18n()
  /** What the sandbox took was accepted by nobody else. */
  const state = ({ state: value }: Pick<Delivery, 'state'>, isSandbox: boolean) =>
    value === 'sent' && isSandbox ? t('email.captured') : t(`email.delivery.${value}`)
  function reply({ reason, lastReply }: Pick<Delivery, 'reason' | 'lastReply'>): string {
    const why =
      reason !== null && te(`email.deliveryReason.${reason}`)
        ? t(`email.deliveryReason.${reason}`)
        : reason
    return [why, lastReply].filter(Boolean).join(' · ') || unknownSign
  }
  return { state, reply }
}
