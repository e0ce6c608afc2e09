// Mailboxes that are read, what came in that is about a message of ours, and what it says of that
// message.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `CREATE TABLE mailboxes (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    account_id integer,
    host varchar NOT NULL,
    port integer NOT NULL,
    security varchar NOT NULL,
    user varchar NOT NULL,
    trusted_certificate varchar,
    last_read_at bigint,
    last_tried_at bigint,
    trouble varchar,
    trouble_cause varchar,
    trouble_reply text,
    trouble_at bigint,
    retry_at bigint,
    failures integer NOT NULL DEFAULT (0),
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  )`,
  `CREATE TABLE mailbox_folders (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    mailbox_id integer NOT NULL,
    path varchar NOT NULL,
    uid_validity varchar NOT NULL,
    last_uid bigint NOT NULL
  )`,
  `CREATE UNIQUE INDEX mailbox_folders_path ON mailbox_folders (mailbox_id, path)`,
  `CREATE TABLE received_messages (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    mailbox_id integer NOT NULL,
    folder varchar NOT NULL,
    uid_validity varchar NOT NULL,
    uid bigint NOT NULL,
    message_key varchar NOT NULL,
    kind varchar NOT NULL,
    class varchar,
    is_delayed integer NOT NULL DEFAULT (0),
    outbox_id integer,
    lead_id integer,
    address varchar,
    subject varchar NOT NULL,
    words text NOT NULL,
    received_at bigint NOT NULL,
    read_at bigint NOT NULL
  )`,
  // Reading twice does nothing twice, wherever the message lies meanwhile.
  `CREATE UNIQUE INDEX received_messages_key ON received_messages (message_key)`,
  `CREATE UNIQUE INDEX received_messages_place ON received_messages (mailbox_id, folder, uid_validity, uid)`,
  `CREATE INDEX received_messages_lead ON received_messages (lead_id, received_at, "id")`,
  `CREATE INDEX received_messages_outbox ON received_messages (outbox_id) WHERE outbox_id IS NOT NULL`,
  `ALTER TABLE outbox ADD COLUMN bounced_at bigint`,
  `ALTER TABLE outbox ADD COLUMN bounce_class varchar`,
  `ALTER TABLE outbox ADD COLUMN bounce_words text`,
  `ALTER TABLE outbox ADD COLUMN replied_at bigint`,
  `ALTER TABLE outbox ADD COLUMN withdrawn_at bigint`,
  // Few among all that was sent; nothing that waits is in them.
  `CREATE INDEX outbox_bounced ON outbox (campaign_id, "id") WHERE bounced_at IS NOT NULL`,
  `CREATE INDEX outbox_replied ON outbox (campaign_id, "id") WHERE replied_at IS NOT NULL`,
  `CREATE INDEX outbox_withdrawn ON outbox (campaign_id, "id") WHERE withdrawn_at IS NOT NULL`,
  `ALTER TABLE campaigns ADD COLUMN unread_allowed_at bigint`,
]

export class Mailboxes0047 implements MigrationInterface {
  name = 'Mailboxes1780000000047'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
