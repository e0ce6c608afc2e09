// Clicks of people who agreed that they are measured. The rules stand here, so that no statement can
// keep a click of anybody else: who did not agree, or agreed later than the click, has none, and an
// agreement that ends takes the clicks with it.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const isMistake = (line: string) =>
  `EXISTS (SELECT 1 FROM consent_events AS later WHERE later.takes_back = ${line}.event_id)`
const refuses = `suppressions.kind = 'address' AND suppressions.reason IN ('unsubscribed', 'complaint')`
const agrees = (lead: string) =>
  `EXISTS (SELECT 1 FROM measured_people WHERE measured_people.lead_id = ${lead})`
const forget = (people: string) => [
  `DELETE FROM clicks WHERE ${people} AND NOT ${agrees('clicks.lead_id')};`,
  `UPDATE outbox SET measured = 0 WHERE ${people} AND measured = 1 AND NOT ${agrees('outbox.lead_id')};`,
]
const ofAddress = `lead_id IN (SELECT id FROM leads WHERE email = NEW.value
        UNION SELECT lead_addresses.lead_id FROM lead_addresses WHERE lead_addresses.address = NEW.value)`

const statements = [
  // Who agrees now, and since when. A refusal of all messages ends it, too.
  `CREATE VIEW measured_people AS
    SELECT agreed.lead_id AS lead_id, agreed.at AS agreed_at FROM consent_events AS agreed
    WHERE agreed.purpose = 'measure' AND agreed.action = 'granted' AND agreed.lead_id IS NOT NULL
      AND agreed.id = (SELECT said.id FROM consent_events AS said
        WHERE said.lead_id = agreed.lead_id AND said.purpose = 'measure' AND said.action IN ('granted', 'withdrawn', 'refused')
          AND NOT ${isMistake('said')} ORDER BY said.at DESC, said.id DESC LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM consent_events AS refused
        WHERE refused.lead_id = agreed.lead_id AND refused.purpose = 'write' AND refused.action IN ('withdrawn', 'refused')
          AND refused.at >= agreed.at AND NOT ${isMistake('refused')})
      AND NOT EXISTS (SELECT 1 FROM leads CROSS JOIN suppressions ON suppressions.value = leads.email
        WHERE leads.id = agreed.lead_id AND ${refuses})
      AND NOT EXISTS (SELECT 1 FROM lead_addresses CROSS JOIN suppressions ON suppressions.value = lead_addresses.address
        WHERE lead_addresses.lead_id = agreed.lead_id AND ${refuses})`,
  // The message left with links that are measured: its person agreed then, and does still.
  'ALTER TABLE outbox ADD COLUMN measured integer NOT NULL DEFAULT 0',
  `CREATE INDEX outbox_measured ON outbox (campaign_id, "id") WHERE measured = 1`,
  `CREATE TABLE clicks (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    event_id varchar NOT NULL,
    outbox_id integer NOT NULL,
    campaign_id integer NOT NULL,
    lead_id integer NOT NULL,
    link text NOT NULL,
    at bigint NOT NULL,
    automatic varchar
  )`,
  'CREATE UNIQUE INDEX clicks_event ON clicks (event_id)',
  'CREATE INDEX clicks_campaign ON clicks (campaign_id, automatic, outbox_id)',
  'CREATE INDEX clicks_message ON clicks (outbox_id, at)',
  'CREATE INDEX clicks_lead ON clicks (lead_id, at, "id")',
  `CREATE TRIGGER clicks_are_agreed_to BEFORE INSERT ON clicks
    WHEN NOT EXISTS (SELECT 1 FROM measured_people WHERE lead_id = NEW.lead_id AND agreed_at <= NEW.at)
    BEGIN SELECT RAISE(ABORT, 'a click of somebody who did not agree to it'); END`,
  `CREATE TRIGGER clicks_stay_agreed_to AFTER UPDATE ON clicks
    WHEN NOT EXISTS (SELECT 1 FROM measured_people WHERE lead_id = NEW.lead_id AND agreed_at <= NEW.at)
    BEGIN DELETE FROM clicks WHERE "id" = NEW."id"; END`,
  `CREATE TRIGGER consent_events_end_clicks AFTER INSERT ON consent_events
    WHEN NEW.lead_id IS NOT NULL AND NEW.purpose IN ('measure', 'write') AND NEW.action IN ('withdrawn', 'refused', 'taken_back') BEGIN
      ${forget('lead_id = NEW.lead_id').join('\n      ')}
    END`,
  ...['INSERT', 'UPDATE OF reason, value'].map(
    (event, index) =>
      `CREATE TRIGGER suppressions_end_clicks_${index === 0 ? 'added' : 'changed'} AFTER ${event} ON suppressions
    WHEN NEW.kind = 'address' AND NEW.reason IN ('unsubscribed', 'complaint') BEGIN
      ${forget(ofAddress).join('\n      ')}
    END`,
  ),
]

export class Clicks0068 implements MigrationInterface {
  name = 'Clicks1780000000068'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
