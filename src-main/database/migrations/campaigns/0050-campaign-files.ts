// Pictures and attachments of campaigns: contents by their hash in pieces, which campaign has which,
// and which message went out with which.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const up = [
  `CREATE TABLE file_contents (
    hash varchar PRIMARY KEY NOT NULL,
    bytes integer NOT NULL,
    is_whole integer NOT NULL DEFAULT (0),
    picture_type varchar,
    width integer,
    height integer,
    wanted_at bigint NOT NULL
  )`,
  `CREATE TABLE file_pieces (
    hash varchar NOT NULL,
    position integer NOT NULL,
    content blob NOT NULL,
    PRIMARY KEY (hash, position)
  )`,
  `CREATE TABLE campaign_files (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    campaign_id integer NOT NULL,
    kind varchar NOT NULL,
    hash varchar NOT NULL,
    name varchar NOT NULL,
    type varchar NOT NULL,
    created_at bigint NOT NULL
  )`,
  `CREATE INDEX campaign_files_campaign ON campaign_files (campaign_id, id)`,
  `CREATE INDEX campaign_files_hash ON campaign_files (hash)`,
  `CREATE UNIQUE INDEX campaign_files_picture ON campaign_files (campaign_id, hash) WHERE kind = 'picture'`,
  `CREATE TABLE message_files (
    message_version_id integer NOT NULL,
    position integer NOT NULL,
    kind varchar NOT NULL,
    hash varchar NOT NULL,
    name varchar NOT NULL,
    type varchar NOT NULL,
    PRIMARY KEY (message_version_id, position)
  )`,
  `CREATE INDEX message_files_hash ON message_files (hash)`,
  `ALTER TABLE sandbox_messages ADD COLUMN message_version_id integer`,
  `CREATE INDEX sandbox_messages_version ON sandbox_messages (message_version_id) WHERE message_version_id IS NOT NULL`,
]

const down = [
  `DROP INDEX sandbox_messages_version`,
  `ALTER TABLE sandbox_messages DROP COLUMN message_version_id`,
  `DROP TABLE message_files`,
  `DROP TABLE campaign_files`,
  `DROP TABLE file_pieces`,
  `DROP TABLE file_contents`,
]

export class CampaignFiles0050 implements MigrationInterface {
  name = 'CampaignFiles1780000000050'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement)
  }
}
