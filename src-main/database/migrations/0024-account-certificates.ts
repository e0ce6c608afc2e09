// A certificate the user trusts, why exactly an account is blocked, what the brake on dead
// addresses has counted, and what tells
// a copy of the data: how often it was started, and which drafts were found in it.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const columns = {
  email_accounts: ['trusted_certificate varchar', 'blocked_cause varchar'],
  campaigns: ['brake_reached integer', 'brake_dead integer', 'copied_at bigint'],
}

export class AccountCertificates0024 implements MigrationInterface {
  name = 'AccountCertificates1780000000024'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE data_folder (id varchar PRIMARY KEY NOT NULL, starts integer NOT NULL)',
    )
    for (const [table, added] of Object.entries(columns))
      for (const column of added) await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column}`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE data_folder')
    for (const [table, added] of Object.entries(columns))
      for (const column of added)
        await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column.split(' ')[0]}`)
  }
}
