// What a file knew about a person beyond the fields of a lead.
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class OtherData0020 implements MigrationInterface {
  name = 'OtherData1780000000020'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE leads ADD COLUMN other_data text NOT NULL DEFAULT ('{}')`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE leads DROP COLUMN other_data')
  }
}
