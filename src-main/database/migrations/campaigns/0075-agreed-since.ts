// Since when somebody agrees to be measured: since the first time they said so after the last end of it,
// and not since the last. What ended an agreement takes the clicks from before it along, even where
// another one came after. And a box that a form of before ticked for somebody whose address nobody
// confirmed is no agreement.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const isMistake = (line: string) =>
  `EXISTS (SELECT 1 FROM consent_events AS later WHERE later.takes_back = ${line}.event_id)`
const isUnconfirmed = (line: string) =>
  `EXISTS (SELECT 1 FROM consent_events AS asked WHERE asked.event_id = ${line}.event_id AND asked.purpose = 'write' AND asked.action = 'asked'
        AND NOT EXISTS (SELECT 1 FROM consent_confirmations WHERE asked_event_id = asked.event_id AND confirmed_at IS NOT NULL))`
const counts = (line: string) => `NOT ${isMistake(line)} AND NOT ${isUnconfirmed(line)}`
const refuses = `suppressions.kind = 'address' AND suppressions.reason IN ('unsubscribed', 'complaint')`
const isAgreedTo = `EXISTS (SELECT 1 FROM measured_people WHERE measured_people.lead_id = clicks.lead_id AND agreed_at <= clicks.at)`
const agrees = `EXISTS (SELECT 1 FROM measured_people WHERE measured_people.lead_id = outbox.lead_id)`

const statements = [
  'DROP TRIGGER consent_events_end_clicks',
  'DROP VIEW measured_people',
  `CREATE VIEW measured_people AS
    SELECT agreed.lead_id AS lead_id, (SELECT min(since.at) FROM consent_events AS since
        WHERE since.lead_id = agreed.lead_id AND since.purpose = 'measure' AND since.action = 'granted' AND ${counts('since')}
          AND NOT EXISTS (SELECT 1 FROM consent_events AS ended
            WHERE ended.lead_id = agreed.lead_id AND ended.action IN ('withdrawn', 'refused') AND NOT ${isMistake('ended')}
              AND ((ended.purpose = 'measure' AND (ended.at, ended.id) > (since.at, since.id)) OR (ended.purpose = 'write' AND ended.at >= since.at)))) AS agreed_at
    FROM consent_events AS agreed
    WHERE agreed.purpose = 'measure' AND agreed.action = 'granted' AND agreed.lead_id IS NOT NULL
      AND agreed.id = (SELECT said.id FROM consent_events AS said
        WHERE said.lead_id = agreed.lead_id AND said.purpose = 'measure' AND said.action IN ('granted', 'withdrawn', 'refused')
          AND ${counts('said')} ORDER BY said.at DESC, said.id DESC LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM consent_events AS refused
        WHERE refused.lead_id = agreed.lead_id AND refused.purpose = 'write' AND refused.action IN ('withdrawn', 'refused')
          AND refused.at >= agreed.at AND NOT ${isMistake('refused')})
      AND NOT EXISTS (SELECT 1 FROM leads CROSS JOIN suppressions ON suppressions.value = leads.email
        WHERE leads.id = agreed.lead_id AND ${refuses})
      AND NOT EXISTS (SELECT 1 FROM lead_addresses CROSS JOIN suppressions ON suppressions.value = lead_addresses.address
        WHERE lead_addresses.lead_id = agreed.lead_id AND ${refuses})`,
  `CREATE TRIGGER consent_events_end_clicks AFTER INSERT ON consent_events
    WHEN NEW.lead_id IS NOT NULL AND NEW.purpose IN ('measure', 'write') AND NEW.action IN ('withdrawn', 'refused', 'taken_back') BEGIN
      DELETE FROM clicks WHERE lead_id = NEW.lead_id AND NOT ${isAgreedTo};
      UPDATE outbox SET measured = 0 WHERE lead_id = NEW.lead_id AND measured = 1 AND NOT ${agrees};
    END`,
  `DELETE FROM clicks WHERE NOT ${isAgreedTo}`,
  `UPDATE outbox SET measured = 0 WHERE measured = 1 AND NOT ${agrees}`,
]

export class AgreedSince0075 implements MigrationInterface {
  name = 'AgreedSince1780000000075'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
