// What says that something happened with a lead: moved when entries become one, and reason enough to
// keep a lead whose import is taken back.

/** Tables with a column `lead_id` and row numbers. */
export const storyTables = [
  'interactions',
  'tasks',
  'consent_events',
  'consent_confirmations',
  'outbox',
  'funnel_events',
] as const
