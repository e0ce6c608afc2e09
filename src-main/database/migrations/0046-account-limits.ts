// How many messages an account may send in an hour and in a day, besides a minute.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const added = ['max_per_hour integer', 'max_per_day integer']

export class AccountLimits0046 implements MigrationInterface {
  name = 'AccountLimits1780000000046'

  async up(runner: QueryRunner): Promise<void> {
    for (const column of added)
      await runner.query(`ALTER TABLE email_accounts ADD COLUMN ${column}`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of added)
      await runner.query(`ALTER TABLE email_accounts DROP COLUMN ${column.split(' ')[0]}`)
  }
}
