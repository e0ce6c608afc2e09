// A funnel with a form, its events as the relay hands them out, and the sending engine beside it.
import type { FunnelEmail } from '#shared/contract/funnelEmails.ts'
import type { RelayEvent, SealedForm } from '#shared/contract/relayProtocol.ts'
import { keepWording } from '#main/features/crm/crm.feature.ts'
import { formsOf, wordingOf } from '#main/features/funnels/publishing/bundle.ts'
import { readFunnel } from '#main/features/funnels/funnels.repository.ts'
import { applyRelayEvent } from '#main/features/funnels/relay/relayEvents.service.ts'
import { sweepSequences } from '#main/features/sequences/engine/sweep.ts'
import { setTimeout as delay } from 'node:timers/promises'
import { createMailApp, type MailApp } from './mailApp.ts'

type Form = { event: Extract<RelayEvent, { kind: 'form' }>; opened: SealedForm }
export type FunnelMail = {
  app: MailApp
  funnelId: number
  pageId: number
  /** A complete e-mail, on. */
  email(
    step?: { pageId?: number | null; delayMinutes?: number },
    campaign?: { accountId?: number | null },
  ): Promise<FunnelEmail>
  form(address: string, answer?: Partial<SealedForm>, event?: { pageId?: number }): Promise<Form>
  apply(form: Form | Promise<Form>): Promise<void>
  applyEvent(event: RelayEvent, opened?: SealedForm | null): Promise<void>
  /** The sequences look once. */
  sweep(): Promise<void>
  /** The clock goes on, and the sequences look. @param minutes how far */
  pass(minutes: number): Promise<void>
  /** The engine has looked around a few times. */
  settled(): Promise<void>
}

let number = 0
export const eventId = () => `01JD${String((number += 1)).padStart(22, '0')}`

export async function createFunnelMail(
  options: { doubleOptIn?: boolean } = {},
): Promise<FunnelMail> {
  const app = await createMailApp()
  const { id: funnelId, pages } = await app.client.funnels.create({
    body: { name: 'Guide', isActive: true, language: 'fr' },
    query: {},
  })
  const page = await app.client.funnels.pages.create({
    ...{ id: funnelId, name: 'Inscription', pageType: 'optin' },
    blocks: [
      {
        ...{
          key: 'form',
          kind: 'form',
          title: '',
          buttonLabel: 'Envoyer',
          consentText: 'J’accepte.',
          measureConsentText: '',
          doubleOptIn: options.doubleOptIn ?? false,
          tag: '',
        },
        fields: [{ field: 'email', label: 'E-mail', isRequired: true }],
      },
    ],
  })
  if (pages.length !== 0) throw new Error('An empty funnel has no pages.')
  const { funnel, pages: rows } = readFunnel(app.services.database, funnelId)
  const [block] = rows.flatMap(formsOf)
  if (block === undefined) throw new Error('There is no form.')
  const wording = wordingOf(block, funnel)
  await app.services.database.write([], (transaction) => keepWording(transaction, wording, 0))

  const mail: FunnelMail = {
    ...{ app, funnelId, pageId: page.id },
    async email(step = {}, campaign = {}) {
      const { id } = await app.client.email.campaigns.create({
        name: 'Bienvenue',
        subject: 'Bonjour {{ first_name }}',
        html: '<p>Merci</p>',
        fromEmail: 'shop@business.example',
        ...campaign,
      })
      const made = await app.client.funnels.emails.create({ id: funnelId, campaignId: id, ...step })
      return app.client.funnels.emails.update({ id: made.id, isOn: true })
    },
    async form(address, answer = {}, event = {}) {
      const source = { utmSource: null, utmMedium: null, utmCampaign: null, referrer: null }
      return {
        event: {
          id: eventId(),
          at: app.host.clock.now(),
          funnelId,
          pageId: page.id,
          kind: 'form',
          visitor: 'visiteur-00000001',
          source,
          sealed: '',
          ...event,
        },
        opened: {
          blockKey: 'form',
          fields: { email: address, firstName: 'Zoé' },
          consent: true,
          measureConsent: false,
          wordingHash: wording.hash,
          reference: '',
          ...answer,
        },
      }
    },
    async apply(form) {
      const { event, opened } = await form
      await mail.applyEvent(event, opened)
    },
    async applyEvent(event, opened = null) {
      const { database, outbox, relay } = app.services
      const [keys, installKey] = await Promise.all([relay.keys(), app.services.installKey()])
      await database.write(['email'], (transaction) =>
        applyRelayEvent(
          { now: app.host.clock.now(), keys, installKey, log: app.host.log },
          transaction,
          event,
          opened,
        ),
      )
      outbox.wake()
    },
    sweep: () => sweepSequences(app.services),
    async pass(minutes) {
      app.host.clock.advance(minutes * 60_000)
      await mail.sweep()
    },
    async settled() {
      for (let look = 0; look < 12; look += 1) await delay(20)
    },
  }
  return mail
}
