// The e-mails of funnels become steps of sequences: one for each form that starts some. Whoever is between
// two of them goes on there, at the moment they were told; nothing is sent again. A message that nobody
// tried to send yet is a place in the sequence from now on, and every other stays in the outbox.
import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What the old lists knew, those of deleted funnels included; a campaign has one place. What a deleted funnel
 * remembers may be something else's by now, or was sent by itself: then it stays there.
 */
const emails = `CREATE TABLE moving_emails AS
  SELECT *, row_number() OVER list - 1 AS position, delay - lag(delay, 1, 0) OVER list AS gap,
    dense_rank() OVER (ORDER BY deleted_at IS NOT NULL, funnel_id, coalesce(page_id, 0))
      + (SELECT max(coalesce((SELECT max("id") FROM sequences), 0), coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'sequences'), 0))) AS sequence_id
  FROM (
    SELECT found.*, campaigns.topic AS topic, coalesce(campaigns.automatic_on, 0) AS is_on,
      row_number() OVER (PARTITION BY campaign_id ORDER BY found.deleted_at IS NULL DESC, found.deleted_at DESC, found."id" DESC) AS choice
    FROM (
      SELECT old."id" AS "id", funnel_id, page_id, campaign_id, delay_minutes AS delay, is_own, old.created_at AS created_at, NULL AS deleted_at,
        funnels.name AS funnel_name, funnels.language AS language, funnels.is_archived AS is_held,
        (SELECT name FROM funnel_pages WHERE funnel_pages."id" = page_id) AS page_name
      FROM funnel_emails AS old JOIN funnels ON funnels."id" = funnel_id
      UNION ALL
      SELECT json_extract(old.value, '$.id'), item_id, json_extract(old.value, '$.pageId'), json_extract(old.value, '$.campaignId'),
        json_extract(old.value, '$.delayMinutes'), json_extract(old.value, '$.isOwn'), json_extract(old.value, '$.createdAt'), deleted_at,
        deleted_items.name, coalesce(json_extract(snapshot, '$.funnels[0].language'), 'fr'), coalesce(json_extract(snapshot, '$.funnels[0].isArchived'), 0),
        (SELECT json_extract(page.value, '$.name') FROM json_each(snapshot, '$.pages') AS page
          WHERE json_extract(page.value, '$.id') = json_extract(old.value, '$.pageId'))
      FROM deleted_items, json_each(snapshot, '$.emails') AS old WHERE kind = 'funnel'
    ) AS found JOIN campaigns ON campaigns."id" = campaign_id
    WHERE found.deleted_at IS NULL OR (NOT EXISTS (SELECT 1 FROM sequence_emails WHERE sequence_emails.campaign_id = found.campaign_id)
      AND ((status = 'draft' AND automatic_on IS NULL AND started_at IS NULL) OR (status = 'cancelled' AND automatic_on IS NOT NULL)))
  ) WHERE choice = 1
  WINDOW list AS (PARTITION BY deleted_at IS NOT NULL, funnel_id, coalesce(page_id, 0) ORDER BY delay, "id")`

/** In the largest units that say a wait exactly: days of the business, hours, minutes. */
const pieces = `CREATE TABLE moving_steps AS
  SELECT sequence_id, position, part, "id" AS email_id, iif(part = 4, 'e', 'w') || "id" || iif(part = 4, '', unit) AS step_key,
    CASE part WHEN 4 THEN json_patch(json_object('kind', 'send', 'key', 'e' || "id", 'campaignId', campaign_id),
        iif(NOT is_on AND max(is_on) OVER (PARTITION BY sequence_id), '{"isSkipped":true}', '{}'))
      ELSE json_object('kind', 'wait', 'key', 'w' || "id" || unit, 'amount', amount, 'unit', CASE unit WHEN 'd' THEN 'days' WHEN 'h' THEN 'hours' ELSE 'minutes' END,
        'notBefore', NULL) END AS step
  FROM (
    SELECT *, 4 AS part, '' AS unit, 0 AS amount FROM moving_emails
    UNION ALL SELECT *, 1, 'd', gap / 1440 FROM moving_emails WHERE gap >= 1440 AND (gap % 1440 = 0 OR gap > iif(gap % 60 = 0, 60000, 1000))
    UNION ALL SELECT *, 2, 'h', iif(gap % 60 = 0 AND gap <= 60000, gap / 60, gap % 1440 / 60) FROM moving_emails
      WHERE gap % 1440 >= 60 AND (gap % 60 = 0 OR gap > 1000)
    UNION ALL SELECT *, 3, 'm', iif(gap <= 1000, gap, gap % 60) FROM moving_emails WHERE gap % 60 > 0
  )`

