// The one table of who owns which table of the database, and who else may read or write it.
// tests/architecture checks every statement against it; docs/architecture.md explains it.

/** Each table stands with one folder: its statements are there, in whatever room of it. */
export const owners = [
  {
    folder: 'src-main/features/crm/',
    tables: [
      'leads',
      'lead_search',
      'lead_stage_changes',
      'lead_tags',
      'tag_spellings',
      'lead_totals',
      'lead_wins',
      'bulk_write',
      'bulk_leads',
      'bulk_wins',
      'deleted_leads',
      'interactions',
      'tasks',
      'imports',
      'custom_fields',
      'lead_changes',
      'lead_change_rows',
      'lead_change_refusals',
      'erasures',
      'erased_refusals',
      'lead_custom',
      'lead_addresses',
      'different_leads',
      'segments',
      'learnt_scores',
      'suppressions',
      'consent_events',
      'consent_wordings',
      'consent_confirmations',
    ],
  },
  {
    folder: 'src-main/features/email/',
    tables: [
      'email_accounts',
      'campaigns',
      'message_versions',
      'outbox',
      'outbox_totals',
      'send_attempts',
      'data_folder',
      'sandbox_messages',
    ],
  },
  {
    folder: 'src-main/features/funnels/',
    tables: [
      'funnels',
      'funnel_pages',
      'funnel_emails',
      'page_images',
      'funnel_events',
      'funnel_firsts',
      'funnel_outcomes',
      'funnel_totals',
      'funnel_source_totals',
      'funnel_path_totals',
      'funnel_sale_totals',
      'kept_forms',
    ],
  },
  { folder: 'src-main/features/ads/', tables: ['ads'] },
  { folder: 'src-main/features/assistant/', tables: ['ai_calls', 'assistant_settings'] },
  { folder: 'src-main/features/dashboard/', tables: ['period_totals'] },
  {
    folder: 'src-main/features/analytics/',
    tables: [
      'attribution_shares',
      'attribution_totals',
      'cohort_totals',
      'source_totals',
      'stage_move_totals',
      'stage_totals',
    ],
  },
  { folder: 'src-main/core/', tables: ['deleted_items'] },
  { folder: 'src-main/features/settings/', tables: ['settings'] },
  {
    folder: 'src-main/features/webox/',
    tables: ['webox_imports', 'webox_problems', 'webox_rows'],
  },
  { folder: 'src-main/relay/', tables: ['relay_cursors', 'relay_events'] },
]

/**
 * Statements elsewhere. `from` is a folder (ending in /) or a file; what may be written may be read.
 */
