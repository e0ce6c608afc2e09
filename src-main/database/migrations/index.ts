// The migrations in the order they run. A migration is never edited once released.
import { Leads0001 } from './first-version/0001-leads.ts'
import { Email0002 } from './first-version/0002-email.ts'
import { Funnels0003 } from './first-version/0003-funnels.ts'
import { Relay0004 } from './first-version/0004-relay.ts'
import { FunnelEmails0005 } from './first-version/0005-funnel-emails.ts'
import { FunnelPaths0006 } from './first-version/0006-funnel-paths.ts'
import { Ads0007 } from './first-version/0007-ads.ts'
import { Webox0008 } from './first-version/0008-webox.ts'
import { Assistant0009 } from './first-version/0009-assistant.ts'
import { CampaignBlocks0010 } from './first-version/0010-campaign-blocks.ts'
import { Analytics0011 } from './first-version/0011-analytics.ts'
import { HeldAndTransactional0012 } from './first-version/0012-held-and-transactional.ts'
import { BulkWriting0013 } from './0013-bulk-writing.ts'
import { FoldedWords0017 } from './0017-folded-words.ts'
import { DeletedItems0018 } from './0018-deleted-items.ts'
import { OtherData0020 } from './0020-other-data.ts'
import { SalesAndRefunds0022 } from './0022-sales-and-refunds.ts'
import { MomentsAndWins0023 } from './0023-moments-and-wins.ts'
import { AccountCertificates0024 } from './0024-account-certificates.ts'
import { FunnelRatios0026 } from './0026-funnel-ratios.ts'
import { Tasks0027 } from './0027-tasks.ts'
import { CustomFields0028 } from './0028-custom-fields.ts'
import { LeadChanges0030 } from './0030-lead-changes.ts'
import { LearntScores0031 } from './0031-learnt-scores.ts'
import { Erasures0032 } from './0032-erasures.ts'
import { MovedConsents0033 } from './0033-moved-consents.ts'
import { ImportMemory0036 } from './0036-import-memory.ts'
import { ContactPoints0038 } from './0038-contact-points.ts'
import { DifferentLeads0039 } from './0039-different-leads.ts'
import { OwnersAndLosses0040 } from './0040-owners-and-losses.ts'
import { LeadViews0041 } from './0041-lead-views.ts'
import { ScoreRules0044 } from './0044-score-rules.ts'
import { AccountLimits0046 } from './0046-account-limits.ts'
import { Mailboxes0047 } from './0047-mailboxes.ts'
import { SignIns0048 } from './0048-sign-ins.ts'
import { CampaignFiles0050 } from './campaigns/0050-campaign-files.ts'
import { Sequences0052 } from './0052-sequences.ts'
import { Letters0053 } from './0053-letters.ts'
import { LegalBases0056 } from './0056-legal-bases.ts'
import { ErasedRefusals0057 } from './0057-erased-refusals.ts'
import { CampaignTests0058 } from './campaigns/0058-campaign-tests.ts'
import { CampaignAccounts0062 } from './campaigns/0062-campaign-accounts.ts'
import { CallLooks0067 } from './campaigns/0067-call-looks.ts'
import { SequenceCalls0065 } from './campaigns/0065-sequence-calls.ts'
import { SignedAndReported0066 } from './campaigns/0066-signed-and-reported.ts'
import { FunnelSequences0070 } from './campaigns/0070-funnel-sequences.ts'
import { AgreedSince0075 } from './campaigns/0075-agreed-since.ts'
import { RetentionKeeps0060 } from './0060-retention-keeps.ts'
import { WarmUps0061 } from './campaigns/0061-warm-ups.ts'
import { Clicks0068 } from './campaigns/0068-clicks.ts'
import { MeasuredCampaigns0069 } from './campaigns/0069-measured-campaigns.ts'
import { MailTopics0064 } from './campaigns/0064-mail-topics.ts'
import { SavedBlocks0063 } from './campaigns/0063-saved-blocks.ts'
import { SequenceHistory0054 } from './0054-sequence-history.ts'

export const migrations = [
  Leads0001,
  Email0002,
  Funnels0003,
  Relay0004,
  FunnelEmails0005,
  FunnelPaths0006,
  Ads0007,
  Webox0008,
  Assistant0009,
  CampaignBlocks0010,
  Analytics0011,
  HeldAndTransactional0012,
  BulkWriting0013,
  FoldedWords0017,
  DeletedItems0018,
  OtherData0020,
  SalesAndRefunds0022,
  MomentsAndWins0023,
  AccountCertificates0024,
  FunnelRatios0026,
  Tasks0027,
  CustomFields0028,
  LeadChanges0030,
  LearntScores0031,
  Erasures0032,
  MovedConsents0033,
  ImportMemory0036,
  ContactPoints0038,
  DifferentLeads0039,
  OwnersAndLosses0040,
  LeadViews0041,
  ScoreRules0044,
  AccountLimits0046,
  Mailboxes0047,
  SignIns0048,
  CampaignFiles0050,
  Sequences0052,
  Letters0053,
  SequenceHistory0054,
  LegalBases0056,
  ErasedRefusals0057,
  CampaignTests0058,
  RetentionKeeps0060,
  WarmUps0061,
  CampaignAccounts0062,
  SavedBlocks0063,
  MailTopics0064,
  SequenceCalls0065,
  SignedAndReported0066,
  CallLooks0067,
  Clicks0068,
  MeasuredCampaigns0069,
  FunnelSequences0070,
  AgreedSince0075,
]
