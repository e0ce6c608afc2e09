// Accounts and mailboxes that are signed in on their provider's page instead of by a password.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `CREATE TABLE mail_sign_ins (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    provider varchar NOT NULL,
    issuer varchar NOT NULL,
    address varchar,
    can_send integer NOT NULL,
    can_read integer NOT NULL,
    valid_until bigint,
    ended_reason varchar,
    ended_detail text,
    ended_at bigint,
    left_access varchar,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  )`,
  `ALTER TABLE email_accounts ADD COLUMN sign_in_id integer`,
  `ALTER TABLE mailboxes ADD COLUMN sign_in_id integer`,
]

export class SignIns0048 implements MigrationInterface {
  name = 'SignIns1780000000048'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mailboxes DROP COLUMN sign_in_id')
    await runner.query('ALTER TABLE email_accounts DROP COLUMN sign_in_id')
    await runner.query('DROP TABLE mail_sign_ins')
  }
}
