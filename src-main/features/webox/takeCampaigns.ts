// Takes the campaigns of both tables over; one that stands in both is one campaign.
import {
  maxHtmlLength,
  readSourceCampaign,
  unitePair,
  type CampaignTable,
  type SourceCampaign,
} from './campaignSource.ts'
import type { ImportReport } from './importReport.ts'
import { hashOf, type ImportStore } from './importStore.ts'
import type { SourceClock } from './sourceCells.ts'
import type { SourceDatabase } from './sourceDatabase.ts'

/** A campaign and the rows of the source it stands for, the one it is named after first. */
export type CampaignGroup = { campaign: SourceCampaign; others: SourceCampaign[]; key: string }

const nameKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/**
 * Reads one table after the other. Held in memory together: campaigns are few, and bodies beyond
 * the limit never get here.
 */
export function readCampaigns(
  source: SourceDatabase,
  clock: SourceClock,
  report: ImportReport,
): CampaignGroup[] {
  const read = (table: CampaignTable) => [...readTable(source, table, clock, report)]
  const groups = numbered(read('email_campaigns'))
  const byName = new Map(groups.toReversed().map((group) => [nameKey(group.campaign.name), group]))
  const alone: SourceCampaign[] = []
  for (const old of read('email_campaigns_old')) {
    const group = byName.get(nameKey(old.name))
    if (group === undefined) alone.push(old)
    else {
      group.campaign = unitePair(group.campaign, old)
      group.others.push(old)
    }
  }
  return [...groups, ...numbered(alone)]
}

function* readTable(
  source: SourceDatabase,
  table: CampaignTable,
  clock: SourceClock,
  report: ImportReport,
): Generator<SourceCampaign> {
  for (const row of source.rows(table)) {
    const campaign = readSourceCampaign(row, table, clock)
    if ('refused' in campaign) {
      report.refused(table, row.id, campaign.refused, campaign.detail)
      report.count('campaigns', 'refused')
    } else yield campaign
  }
}

/**
 * Rows of one table: the same name and date again is the same campaign where it says the same, else
 * another one.
 */
function numbered(campaigns: SourceCampaign[]): CampaignGroup[] {
  const groups = new Map<string, CampaignGroup>()
  const seen = new Map<string, number>()
  const byContent = new Map<string, CampaignGroup>()
  for (const campaign of campaigns) {
    const { id: _id, notes: _notes, ...content } = campaign
    const contentKey = hashOf(content)
    const same = byContent.get(contentKey)
    if (same) {
      same.others.push(campaign)
      continue
    }
    const base = `${nameKey(campaign.name)}\n${campaign.createdAt ?? ''}`
    const number = (seen.get(base) ?? 0) + 1
    seen.set(base, number)
    const group = { campaign, others: [], key: hashOf([base, number]) }
    byContent.set(contentKey, group)
    groups.set(group.key, group)
  }
  return [...groups.values()]
}

export function takeCampaign(
  store: ImportStore,
  report: ImportReport,
  { campaign, others, key }: CampaignGroup,
): void {
  const isKnown = store.known('campaigns', key) !== null
  report.count('campaigns', isKnown ? 'merged' : 'created')
  for (const _other of others) report.count('campaigns', 'merged')
  if (isKnown) return
  for (const { reason, detail } of campaign.notes)
    report.changed(campaign.table, campaign.id, reason, detail)
  for (const other of others)
    report.changed(
      other.table,
      other.id,
      other.table === campaign.table ? 'same_row' : 'same_as_newer',
      other.name,
    )
  const createdAt = campaign.createdAt ?? campaign.updatedAt ?? store.now
  const source = {
    kind: 'campaigns' as const,
    key,
    contentHash: '',
    table: campaign.table,
    id: campaign.id,
  }
  store.add(source, {
    name: campaign.name,
    subject: campaign.subject,
    preheader: campaign.preheader,
    html: campaign.html.slice(0, maxHtmlLength),
    text: campaign.text,
    from_name: campaign.fromName,
    from_email: campaign.fromEmail,
    reply_to: campaign.replyTo,
    // The sandbox: nothing leaves before somebody chooses an account and the recipients.
    account_id: null,
    recipients: '{}',
    // Never `scheduled` or `sending`, which the engine acts upon.
    status: campaign.totals === null ? 'draft' : 'imported',
    imported_totals: campaign.totals === null ? null : JSON.stringify(campaign.totals),
    created_at: createdAt,
    updated_at: campaign.updatedAt ?? createdAt,
  })
}