export const guests = [
  {
    from: 'src-main/features/crm/personalData/',
    reads: ['campaigns', 'funnels', 'message_versions', 'attribution_shares'],
    writes: [
      'send_attempts',
      'sandbox_messages',
      'outbox',
      'funnel_events',
      'kept_forms',
      'relay_events',
      'ai_calls',
      'webox_rows',
      'webox_problems',
      'source_totals',
      'attribution_totals',
    ],
    because: 'what is known of a person is told and erased in one place, and proven there',
  },
  {
    from: 'src-main/features/email/campaigns/deletedCampaigns.service.ts',
    reads: ['deleted_items'],
    because: 'a campaign that went with its funnel comes back with it',
  },
  {
    from: 'src-main/features/dashboard/periodTotals.repository.ts',
    reads: ['deleted_items'],
    because: 'what was measured on a deleted funnel counts nowhere while it can be brought back',
  },
  {
    from: 'src-main/features/funnels/pages/leftovers.ts',
    reads: ['deleted_items'],
    because: 'what happened on a deleted funnel is kept as long as it can be brought back',
  },
  {
    from: 'src-main/features/crm/leads/leadDerivations.ts',
    reads: ['outbox', 'funnel_events', 'funnels', 'period_totals'],
    writes: [
      'stage_totals',
      'source_totals',
      'cohort_totals',
      'attribution_shares',
      'attribution_totals',
    ],
    because: 'bulk writing derives in one place everything that triggers derive of a lead',
  },
  {
    from: 'src-main/features/crm/import/importConditions.ts',
    reads: ['outbox_totals', 'campaigns'],
    because: 'an import asks in its own transaction whether anything is being sent, and gives way',
  },
  {
    from: 'src-main/features/crm/changes/storyTables.ts',
    reads: ['funnel_events'],
    because: 'what happened with two entries of one person happened with the one that stays',
  },
  {
    from: 'src-main/features/crm/filters/filterSql.ts',
    reads: ['outbox'],
    because: 'people are filtered by when they were last written to',
  },
  {
    from: 'src-main/features/crm/filters/filterMeaning.ts',
    reads: ['settings'],
    because:
      'the sending thread counts the days of a filter without loading the door of the settings',
  },
  {
    from: 'src-main/features/crm/scoring/leadFacts.ts',
    reads: ['funnel_events'],
    because: 'forms sent before a decision count for the learnt score, in one statement a batch',
  },
  {
    from: 'src-main/features/crm/segments/segments.service.ts',
    reads: ['campaigns'],
    because: 'a segment stays while a campaign that is not over goes to it',
  },
  {
    from: 'src-main/features/crm/customFields/customFields.service.ts',
    reads: ['campaigns', 'deleted_items'],
    because:
      'a field stays while a campaign that is not over asks for it; a deleted one keeps its key while it can be brought back',
  },
  {
    from: 'src-main/features/webox/leadSource.ts',
    reads: ['custom_fields'],
    because: 'a column of WeBox IA has this name; it is no table of ours',
  },
  {
    from: 'src-main/features/email/',
    reads: ['leads', 'suppressions', 'erased_refusals'],
    because: 'who is written to is decided in one statement over leads, refusals and messages',
  },
  {
    from: 'src-main/features/email/campaigns/customMerge.ts',
    reads: ['settings'],
    because: 'the sending thread writes amounts without loading the door of the settings',
  },
  {
    from: 'src-main/features/email/campaigns/campaignMessage.ts',
    reads: ['settings'],
    because: 'the sending thread signs messages without loading the door of the settings',
  },
  {
    from: 'src-main/features/funnels/relay/',
    reads: ['leads', 'consent_events', 'relay_cursors', 'deleted_items'],
    writes: ['consent_confirmations', 'relay_events'],
    because: 'what comes from the relay is applied in one transaction, once',
  },
  {
    from: 'src-main/features/funnels/statistics/funnelEvents.repository.ts',
    reads: ['leads', 'consent_events'],
    because: 'an event is known by its identifier, wherever it left its trace',
  },
  {
    from: 'src-main/features/funnels/emails/funnelEmails.repository.ts',
    reads: ['campaigns', 'outbox_totals'],
    because: 'the list shows each e-mail with its campaign and figures in one statement',
  },
  {
    from: 'src-main/features/dashboard/',
    reads: [
      'leads',
      'lead_stage_changes',
      'interactions',
      'imports',
      'suppressions',
      'campaigns',
      'outbox',
      'email_accounts',
      'funnels',
      'funnel_totals',
      'funnel_sale_totals',
      'relay_events',
    ],
    because: 'the dashboard shows a few newest rows and kept totals of every feature',
  },
  {
    from: 'src-main/features/dashboard/layout.service.ts',
    writes: ['settings'],
    because: 'the layout is a setting that only the dashboard knows',
  },
  {
    from: 'src-main/features/analytics/',
    reads: ['leads', 'lead_stage_changes', 'campaigns', 'funnels', 'funnel_totals'],
    because: 'reports put names and open values beside the totals that are theirs',
  },
  {
    from: 'src-main/features/dashboard/keptTotals.ts',
    reads: ['attribution_totals', 'source_totals'],
    because: 'reports have the totals they name summed by it',
  },
  {
    from: 'src-main/features/crm/interactions/interactions.repository.ts',
    reads: ['funnel_events'],
    because: 'a line that tells of a form or a sale is a fact, and stands beside it',
  },
  {
    from: 'src-main/features/crm/tasks/tasks.repository.ts',
    reads: ['campaigns'],
    because: 'a task shows the campaign it is for, and rests while that is deleted',
  },
  {
    from: 'src-main/features/crm/timeline/',
    reads: ['outbox', 'send_attempts', 'campaigns'],
    because: 'everything that happened with a person is one history, read by one key',
  },
  {
    from: 'src-main/features/webox/',
    reads: ['attribution_shares', 'deleted_leads', 'lead_tags', 'lead_wins'],
    writes: ['leads', 'lead_stage_changes', 'imports', 'funnels', 'funnel_pages'],
    because: 'moving in writes whole histories at once, and takes them back',
  },
]
