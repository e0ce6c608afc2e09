// Found by what they are asked for: the version a signed message stands for, and the few reports and
// complaints among all that came back.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `CREATE UNIQUE INDEX signed_versions_signed ON signed_versions (signed_version_id)`,
  `CREATE INDEX received_messages_complaints ON received_messages (outbox_id) WHERE kind = 'complaint'`,
  `CREATE INDEX received_messages_reports ON received_messages (read_at) WHERE kind IN ('bounce', 'complaint')`,
]

export class SignedAndReported0066 implements MigrationInterface {
  name = 'SignedAndReported1780000000066'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
