// A campaign's message as one person would get it: on screen, or as a single test message.
import { domainOf } from '#shared/rules/emailAddress.ts'
import type { z } from 'zod'
import type { RenderedMessage } from '#shared/contract/campaigns.ts'
import { type MergeValues, mergeValuesOfLead } from '#shared/rules/mergeFields/mergeFieldNames.ts'
import { sampleLead } from '#shared/leadFields/leadFieldWords.ts'
import { refuseWhereStopped } from '#main/core/sendingStop.ts'
import type { Services } from '#main/core/services.ts'
import { topicNames } from '#main/features/crm/crm.feature.ts'
import { settingsTable } from '#main/features/settings/settings.feature.ts'
import { mailBlockSummary, withParts } from '#shared/blocks/mail/mailBlocks.ts'
import type { Shown } from '#shared/rules/mergeFields/templatePieces.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import { compileMessage, type CompiledMessage } from '#main/mail/messageContent.ts'
import { campaignKey, messageIdentity } from '#main/mail/messageIdentity.ts'
import { buildMime } from '#main/mail/mimeMessage.ts'
import { previewPage } from '#main/relay/relayLinks.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { findAccount } from '../accounts/accounts.repository.ts'
import { sendOnce } from '../accounts/sendOnce.ts'
import {
  businessSettings,
  contentOf,
  foreignFieldsOf,
  placesOf,
  selectSettingsSql,
} from './campaignMessage.ts'
import { insertVersion } from './campaignStart.ts'
import { campaignFiles, encodedFilesOf } from '../files/campaignFiles.service.ts'
import { customKeysOf, saidFields } from './customMerge.ts'
import { requireCampaign, requireComplete } from './campaigns.service.ts'
import type { ShownCampaignRow } from './campaigns.repository.ts'
import {
  leftTopicOfSql,
  mayBeWrittenSql,
  mergeColumns,
  mergeColumnsSql,
  mergeValuesOf,
  recipientFilterSql,
} from './recipients.ts'
import { shownSet, shownSql, withShown } from './shownBlocks.ts'
import { insertSandboxMessageSql } from '../deliveries/sandbox.repository.ts'

const sample = mergeValuesOfLead(sampleLead)

/** Stands where a real message has its token: a preview refuses for nobody. */
const previewReference = 'preview'

export async function previewCampaign(
  services: Services,
  { id, leadId }: { id: number; leadId?: number },
): Promise<z.infer<typeof RenderedMessage>> {
  const { database, relay, host } = services
  const campaign = requireCampaign(database, id)
  const message = compileFor(database, campaign)
  const { values, shown } = personFor(services, campaign, message, leadId)
  const { subject, preheader, html, text } = message.render(values, previewReference, {
    page: previewPage(await relay.access()),
    topic: topicOf(services, campaign),
    now: host.clock.now(),
    showsUnknown: true,
    shown,
  })
  return {
    to: values.email ?? '',
    from: sender(message),
    subject,
    preheader,
    html,
    text,
    unknownFields: message.unknownFields,
    fields: foreignFieldsOf(campaign, customKeysOf(database)),
    hiddenBlocks: hiddenOf(campaign, shown),
  }
}

/** The first words of what this person is not shown. */
function hiddenOf({ blocks }: ShownCampaignRow, shown: Shown): string[] {
  if (blocks === null || shown === 'all') return []
  return withParts(blocks.blocks)
    .filter(({ key, when }) => when !== undefined && !shown.has(key))
    .map((block) => mailBlockSummary(block))
}

/**
 * One message, now, outside the campaign's rows. A test may go with places left to fill in, which
 * it names.
 * @returns the server's words @throws 422 with them where it refused
 */
