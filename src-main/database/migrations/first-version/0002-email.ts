// Sending accounts, campaigns, fixed message versions, the outbox with its totals and attempts,
// refusals, the sandbox mailbox.
import type { MigrationInterface, QueryRunner } from 'typeorm'

// TypeORM finds the generated column by its double quotes: without them it would want to rebuild
// every table.
const statements = [
  `CREATE TABLE email_accounts (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    host varchar NOT NULL,
    port integer NOT NULL,
    security varchar NOT NULL,
    user varchar,
    from_name varchar NOT NULL,
    from_email varchar NOT NULL,
    max_per_minute integer NOT NULL,
    max_connections integer NOT NULL,
    blocked_reason varchar,
    blocked_reply text,
    blocked_at bigint,
    retry_at bigint,
    connection_failures integer NOT NULL DEFAULT (0),
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  )`,
  // `account_id` has no foreign key: a finished campaign keeps the number of the account it left
  // through, even a deleted one. A deleted campaign is only hidden: what it sent stays in the
  // figures and can never be sent twice.
  `CREATE TABLE campaigns (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    subject varchar NOT NULL,
    preheader varchar NOT NULL,
    html text NOT NULL,
    text text,
    from_name varchar NOT NULL,
    from_email varchar,
    reply_to varchar,
    account_id integer,
    recipients text NOT NULL,
    status varchar NOT NULL,
    pause_reason varchar,
    scheduled_at bigint,
    schedule_zone varchar,
    started_at bigint,
    message_version_id integer,
    last_lead_id integer,
    queue_cursor integer,
    planned_recipients integer,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint
  )`,
  `CREATE INDEX campaigns_updated ON campaigns (updated_at, id)`,
  `CREATE INDEX campaigns_status ON campaigns (status, scheduled_at)`,
  `CREATE INDEX campaigns_started ON campaigns (started_at)`,
  // What a campaign said when it was queued: editing the campaign later changes nothing that waits.
  `CREATE TABLE message_versions (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    campaign_id integer NOT NULL,
    content text NOT NULL,
    created_at bigint NOT NULL
  )`,
  `CREATE INDEX message_versions_campaign ON message_versions (campaign_id)`,
  `CREATE TABLE outbox (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    campaign_id integer NOT NULL,
    lead_id integer,
    resend_number integer NOT NULL DEFAULT (0),
    idem_key varchar NOT NULL,
    message_id varchar NOT NULL,
    reference varchar NOT NULL,
    account_id integer NOT NULL,
    message_version_id integer NOT NULL,
    email varchar NOT NULL,
    domain varchar NOT NULL,
    merge_values text NOT NULL,
    state varchar NOT NULL,
    reason varchar,
    attempts integer NOT NULL DEFAULT (0),
    next_attempt_at bigint NOT NULL,
    first_attempt_at bigint,
    lease varchar,
    last_code integer,
    last_reply text,
    handed_at bigint,
    sent_at bigint,
    created_at bigint NOT NULL
  )`,
  `CREATE UNIQUE INDEX outbox_idem_key ON outbox (idem_key)`,
  `CREATE UNIQUE INDEX outbox_message_id ON outbox (message_id)`,
  `CREATE INDEX outbox_reference ON outbox (reference)`,
  // By campaign first, so that the rows of a paused campaign are never walked over to reach those
  // of another.
  `CREATE INDEX outbox_due ON outbox (campaign_id, next_attempt_at, id) WHERE state = 'queued'`,
  `CREATE INDEX outbox_undecided ON outbox (campaign_id, id) WHERE state = 'uncertain' AND reason <> 'left'`,
  `CREATE INDEX outbox_campaign ON outbox (campaign_id, state, id)`,
  // An address may move from one lead to another while a campaign is being queued: it is still
  // written to once.
  `CREATE UNIQUE INDEX outbox_recipient ON outbox (campaign_id, email, resend_number)`,
  `CREATE INDEX outbox_lead ON outbox (lead_id)`,
  `CREATE INDEX outbox_sent ON outbox (sent_at, account_id) WHERE state = 'sent'`,
  // Rows per campaign and state, kept by triggers and reconciled by a test.
  `CREATE TABLE outbox_totals (
    campaign_id integer NOT NULL,
    state varchar NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (campaign_id, state)
  ) WITHOUT ROWID`,
  `CREATE TRIGGER outbox_inserted AFTER INSERT ON outbox BEGIN
    INSERT INTO outbox_totals (campaign_id, state, count) VALUES (NEW.campaign_id, NEW.state, 1)
      ON CONFLICT (campaign_id, state) DO UPDATE SET count = count + 1;
  END`,
  `CREATE TRIGGER outbox_moved AFTER UPDATE OF state ON outbox WHEN OLD.state <> NEW.state BEGIN
    UPDATE outbox_totals SET count = count - 1 WHERE campaign_id = OLD.campaign_id AND state = OLD.state;
    INSERT INTO outbox_totals (campaign_id, state, count) VALUES (NEW.campaign_id, NEW.state, 1)
      ON CONFLICT (campaign_id, state) DO UPDATE SET count = count + 1;
  END`,
  `CREATE TRIGGER outbox_deleted AFTER DELETE ON outbox BEGIN
    UPDATE outbox_totals SET count = count - 1 WHERE campaign_id = OLD.campaign_id AND state = OLD.state;
  END`,
  // Append-only: what was tried, when, and what the server said. The pace of an account is counted
  // here.
  `CREATE TABLE send_attempts (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    outbox_id integer NOT NULL,
    account_id integer NOT NULL,
    attempted_at bigint NOT NULL,
    outcome varchar NOT NULL,
    code integer,
    reply text
  )`,
  `CREATE INDEX send_attempts_pace ON send_attempts (account_id, attempted_at)`,
  `CREATE INDEX send_attempts_outbox ON send_attempts (outbox_id)`,
  `CREATE TABLE suppressions (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind varchar NOT NULL,
    value varchar NOT NULL,
    reason varchar NOT NULL,
    note varchar,
    created_at bigint NOT NULL
  )`,
  `CREATE UNIQUE INDEX suppressions_value ON suppressions (kind, value)`,
  `CREATE INDEX suppressions_created ON suppressions (created_at)`,
  `CREATE TABLE sandbox_messages (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    outbox_id integer,
    message_id varchar NOT NULL,
    from_address varchar NOT NULL,
    to_address varchar NOT NULL,
    subject varchar NOT NULL,
    html text NOT NULL,
    text text NOT NULL,
    received_at bigint NOT NULL
  )`,
  `CREATE INDEX sandbox_messages_received ON sandbox_messages (received_at)`,
  `CREATE INDEX sandbox_messages_message ON sandbox_messages (message_id)`,
]

export class Email0002 implements MigrationInterface {
  name = 'Email1780000000002'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