const sequences = `INSERT INTO sequences ("id", name, is_on, is_held, start, exits, topic, steps, gone, created_at, updated_at, deleted_at)
  SELECT sequence_id, substr('E-mails' || iif(max(language) = 'fr', char(160), '') || ': ' || max(funnel_name) || coalesce(' – ' || max(page_name), ''), 1, 200),
    max(is_on) AND max(deleted_at) IS NULL, max(is_held), json_object('kind', 'form', 'funnelId', funnel_id, 'pageId', page_id),
    '{"reply":true,"won":false,"filter":null}', CASE WHEN count(DISTINCT coalesce(topic, '')) = 1 THEN max(topic) END,
    (SELECT json_group_array(json(step)) FROM (SELECT step FROM moving_steps WHERE moving_steps.sequence_id = moving_emails.sequence_id ORDER BY position, part)),
    '{}', min(created_at), max(created_at), max(deleted_at)
  FROM moving_emails GROUP BY sequence_id`

/** Messages by person and e-mail, as each stands now. `is_ahead`: its moment lies before it, and nobody tried it. */
const messages = `CREATE TABLE moving_messages AS
  SELECT *, is_queued AND is_on AND attempts = 0 AND first_attempt_at IS NULL AND handed_at IS NULL AND lease IS NULL AND resend_number = 0 AS is_ahead,
    is_queued OR state IN ('claimed', 'handing_over') OR (state = 'uncertain' AND reason IS NOT 'left') AS is_live
  FROM (
    SELECT outbox."id" AS outbox_id, lead_id, outbox.email AS email, sequence_id, position, moving_emails."id" AS email_id, is_on, state, state = 'queued' AS is_queued, reason,
      attempts, first_attempt_at, handed_at, lease, resend_number, next_attempt_at, outbox.created_at AS created_at, sent_at, bounced_at, bounce_class,
      row_number() OVER (PARTITION BY campaign_id, outbox.email ORDER BY resend_number DESC) AS choice
    FROM moving_emails CROSS JOIN outbox USING (campaign_id)
    WHERE confirms IS NULL AND lead_id IN (SELECT "id" FROM leads)
  ) WHERE choice = 1`

/** Each person once in a sequence, by the address that has messages before it, else by the last one. */
const people = `CREATE TABLE moving_people AS
  SELECT row_number() OVER (ORDER BY entered_at, sequence_id, lead_id)
      + (SELECT max(coalesce((SELECT max("id") FROM sequence_people), 0), coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'sequence_people'), 0))) AS person_id, *
  FROM (
    SELECT sequence_id, lead_id, email, min(created_at) AS entered_at, max(coalesce(sent_at, handed_at, created_at)) AS last_at,
      min(iif(is_ahead, position, NULL)) AS next_position, max(iif(is_live AND NOT is_ahead, position, NULL)) AS live_position, max(position) AS last_position,
      row_number() OVER (PARTITION BY sequence_id, lead_id ORDER BY max(is_ahead) DESC, max(created_at) DESC, email) AS choice
    FROM moving_messages GROUP BY sequence_id, lead_id, email
  ) WHERE choice = 1`