export async function testSend(
  services: Services,
  { id, to, leadId }: { id: number; to: string; leadId?: number },
): Promise<{ reply: string; places: string[] }> {
  const { database, host } = services
  const campaign = requireCampaign(database, id)
  requireComplete(campaign)
  const places = [
    ...new Set(placesOf(campaign, customKeysOf(database)).left.map(({ name }) => name)),
  ]
  const message = compileFor(database, campaign)
  const now = host.clock.now()
  // As the preview: what nobody knows is seen where it stands.
  const { values, shown } = personFor(services, campaign, message, leadId)
  const rendered = message.render(values, previewReference, {
    page: previewPage(await services.relay.access()),
    topic: topicOf(services, campaign),
    now,
    showsUnknown: true,
    shown,
  })
  const { fromName, fromEmail, replyTo } = message.content
  const origin = {
    campaign: `test${campaignKey(campaign.id, now)}`,
    leadId: 0,
    resendNumber: Math.trunc(Math.random() * 1e9),
    email: to,
  }
  const { messageId } = messageIdentity(await services.installKey(), origin, domainOf(fromEmail))
  if (campaign.accountId === null) {
    const hasFiles = campaignFiles(services, id).items.some(({ isUsed }) => isUsed)
    await database.write(['email'], async (transaction) => {
      // Its files are looked at with it, whatever the campaign has by then.
      const version = hasFiles ? await insertVersion(transaction, id, message.content, now) : null
      await transaction.sql(insertSandboxMessageSql, [
        ...[null, messageId, sender(message), to],
        ...[rendered.subject, rendered.html, rendered.text, now, version],
      ])
    })
    return { reply: '250 2.0.0 Ok: sandbox', places }
  }
  refuseWhereStopped(services)
  const account = findAccount(database, campaign.accountId)
  if (account === null) throw unknownId('e-mail account', campaign.accountId)
  const parts = {
    ...rendered,
    from: { name: fromName, address: fromEmail },
    to,
    replyTo,
    messageId,
    date: new Date(now),
  }
  const mime = buildMime(parts, await encodedFilesOf(services, id, campaign.html))
  return {
    reply: await sendOnce(services, account, { from: fromEmail, to }, mime),
    places,
  }
}

function compileFor(database: Database, campaign: ShownCampaignRow): CompiledMessage {
  const account = campaign.accountId === null ? null : findAccount(database, campaign.accountId)
  return compileMessage(
    contentOf(campaign, account, businessSettings(database.all(settingsTable, selectSettingsSql))),
    customKeysOf(database),
  )
}

/** Null where it is about none, or about one that was deleted. */
const topicOf = (services: Services, { topic }: ShownCampaignRow) =>
  topicNames(services).find(({ key }) => key === topic) ?? null

function sender({ content }: CompiledMessage): string {
  return content.fromName === '' ? content.fromEmail : `${content.fromName} <${content.fromEmail}>`
}

type PreviewedFor = { values: MergeValues; shown: Shown }

/**
 * The given lead, else the first recipient, else a sample, of whom nothing can be asked: it is shown
 * every block.
 * @throws 404 if the lead does not exist
 */
function personFor(
  { database, host }: Pick<Services, 'database' | 'host'>,
  campaign: ShownCampaignRow,
  { content, customKeys }: CompiledMessage,
  leadId: number | undefined,
): PreviewedFor {
  const place = { database, now: host.clock.now() }
  const asked = shownSql(content.conditions, place)
  const read = (where: string, parameters: SqlValue[]) =>
    database.first(
      withShown(mergeColumns),
      `SELECT ${mergeColumnsSql}, ${asked.words} AS shown FROM leads WHERE ${where}`,
      [...asked.parameters, ...parameters],
    )
  const { where, parameters } = recipientFilterSql(campaign.recipients, place)
  const lead =
    leadId === undefined
      ? read(
          `leads.email IS NOT NULL AND ${mayBeWrittenSql} AND NOT ${leftTopicOfSql(campaign.topic)} AND ${where} ORDER BY leads.id LIMIT 1`,
          parameters,
        )
      : read('id = ?', [leadId])
  if (lead === null && leadId !== undefined) throw unknownId('lead', leadId)
  if (lead === null) return { values: sample, shown: 'all' }
  const said = saidFields(database, content.identity.language, customKeys)
  return { values: mergeValuesOf(lead, said), shown: shownSet(lead.shown) }
}
