// Further e-mail addresses and phones of a lead, beside its first ones; an address is one lead's only.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const addAddresses = `INSERT INTO lead_addresses (address, lead_id)
      SELECT json_extract(each.value, '$.value'), NEW.id FROM json_each(NEW.contact_points, '$.emails') AS each;`
const refuse = `SELECT RAISE(ABORT, 'this address is another lead''s')`

const statements = [
  `ALTER TABLE leads ADD COLUMN contact_points text NOT NULL DEFAULT ('{}')`,
  // What a person is found by besides the first address, which the index of leads finds.
  `CREATE TABLE lead_addresses (
    address varchar PRIMARY KEY NOT NULL,
    lead_id integer NOT NULL
  ) WITHOUT ROWID`,
  'CREATE INDEX lead_addresses_lead ON lead_addresses (lead_id)',
  // Many rows at once or one: the same triggers, as most leads have one address.
  `CREATE TRIGGER leads_points_added AFTER INSERT ON leads WHEN NEW.contact_points <> '{}' BEGIN
    ${addAddresses}
  END`,
  `CREATE TRIGGER leads_points_changed AFTER UPDATE OF contact_points ON leads WHEN OLD.contact_points <> NEW.contact_points BEGIN
    DELETE FROM lead_addresses WHERE lead_id = OLD.id;
    ${addAddresses}
  END`,
  `CREATE TRIGGER leads_points_removed AFTER DELETE ON leads WHEN OLD.contact_points <> '{}' BEGIN
    DELETE FROM lead_addresses WHERE lead_id = OLD.id;
  END`,
  `CREATE TRIGGER leads_address_is_new AFTER INSERT ON leads
    WHEN NEW.email IS NOT NULL AND EXISTS (SELECT 1 FROM lead_addresses WHERE address = NEW.email AND lead_id <> NEW.id) BEGIN ${refuse}; END`,
  `CREATE TRIGGER leads_address_is_own AFTER UPDATE OF email ON leads
    WHEN NEW.email IS NOT OLD.email AND EXISTS (SELECT 1 FROM lead_addresses WHERE address = NEW.email AND lead_id <> NEW.id) BEGIN ${refuse}; END`,
  `CREATE TRIGGER lead_addresses_are_own AFTER INSERT ON lead_addresses
    WHEN EXISTS (SELECT 1 FROM leads WHERE email = NEW.address AND id <> NEW.lead_id) BEGIN ${refuse}; END`,
]

export class ContactPoints0038 implements MigrationInterface {
  name = 'ContactPoints1780000000038'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