const places = `INSERT INTO sequence_people ("id", sequence_id, lead_id, email, state, step_key, since, due_at, outbox_id, reason, entered_at, ended_at, entered_by)
  SELECT person_id, moving_people.sequence_id, moving_people.lead_id, moving_people.email,
    CASE WHEN next_position IS NOT NULL THEN 'waiting' WHEN live_position IS NOT NULL THEN 'sending' ELSE 'ended' END,
    CASE WHEN next_position IS NULL THEN 'e' || at.email_id
      ELSE (SELECT step_key FROM moving_steps WHERE moving_steps.sequence_id = moving_people.sequence_id AND moving_steps.position = next_position
        ORDER BY part = 4, part DESC LIMIT 1) END,
    iif(next_position IS NULL, last_at, at.created_at), iif(next_position IS NULL, NULL, at.next_attempt_at),
    iif(next_position IS NULL, at.outbox_id, NULL),
    CASE WHEN next_position IS NOT NULL OR live_position IS NOT NULL THEN NULL
      WHEN at.state = 'cancelled' AND at.reason = 'replied' THEN 'replied'
      WHEN at.state = 'suppressed' THEN iif(at.reason = 'topic', 'left_topic', 'refused')
      WHEN at.bounce_class = 'hard' THEN 'bounced'
      WHEN at.state IN ('cancelled', 'failed') THEN 'not_sent' ELSE 'finished' END,
    entered_at, CASE WHEN next_position IS NULL AND live_position IS NULL THEN last_at END, 'form'
  FROM moving_people JOIN moving_messages AS at ON at.sequence_id = moving_people.sequence_id AND at.lead_id = moving_people.lead_id
    AND at.email = moving_people.email AND at.position = coalesce(next_position, live_position, last_position)`

/** What is behind somebody is done; so is what was never meant for them, as an e-mail that came to the funnel after their form. */
const done = `INSERT INTO sequence_steps (person_id, step_key, kind, at, result)
  SELECT person_id, 'e' || moving_emails."id", 'send', coalesce(message.sent_at, message.handed_at, message.created_at, entered_at),
    iif(message.is_live OR message.state IN ('sent', 'uncertain', 'expired'), NULL, 'not_done')
  FROM moving_people CROSS JOIN moving_emails ON moving_emails.sequence_id = moving_people.sequence_id
  LEFT JOIN moving_messages AS message ON message.sequence_id = moving_people.sequence_id AND message.lead_id = moving_people.lead_id
    AND message.email = moving_people.email AND message.position = moving_emails.position
  WHERE coalesce(message.is_ahead, 0) = 0 ORDER BY person_id, moving_emails.position`

const statements = [
  'ALTER TABLE sequences ADD COLUMN is_held integer NOT NULL DEFAULT 0',
  emails,
  'CREATE INDEX moving_emails_campaign ON moving_emails (campaign_id)',
  'CREATE INDEX moving_emails_sequence ON moving_emails (sequence_id, position)',
  pieces,
  'CREATE INDEX moving_steps_place ON moving_steps (sequence_id, position, part)',
  sequences,
  // The numbers of these rows are told to nobody; those of the e-mails of funnels are, and stay.
  `UPDATE sequence_emails SET "id" = "id" + (SELECT max(coalesce((SELECT max("id") FROM sequence_emails), 0), coalesce((SELECT max("id") FROM moving_emails), 0),
    coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'funnel_emails'), 0)))`,
  'DELETE FROM sequence_emails WHERE campaign_id IN (SELECT campaign_id FROM moving_emails)',
  `INSERT INTO sequence_emails ("id", sequence_id, step_key, campaign_id, is_own, state, created_at)
    SELECT "id", sequence_id, 'e' || "id", campaign_id, is_own, 'used', created_at FROM moving_emails`,
  `UPDATE sqlite_sequence SET seq = max(seq, (SELECT max("id") FROM sequence_emails), coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'funnel_emails'), 0))
    WHERE name = 'sequence_emails' AND EXISTS (SELECT 1 FROM sequence_emails)`,
  messages,
  'CREATE INDEX moving_messages_person ON moving_messages (sequence_id, lead_id, email, position)',
  people,
  places,
  done,
  `DELETE FROM outbox WHERE "id" IN (SELECT outbox_id FROM moving_people JOIN moving_messages USING (sequence_id, lead_id, email) WHERE is_ahead)`,
  `UPDATE deleted_items SET snapshot = json_set(json_remove(snapshot, '$.emails'), '$.sequences',
    json((SELECT json_group_array(json_object('id', sequence_id)) FROM (SELECT DISTINCT sequence_id FROM moving_emails WHERE funnel_id = item_id AND deleted_at IS NOT NULL))))
    WHERE kind = 'funnel'`,
  'DROP TABLE moving_emails',
  'DROP TABLE moving_steps',
  'DROP TABLE moving_messages',
  'DROP TABLE moving_people',
  'DROP TABLE funnel_emails',
]

export class FunnelSequences0070 implements MigrationInterface {
  name = 'FunnelSequences1780000000070'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
