// The dry run of a campaign: what stands in its way, what is worth mending, whom it reaches, and when
// the last message will have left. Nothing is changed by it.
import {
  type CampaignCheck,
  type Finding,
  type FindingName,
} from '#shared/contract/email/campaignCheck.ts'
import {
  encodedBytes,
  hashOfAddress,
  maxPicturesBytes,
} from '#shared/rules/sending/messageFiles.ts'
import { isForeignAddress } from '#shared/rules/mailProviders.ts'
import { mailBlockSummary, withParts } from '#shared/blocks/mail/mailBlocks.ts'
import type { Services } from '#main/core/services.ts'
import { settingsTable } from '#main/features/settings/settings.feature.ts'
import { checkLeadFilter } from '#main/features/crm/crm.feature.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { startTask } from '#main/platform/task.ts'
import { previewPage } from '#main/relay/relayLinks.ts'
import { findAccount } from '../accounts/accounts.repository.ts'
import { countAudience } from '../campaigns/audience.ts'
import {
  businessSettings,
  contentOf,
  missingField,
  placesOf,
  selectSettingsSql,
} from '../campaigns/campaignMessage.ts'
import type { AccountRow } from '../accounts/accounts.table.ts'
import type { ShownCampaignRow } from '../campaigns/campaigns.repository.ts'
import { requireCampaign } from '../campaigns/campaigns.service.ts'
import { customKeysOf } from '../campaigns/customMerge.ts'
import { filesOf } from '../files/campaignFiles.service.ts'
import { findVariant, testObjections } from '../variants/campaignTests.service.ts'
import { accountsOf } from '../spread/campaignAccounts.ts'
import { planFor } from '../spread/sendingPlan.service.ts'
import { contentVia } from '../spread/signedVersions.ts'
import { bothVersions } from './bothVersions.ts'
import type { DrawnMessages, DrawTask } from './drawnMessages.ts'
import { FindingList, weighed } from './findings.ts'

/** Bytes of a whole message that nearly every server refuses, and that some do. */
const refusedFrom = 25_000_000
const heavyFrom = 10_000_000

type Looked = {
  campaign: ShownCampaignRow
  /** The campaign's own first; none in the sandbox. */
  accounts: AccountRow[]
  business: ReturnType<typeof businessSettings>
}

/** @throws 404; 422 for a filter that means nobody any more */
export async function checkCampaign(
  services: Services,
  id: number,
  signal?: AbortSignal,
): Promise<CampaignCheck> {
  const { database } = services
  const campaign = requireCampaign(database, id)
  const own = await checkMessage(services, campaign, signal)
  const variant = findVariant(database, id)
  if (variant === null) return own
  const other = await checkMessage(services, variant, signal)
  const tested = new FindingList()
  for (const reason of testObjections(services, campaign, own.audience.recipients))
    tested.add(reason, '')
  return bothVersions(own, other, tested.all())
}

async function checkMessage(
  services: Services,
  campaign: ShownCampaignRow,
  signal?: AbortSignal,
): Promise<CampaignCheck> {
  const { database, host, relay } = services
  const { id } = campaign
  checkLeadFilter(database, campaign.recipients)
  const business = businessSettings(database.all(settingsTable, selectSettingsSql))
  const account = campaign.accountId === null ? null : findAccount(database, campaign.accountId)
  const files = filesOf(database, id, campaign.html)
  const used = files.items.filter(({ isUsed }) => isUsed)
  const task = startTask<DrawTask, DrawnMessages>(
    new URL('./campaignCheck.worker.ts', import.meta.url),
    {
      databasePath: database.path,
      content: contentOf(campaign, account, business),
      recipients: campaign.recipients,
      topic: campaign.topic,
      page: previewPage(await relay.access()),
      now: host.clock.now(),
      blockWords: wordsOfConditional(campaign),
      hashes: used.flatMap(({ address }) =>
        address === null ? [] : (hashOfAddress(address) ?? []),
      ),
      fileBytes: files.pictureBytes + files.attachmentBytes,
    },
  )
  if (signal?.aborted === true) task.cancel()
  signal?.addEventListener('abort', () => task.cancel())
  const [drawn, audience] = await Promise.all([
    task.outcome,
    countAudience(services, campaign.recipients, campaign.topic),
  ])
  // Half a look says nothing.
  signal?.throwIfAborted()
  const own = new FindingList()
  const accounts = accountsOf(database, { ...campaign, id: campaign.variantOf ?? id })
  findInCampaign(own, services, { campaign, accounts, business })
  if (audience.recipients === 0) own.add('no_recipients', '')
  const fileBytes = encodedBytes(files.pictureBytes + files.attachmentBytes)
  const bytes = Math.max(drawn.messageBytes, fileBytes)
  findInFiles(own, files, bytes)
  const findings = joined(own.all(), weighed(drawn.findings, drawn.drawn))
  const messages = audience.recipients
  const planned = { messages, from: host.clock.now(), exceptCampaign: campaign.variantOf ?? id }
  const { finishedAt } = planFor(services, accounts, planned)
  return {
    audience,
    findings,
    drawn: drawn.drawn,
    canBeSent: findings.every(({ level }) => level !== 'blocking'),
    htmlBytes: drawn.htmlBytes,
    messageBytes: bytes,
    allBytes: drawn.allBytes,
    finishedAt: finishedAt === null ? null : toTimestamp(finishedAt),
  }
}

/** @param bytes of the heaviest message */
function findInFiles(
  list: FindingList,
  { items, pictureBytes }: ReturnType<typeof filesOf>,
  bytes: number,
): void {
  if (bytes > refusedFrom || pictureBytes > maxPicturesBytes) list.add('message_too_heavy', '')
  else if (bytes > heavyFrom) list.add('message_heavy', '')
  for (const { kind, type, name, isUsed } of items)
    if (isUsed && kind === 'picture' && type === 'image/webp') list.add('picture_webp', name)
}

const wordsOfConditional = ({ blocks }: ShownCampaignRow): Record<string, string> =>
  Object.fromEntries(
    withParts(blocks?.blocks ?? [])
      .filter(({ when }) => when !== undefined)
      .map((block) => [block.key, mailBlockSummary(block)]),
  )

/** What is the same for everybody: the text, who signs it, and the account. */
function findInCampaign(
  list: FindingList,
  { database }: Pick<Services, 'database'>,
  { campaign, accounts, business }: Looked,
): void {
  const missing = missingField(campaign)
  if (missing !== null) list.add('incomplete', missing)
  const places = placesOf(campaign, customKeysOf(database))
  for (const { name } of places.left) list.add('places_left', name)
  for (const { name } of places.doubtful) list.add('brackets', name)
  const [own] = accounts
  if (own === undefined) return
  for (const account of accounts) {
    const from =
      account === own
        ? (campaign.fromEmail ?? own.fromEmail)
        : contentVia(campaign, own, account, business).fromEmail
    if (isForeignAddress(from, account.host)) list.add('sender_foreign', from)
    if (account.blockedReason !== null) list.add('account_blocked', account.name)
  }
  if (business.businessName === '' || business.businessAddress === '')
    list.add('business_unknown', '')
}

const order: readonly Finding['level'][] = ['blocking', 'warning', 'hint']

/** Both, the worst first. */
function joined(own: Finding[], drawn: Finding[]): Finding[] {
  const known = new Set<FindingName>(own.map(({ finding }) => finding))
  return [...own, ...drawn.filter(({ finding }) => !known.has(finding))].sort(
    (one, other) => order.indexOf(one.level) - order.indexOf(other.level),
  )
}
