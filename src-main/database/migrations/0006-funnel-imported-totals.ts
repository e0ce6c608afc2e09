// The totals a funnel brings from another application, kept apart from what is measured here.
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class FunnelImportedTotals0006 implements MigrationInterface {
  name = 'FunnelImportedTotals1780000000006'
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE funnels ADD COLUMN imported_totals text')
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
