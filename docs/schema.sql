-- The tables, indexes and triggers of the database, as all migrations together make them.
-- Written by tests/main/database/schema.test.ts: UPDATE_SCHEMA=1 npx vitest run --project main tests/main/database/schema.test.ts

CREATE TABLE ads (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    platform varchar NOT NULL,
    status varchar NOT NULL,
    description text NOT NULL,
    headline varchar NOT NULL,
    ad_copy text NOT NULL,
    image_url varchar,
    video_url varchar,
    audience text NOT NULL,
    daily_budget_cents bigint,
    total_budget_cents bigint,
    starts_on varchar,
    ends_on varchar,
    impressions bigint,
    clicks bigint,
    conversions bigint,
    spent_cents bigint,
    results_origin varchar NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  );

CREATE INDEX ads_status_updated ON ads (status, updated_at, id);

CREATE INDEX ads_updated ON ads (updated_at, id);

CREATE TABLE ai_calls (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    at bigint NOT NULL,
    task varchar NOT NULL,
    provider varchar NOT NULL,
    model varchar NOT NULL,
    url varchar NOT NULL,
    payload text,
    outcome varchar NOT NULL,
    reason varchar,
    input_tokens integer,
    output_tokens integer,
    estimated_cost bigint,
    cost bigint,
    currency varchar NOT NULL
  );

CREATE INDEX ai_calls_at ON ai_calls (at, id);

CREATE TABLE assistant_settings (
    name varchar PRIMARY KEY NOT NULL,
    value text NOT NULL
  );

CREATE TABLE attribution_shares (
    lead_id integer NOT NULL,
    kind varchar NOT NULL,
    ref varchar NOT NULL,
    won_at bigint NOT NULL,
    first_cents bigint NOT NULL,
    last_cents bigint NOT NULL,
    linear_cents bigint NOT NULL,
    is_first integer NOT NULL,
    is_last integer NOT NULL,
    PRIMARY KEY (lead_id, kind, ref)
  ) WITHOUT ROWID;

CREATE TRIGGER attribution_shares_added AFTER INSERT ON attribution_shares WHEN NOT EXISTS (SELECT 1 FROM bulk_write WHERE settles = 1) BEGIN
    INSERT INTO attribution_totals (span, kind, ref, start, first_cents, last_cents, linear_cents, first_wins, last_wins, touched_wins) VALUES ('quarter', NEW.kind, NEW.ref, NEW.won_at / 900000, NEW.first_cents, NEW.last_cents, NEW.linear_cents, NEW.is_first, NEW.is_last, 1)
    ON CONFLICT (span, kind, ref, start) DO UPDATE SET first_cents = first_cents + excluded.first_cents, last_cents = last_cents + excluded.last_cents, linear_cents = linear_cents + excluded.linear_cents, first_wins = first_wins + excluded.first_wins, last_wins = last_wins + excluded.last_wins, touched_wins = touched_wins + excluded.touched_wins;
    INSERT INTO attribution_totals (span, kind, ref, start, first_cents, last_cents, linear_cents, first_wins, last_wins, touched_wins) VALUES ('day', NEW.kind, NEW.ref, NEW.won_at / 86400000, NEW.first_cents, NEW.last_cents, NEW.linear_cents, NEW.is_first, NEW.is_last, 1)
    ON CONFLICT (span, kind, ref, start) DO UPDATE SET first_cents = first_cents + excluded.first_cents, last_cents = last_cents + excluded.last_cents, linear_cents = linear_cents + excluded.linear_cents, first_wins = first_wins + excluded.first_wins, last_wins = last_wins + excluded.last_wins, touched_wins = touched_wins + excluded.touched_wins;
    INSERT INTO attribution_totals (span, kind, ref, start, first_cents, last_cents, linear_cents, first_wins, last_wins, touched_wins) VALUES ('weeks4', NEW.kind, NEW.ref, NEW.won_at / 2419200000, NEW.first_cents, NEW.last_cents, NEW.linear_cents, NEW.is_first, NEW.is_last, 1)
    ON CONFLICT (span, kind, ref, start) DO UPDATE SET first_cents = first_cents + excluded.first_cents, last_cents = last_cents + excluded.last_cents, linear_cents = linear_cents + excluded.linear_cents, first_wins = first_wins + excluded.first_wins, last_wins = last_wins + excluded.last_wins, touched_wins = touched_wins + excluded.touched_wins;
  END;

CREATE TRIGGER attribution_shares_removed AFTER DELETE ON attribution_shares WHEN NOT EXISTS (SELECT 1 FROM bulk_write WHERE settles = 1) BEGIN
    INSERT INTO attribution_totals (span, kind, ref, start, first_cents, last_cents, linear_cents, first_wins, last_wins, touched_wins) VALUES ('quarter', OLD.kind, OLD.ref, OLD.won_at / 900000, -(OLD.first_cents), -(OLD.last_cents), -(OLD.linear_cents), -(OLD.is_first), -(OLD.is_last), -1)
    ON CONFLICT (span, kind, ref, start) DO UPDATE SET first_cents = first_cents + excluded.first_cents, last_cents = last_cents + excluded.last_cents, linear_cents = linear_cents + excluded.linear_cents, first_wins = first_wins + excluded.first_wins, last_wins = last_wins + excluded.last_wins, touched_wins = touched_wins + excluded.touched_wins;
    INSERT INTO attribution_totals (span, kind, ref, start, first_cents, last_cents, linear_cents, first_wins, last_wins, touched_wins) VALUES ('day', OLD.kind, OLD.ref, OLD.won_at / 86400000, -(OLD.first_cents), -(OLD.last_cents), -(OLD.linear_cents), -(OLD.is_first), -(OLD.is_last), -1)
    ON CONFLICT (span, kind, ref, start) DO UPDATE SET first_cents = first_cents + excluded.first_cents, last_cents = last_cents + excluded.last_cents, linear_cents = linear_cents + excluded.linear_cents, first_wins = first_wins + excluded.first_wins, last_wins = last_wins + excluded.last_wins, touched_wins = touched_wins + excluded.touched_wins;
    INSERT INTO attribution_totals (span, kind, ref, start, first_cents, last_cents, linear_cents, first_wins, last_wins, touched_wins) VALUES ('weeks4', OLD.kind, OLD.ref, OLD.won_at / 2419200000, -(OLD.first_cents), -(OLD.last_cents), -(OLD.linear_cents), -(OLD.is_first), -(OLD.is_last), -1)
    ON CONFLICT (span, kind, ref, start) DO UPDATE SET first_cents = first_cents + excluded.first_cents, last_cents = last_cents + excluded.last_cents, linear_cents = linear_cents + excluded.linear_cents, first_wins = first_wins + excluded.first_wins, last_wins = last_wins + excluded.last_wins, touched_wins = touched_wins + excluded.touched_wins;
  END;

CREATE TABLE attribution_totals (
    span varchar NOT NULL, kind varchar NOT NULL, ref varchar NOT NULL,
    start integer NOT NULL,
    first_cents integer NOT NULL DEFAULT 0, last_cents integer NOT NULL DEFAULT 0, linear_cents integer NOT NULL DEFAULT 0, first_wins integer NOT NULL DEFAULT 0, last_wins integer NOT NULL DEFAULT 0, touched_wins integer NOT NULL DEFAULT 0,
    PRIMARY KEY (span, kind, ref, start)
  ) WITHOUT ROWID;

CREATE TABLE bulk_leads (
    "id" integer PRIMARY KEY NOT NULL,
    was_there integer NOT NULL,
    status varchar,
    value_cents bigint,
    source varchar,
    created_at bigint,
    is_renamed integer NOT NULL,
    is_retagged integer NOT NULL
  );

CREATE TABLE bulk_wins (
    "id" integer PRIMARY KEY NOT NULL,
    won_at bigint,
    value_cents bigint,
    arrived_at bigint,
    source varchar
  );

CREATE TABLE bulk_write (
    "id" integer PRIMARY KEY NOT NULL CHECK (id = 1),
    last_lead_id integer NOT NULL,
    settles integer NOT NULL DEFAULT 0
  );

CREATE TABLE campaign_accounts (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    campaign_id integer NOT NULL,
    account_id integer NOT NULL
  );

CREATE INDEX campaign_accounts_account ON campaign_accounts (account_id);

CREATE UNIQUE INDEX campaign_accounts_campaign ON campaign_accounts (campaign_id, account_id);

CREATE TABLE campaign_files (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    campaign_id integer NOT NULL,
    kind varchar NOT NULL,
    hash varchar NOT NULL,
    name varchar NOT NULL,
    type varchar NOT NULL,
    created_at bigint NOT NULL
  );

CREATE INDEX campaign_files_campaign ON campaign_files (campaign_id, id);

CREATE INDEX campaign_files_hash ON campaign_files (hash);

CREATE UNIQUE INDEX campaign_files_picture ON campaign_files (campaign_id, hash) WHERE kind = 'picture';

CREATE TABLE campaign_tests (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    campaign_id integer NOT NULL,
    variant_id integer NOT NULL,
    share integer NOT NULL,
    measure varchar NOT NULL,
    hours integer NOT NULL,
    unclear varchar NOT NULL,
    winner varchar,
    decided_by varchar,
    decided_at bigint,
    decided_probability float,
    removed_at bigint,
    created_at bigint NOT NULL
  );

CREATE UNIQUE INDEX campaign_tests_campaign ON campaign_tests (campaign_id);

CREATE TABLE campaigns (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    subject varchar NOT NULL,
    preheader varchar NOT NULL,
    html text NOT NULL,
    text text,
    from_name varchar NOT NULL,
    from_email varchar,
    reply_to varchar,
    account_id integer,
    recipients text NOT NULL,
    status varchar NOT NULL,
    pause_reason varchar,
    scheduled_at bigint,
    schedule_zone varchar,
    started_at bigint,
    message_version_id integer,
    last_lead_id integer,
    queue_cursor integer,
    planned_recipients integer,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint
  , automatic_on integer, confirms_funnel_id integer, imported_totals text, blocks text, is_held integer NOT NULL DEFAULT 0, brake_reached integer, brake_dead integer, copied_at bigint, unread_allowed_at bigint, letters_account_id integer, variant_of integer, topic varchar, measures_clicks integer NOT NULL DEFAULT 0);

CREATE INDEX campaigns_deleted ON campaigns (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE INDEX campaigns_started ON campaigns (started_at);

CREATE INDEX campaigns_status ON campaigns (status, scheduled_at);

CREATE INDEX campaigns_updated ON campaigns (updated_at, id);

CREATE INDEX campaigns_variant ON campaigns (variant_of) WHERE variant_of IS NOT NULL;

CREATE TRIGGER campaigns_tasks_forgotten BEFORE DELETE ON campaigns BEGIN
    DELETE FROM tasks WHERE campaign_id = OLD.id AND lead_id IS NULL;
    UPDATE tasks SET campaign_id = NULL WHERE campaign_id = OLD.id;
  END;

CREATE TABLE clicks (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    event_id varchar NOT NULL,
    outbox_id integer NOT NULL,
    campaign_id integer NOT NULL,
    lead_id integer NOT NULL,
    link text NOT NULL,
    at bigint NOT NULL,
    automatic varchar
  );

CREATE INDEX clicks_campaign ON clicks (campaign_id, automatic, outbox_id);

CREATE UNIQUE INDEX clicks_event ON clicks (event_id);

CREATE INDEX clicks_lead ON clicks (lead_id, at, "id");

CREATE INDEX clicks_message ON clicks (outbox_id, at);

CREATE TRIGGER clicks_are_agreed_to BEFORE INSERT ON clicks
    WHEN NOT EXISTS (SELECT 1 FROM measured_people WHERE lead_id = NEW.lead_id AND agreed_at <= NEW.at)
    BEGIN SELECT RAISE(ABORT, 'a click of somebody who did not agree to it'); END;

CREATE TRIGGER clicks_stay_agreed_to AFTER UPDATE ON clicks
    WHEN NOT EXISTS (SELECT 1 FROM measured_people WHERE lead_id = NEW.lead_id AND agreed_at <= NEW.at)
    BEGIN DELETE FROM clicks WHERE "id" = NEW."id"; END;

CREATE TRIGGER clicks_tell_of_messages AFTER INSERT ON clicks BEGIN
      UPDATE outbox SET measured = 1 WHERE id = NEW.outbox_id AND measured = 0;
    END;

CREATE TABLE cohort_totals (
    span varchar NOT NULL,
    start integer NOT NULL,
    months_after integer NOT NULL,
    won integer NOT NULL DEFAULT 0,
    won_cents integer NOT NULL DEFAULT 0,
    PRIMARY KEY (span, start, months_after)
  ) WITHOUT ROWID;

CREATE TABLE consent_confirmations (
    asked_event_id varchar PRIMARY KEY NOT NULL,
    lead_id integer NOT NULL,
    asked_at bigint NOT NULL,
    mailed_at bigint,
    confirmed_at bigint
  , skipped varchar);

CREATE INDEX consent_confirmations_waiting ON consent_confirmations (asked_at) WHERE mailed_at IS NULL AND skipped IS NULL;

CREATE TABLE consent_events (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    event_id varchar NOT NULL,
    lead_id integer,
    email varchar,
    purpose varchar NOT NULL,
    action varchar NOT NULL,
    method varchar NOT NULL,
    at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    wording_hash varchar,
    funnel_id integer,
    page_id integer,
    suppression_id integer
  , basis varchar, channel varchar, note text, origin varchar, takes_back varchar, import_id integer, refusals text, topic varchar);

CREATE INDEX consent_events_email ON consent_events (email);

CREATE UNIQUE INDEX consent_events_event ON consent_events (event_id, purpose);

CREATE INDEX consent_events_import ON consent_events (import_id) WHERE import_id IS NOT NULL;

CREATE INDEX consent_events_lead ON consent_events (lead_id, at);

CREATE INDEX consent_events_taken_back ON consent_events (takes_back) WHERE takes_back IS NOT NULL;

CREATE TRIGGER consent_events_end_clicks AFTER INSERT ON consent_events
    WHEN NEW.lead_id IS NOT NULL AND NEW.purpose IN ('measure', 'write') AND NEW.action IN ('withdrawn', 'refused', 'taken_back') BEGIN
      DELETE FROM clicks WHERE lead_id = NEW.lead_id AND NOT EXISTS (SELECT 1 FROM measured_people WHERE measured_people.lead_id = clicks.lead_id AND agreed_at <= clicks.at);
      UPDATE outbox SET measured = 0 WHERE lead_id = NEW.lead_id AND measured = 1 AND NOT EXISTS (SELECT 1 FROM measured_people WHERE measured_people.lead_id = outbox.lead_id);
    END;

CREATE TRIGGER consent_events_kept BEFORE UPDATE ON consent_events
    WHEN NEW."id" IS NOT OLD."id" OR NEW."event_id" IS NOT OLD."event_id" OR NEW."email" IS NOT OLD."email" OR NEW."purpose" IS NOT OLD."purpose" OR NEW."action" IS NOT OLD."action" OR NEW."method" IS NOT OLD."method" OR NEW."at" IS NOT OLD."at" OR NEW."recorded_at" IS NOT OLD."recorded_at" OR NEW."wording_hash" IS NOT OLD."wording_hash" OR NEW."funnel_id" IS NOT OLD."funnel_id" OR NEW."page_id" IS NOT OLD."page_id" OR NEW."suppression_id" IS NOT OLD."suppression_id" OR NEW."basis" IS NOT OLD."basis" OR NEW."channel" IS NOT OLD."channel" OR NEW."note" IS NOT OLD."note" OR NEW."origin" IS NOT OLD."origin" OR NEW."takes_back" IS NOT OLD."takes_back" OR NEW."import_id" IS NOT OLD."import_id" OR NEW."topic" IS NOT OLD."topic" OR (NEW."refusals" IS NOT OLD."refusals" AND NOT EXISTS (SELECT 1 FROM erasures WHERE is_open = 1))
    BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END;

CREATE TRIGGER consent_events_not_lost BEFORE DELETE ON consent_events
    WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE is_open = 1)
      AND (OLD.import_id IS NULL OR NOT EXISTS (SELECT 1 FROM lead_changes WHERE kind = 'import' AND import_id = OLD.import_id AND state = 'undoing'))
    BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END;

CREATE TABLE consent_wordings (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    hash varchar NOT NULL,
    write_text text NOT NULL,
    measure_text text NOT NULL,
    double_opt_in integer NOT NULL,
    first_shown_at bigint NOT NULL
  );

CREATE UNIQUE INDEX consent_wordings_hash ON consent_wordings (hash);

CREATE TRIGGER consent_wordings_kept BEFORE UPDATE ON consent_wordings BEGIN SELECT RAISE(ABORT, 'worded consents are append-only'); END;

CREATE TABLE custom_fields (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "key" varchar NOT NULL,
    name varchar NOT NULL,
    kind varchar NOT NULL,
    options text NOT NULL,
    created_at bigint NOT NULL
  );

CREATE UNIQUE INDEX custom_fields_key ON custom_fields ("key");

CREATE TABLE data_folder (id varchar PRIMARY KEY NOT NULL, starts integer NOT NULL);

CREATE TABLE deleted_items (
    kind varchar NOT NULL,
    item_id integer NOT NULL,
    name varchar NOT NULL,
    snapshot text NOT NULL,
    deleted_at bigint NOT NULL,
    PRIMARY KEY (kind, item_id)
  ) WITHOUT ROWID;

CREATE TABLE deleted_leads (
    lead_id integer PRIMARY KEY NOT NULL,
    snapshot text NOT NULL,
    deleted_at bigint NOT NULL
  );

CREATE TABLE different_leads (
    lead_a integer NOT NULL,
    lead_b integer NOT NULL,
    said_at bigint NOT NULL,
    PRIMARY KEY (lead_a, lead_b)
  ) WITHOUT ROWID;

CREATE INDEX different_leads_b ON different_leads (lead_b);

CREATE TABLE email_accounts (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    host varchar NOT NULL,
    port integer NOT NULL,
    security varchar NOT NULL,
    user varchar,
    from_name varchar NOT NULL,
    from_email varchar NOT NULL,
    max_per_minute integer NOT NULL,
    max_connections integer NOT NULL,
    blocked_reason varchar,
    blocked_reply text,
    blocked_at bigint,
    retry_at bigint,
    connection_failures integer NOT NULL DEFAULT (0),
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  , trusted_certificate varchar, blocked_cause varchar, max_per_hour integer, max_per_day integer, sign_in_id integer, warm_up_stage integer, warm_up_since bigint);

CREATE TABLE erased_refusals (
    hash varchar PRIMARY KEY NOT NULL,
    reason varchar NOT NULL,
    refused_at bigint NOT NULL
  );

CREATE TABLE erased_topic_refusals (
    hash varchar NOT NULL,
    topic varchar NOT NULL,
    refused_at bigint NOT NULL
  );

CREATE UNIQUE INDEX erased_topic_refusals_hash ON erased_topic_refusals (hash, topic);

CREATE TABLE erasures (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    lead_id integer NOT NULL,
    erased_at bigint NOT NULL,
    is_open integer NOT NULL
  );

CREATE INDEX erasures_open ON erasures (is_open) WHERE is_open = 1;

CREATE TABLE file_contents (
    hash varchar PRIMARY KEY NOT NULL,
    bytes integer NOT NULL,
    is_whole integer NOT NULL DEFAULT (0),
    picture_type varchar,
    width integer,
    height integer,
    wanted_at bigint NOT NULL
  );

CREATE TABLE file_pieces (
    hash varchar NOT NULL,
    position integer NOT NULL,
    content blob NOT NULL,
    PRIMARY KEY (hash, position)
  );

CREATE TABLE funnel_events (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    event_id varchar NOT NULL,
    kind varchar NOT NULL,
    at bigint NOT NULL,
    funnel_id integer NOT NULL,
    page_id integer NOT NULL,
    visitor varchar,
    source varchar,
    target varchar,
    lead_id integer,
    amount_cents bigint,
    currency varchar,
    reference varchar,
    external_id varchar
  , removed_at bigint, interaction_id integer);

CREATE UNIQUE INDEX funnel_events_event ON funnel_events (event_id);

CREATE INDEX funnel_events_funnel ON funnel_events (funnel_id, id);

CREATE INDEX funnel_events_lead ON funnel_events (lead_id, at, id) WHERE lead_id IS NOT NULL;

CREATE INDEX funnel_events_reference ON funnel_events (reference) WHERE kind = 'form' AND reference IS NOT NULL;

CREATE UNIQUE INDEX funnel_events_sale ON funnel_events (funnel_id, kind, external_id) WHERE kind IN ('sale', 'refund') AND external_id IS NOT NULL;

CREATE INDEX funnel_events_sales ON funnel_events (funnel_id, at, id) WHERE kind IN ('sale', 'refund');

CREATE TRIGGER funnel_events_answered AFTER INSERT ON funnel_events WHEN NEW.kind = 'form' AND NEW.visitor IS NOT NULL BEGIN
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, NEW.page_id, 'visit', NEW.visitor, coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = NEW.page_id AND what = 'visit' AND who = NEW.visitor), NEW.at / 900000), NULL) ON CONFLICT DO NOTHING;
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, 0, 'visit', NEW.visitor, coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = 0 AND what = 'visit' AND who = NEW.visitor), NEW.at / 900000), NEW.source) ON CONFLICT DO NOTHING;
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, NEW.page_id, 'form', NEW.visitor, coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = NEW.page_id AND what = 'visit' AND who = NEW.visitor), NEW.at / 900000), NULL) ON CONFLICT DO NOTHING;
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, 0, 'form', NEW.visitor, coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = 0 AND what = 'visit' AND who = NEW.visitor), NEW.at / 900000), coalesce((SELECT visits.source FROM funnel_firsts AS visits
        WHERE visits.funnel_id = NEW.funnel_id AND visits.page_id = 0 AND visits.what = 'visit' AND visits.who = NEW.visitor), NEW.source)) ON CONFLICT DO NOTHING;
    INSERT INTO funnel_outcomes (funnel_id, page_id, who, quarter, outcome, to_page)
      SELECT firsts.funnel_id, firsts.page_id, firsts.who, firsts.quarter, CASE NEW.kind WHEN 'form' THEN 'form' ELSE NEW.target END,
        coalesce(CASE WHEN NEW.kind = 'form' THEN coalesce(json_extract(pages.paths, '$.next'), json_extract(pages.paths, '$.accepted'))
          WHEN NEW.target <> 'payment' THEN json_extract(pages.paths, '$.' || NEW.target) END, 0)
      FROM funnel_firsts AS firsts LEFT JOIN funnel_pages AS pages ON pages.id = firsts.page_id WHERE firsts.funnel_id = NEW.funnel_id AND firsts.page_id = NEW.page_id AND firsts.what = 'visit' AND firsts.who = NEW.visitor ON CONFLICT DO NOTHING;
  END;

CREATE TRIGGER funnel_events_became_lead AFTER INSERT ON funnel_events WHEN NEW.kind = 'form' AND NEW.lead_id IS NOT NULL BEGIN
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, 0, 'lead', CAST(NEW.lead_id AS TEXT), NEW.at / 900000, coalesce((SELECT visits.source FROM funnel_firsts AS visits
        WHERE visits.funnel_id = NEW.funnel_id AND visits.page_id = 0 AND visits.what = 'visit' AND visits.who = NEW.visitor), NEW.source)) ON CONFLICT DO NOTHING;
  END;

CREATE TRIGGER funnel_events_bought AFTER INSERT ON funnel_events WHEN NEW.kind = 'sale' AND NOT (NEW.event_id GLOB 'manual-*') BEGIN
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, NEW.page_id, 'buyer', coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = NEW.reference AND forms.reference IS NOT NULL AND forms.funnel_id = NEW.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || NEW.event_id), coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = NEW.page_id AND what = 'visit' AND who = coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = NEW.reference AND forms.reference IS NOT NULL AND forms.funnel_id = NEW.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || NEW.event_id)), NEW.at / 900000), NULL) ON CONFLICT DO NOTHING;
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, 0, 'buyer', coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = NEW.reference AND forms.reference IS NOT NULL AND forms.funnel_id = NEW.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || NEW.event_id), coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = 0 AND what = 'visit' AND who = coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = NEW.reference AND forms.reference IS NOT NULL AND forms.funnel_id = NEW.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || NEW.event_id)), NEW.at / 900000), NULL) ON CONFLICT DO NOTHING;
  END;

CREATE TRIGGER funnel_events_corrected AFTER UPDATE ON funnel_events WHEN NEW.kind IN ('sale', 'refund') BEGIN
    INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks, leads, sales, revenue_cents)
      SELECT OLD.funnel_id, span, CASE span WHEN 'day' THEN (OLD.at / 900000) / 96 ELSE (OLD.at / 900000) END, OLD.page_id, 0, 0, 0, 0, -(OLD.kind = 'sale'), -(OLD.amount_cents) FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE OLD.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id) DO UPDATE SET sales = sales + excluded.sales, revenue_cents = revenue_cents + excluded.revenue_cents;
    INSERT INTO funnel_sale_totals (funnel_id, span, start, page_id, currency, sales, amount_cents)
      SELECT OLD.funnel_id, span, CASE span WHEN 'day' THEN (OLD.at / 900000) / 96 ELSE (OLD.at / 900000) END, OLD.page_id, OLD.currency, -(OLD.kind = 'sale'), -(OLD.amount_cents) FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE OLD.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id, currency) DO UPDATE SET sales = sales + excluded.sales, amount_cents = amount_cents + excluded.amount_cents;
    INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks, leads, sales, revenue_cents)
      SELECT OLD.funnel_id, span, CASE span WHEN 'day' THEN (OLD.at / 900000) / 96 ELSE (OLD.at / 900000) END, 0, 0, 0, 0, 0, -(OLD.kind = 'sale'), -(OLD.amount_cents) FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE OLD.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id) DO UPDATE SET sales = sales + excluded.sales, revenue_cents = revenue_cents + excluded.revenue_cents;
    INSERT INTO funnel_sale_totals (funnel_id, span, start, page_id, currency, sales, amount_cents)
      SELECT OLD.funnel_id, span, CASE span WHEN 'day' THEN (OLD.at / 900000) / 96 ELSE (OLD.at / 900000) END, 0, OLD.currency, -(OLD.kind = 'sale'), -(OLD.amount_cents) FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE OLD.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id, currency) DO UPDATE SET sales = sales + excluded.sales, amount_cents = amount_cents + excluded.amount_cents;
    INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks, leads, sales, revenue_cents)
      SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN (NEW.at / 900000) / 96 ELSE (NEW.at / 900000) END, NEW.page_id, 0, 0, 0, 0, (NEW.kind = 'sale'), (NEW.amount_cents) FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE NEW.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id) DO UPDATE SET sales = sales + excluded.sales, revenue_cents = revenue_cents + excluded.revenue_cents;
    INSERT INTO funnel_sale_totals (funnel_id, span, start, page_id, currency, sales, amount_cents)
      SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN (NEW.at / 900000) / 96 ELSE (NEW.at / 900000) END, NEW.page_id, NEW.currency, (NEW.kind = 'sale'), (NEW.amount_cents) FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE NEW.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id, currency) DO UPDATE SET sales = sales + excluded.sales, amount_cents = amount_cents + excluded.amount_cents;
    INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks, leads, sales, revenue_cents)
      SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN (NEW.at / 900000) / 96 ELSE (NEW.at / 900000) END, 0, 0, 0, 0, 0, (NEW.kind = 'sale'), (NEW.amount_cents) FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE NEW.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id) DO UPDATE SET sales = sales + excluded.sales, revenue_cents = revenue_cents + excluded.revenue_cents;
    INSERT INTO funnel_sale_totals (funnel_id, span, start, page_id, currency, sales, amount_cents)
      SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN (NEW.at / 900000) / 96 ELSE (NEW.at / 900000) END, 0, NEW.currency, (NEW.kind = 'sale'), (NEW.amount_cents) FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE NEW.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id, currency) DO UPDATE SET sales = sales + excluded.sales, amount_cents = amount_cents + excluded.amount_cents;
  END;

CREATE TRIGGER funnel_events_declined AFTER INSERT ON funnel_events WHEN NEW.kind = 'click' AND NEW.visitor IS NOT NULL AND NEW.target = 'declined' BEGIN
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, NEW.page_id, 'visit', NEW.visitor, coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = NEW.page_id AND what = 'visit' AND who = NEW.visitor), NEW.at / 900000), NULL) ON CONFLICT DO NOTHING;
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, 0, 'visit', NEW.visitor, coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = 0 AND what = 'visit' AND who = NEW.visitor), NEW.at / 900000), NEW.source) ON CONFLICT DO NOTHING;
    INSERT INTO funnel_outcomes (funnel_id, page_id, who, quarter, outcome, to_page)
      SELECT firsts.funnel_id, firsts.page_id, firsts.who, firsts.quarter, CASE NEW.kind WHEN 'form' THEN 'form' ELSE NEW.target END,
        coalesce(CASE WHEN NEW.kind = 'form' THEN coalesce(json_extract(pages.paths, '$.next'), json_extract(pages.paths, '$.accepted'))
          WHEN NEW.target <> 'payment' THEN json_extract(pages.paths, '$.' || NEW.target) END, 0)
      FROM funnel_firsts AS firsts LEFT JOIN funnel_pages AS pages ON pages.id = firsts.page_id WHERE firsts.funnel_id = NEW.funnel_id AND firsts.page_id = NEW.page_id AND firsts.what = 'visit' AND firsts.who = NEW.visitor ON CONFLICT DO NOTHING;
  END;

CREATE TRIGGER funnel_events_rebought AFTER UPDATE OF removed_at ON funnel_events
    WHEN NEW.kind = 'sale' AND NOT (NEW.event_id GLOB 'manual-*') AND NEW.removed_at IS NULL BEGIN
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, NEW.page_id, 'buyer', coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = NEW.reference AND forms.reference IS NOT NULL AND forms.funnel_id = NEW.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || NEW.event_id), coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = NEW.page_id AND what = 'visit' AND who = coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = NEW.reference AND forms.reference IS NOT NULL AND forms.funnel_id = NEW.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || NEW.event_id)), NEW.at / 900000), NULL) ON CONFLICT DO NOTHING;
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, 0, 'buyer', coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = NEW.reference AND forms.reference IS NOT NULL AND forms.funnel_id = NEW.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || NEW.event_id), coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = 0 AND what = 'visit' AND who = coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = NEW.reference AND forms.reference IS NOT NULL AND forms.funnel_id = NEW.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || NEW.event_id)), NEW.at / 900000), NULL) ON CONFLICT DO NOTHING;
  END;

CREATE TRIGGER funnel_events_shared AFTER INSERT ON funnel_events WHEN NEW.kind = 'form' AND EXISTS (SELECT 1 FROM lead_wins WHERE lead_id = NEW.lead_id AND won_at >= NEW.at) BEGIN
    DELETE FROM attribution_shares WHERE lead_id = NEW.lead_id;
    INSERT INTO attribution_shares (lead_id, won_at, kind, ref, first_cents, last_cents, linear_cents, is_first, is_last)
    SELECT lead_id, won_at, kind, ref, iif(first_rank = 1, cents, 0), iif(last_rank = 1, cents, 0),
      cents * first_rank / touches - cents * (first_rank - 1) / touches, first_rank = 1, last_rank = 1
    FROM (SELECT wins.lead_id, wins.won_at, wins.value_cents AS cents, kind, ref,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY first_at, place, ref) AS first_rank,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY last_at DESC, place DESC, ref DESC) AS last_rank,
        count(*) OVER (PARTITION BY wins.lead_id) AS touches
      FROM (SELECT lead_id, 'source' AS kind, source AS ref, arrived_at AS first_at, arrived_at AS last_at, 0 AS place FROM lead_wins WHERE lead_wins.lead_id = NEW.lead_id AND NOT EXISTS (SELECT 1 FROM funnel_events AS forms JOIN funnels ON funnels.id = forms.funnel_id
        WHERE forms.lead_id = lead_wins.lead_id AND forms.kind = 'form' AND forms.at <= lead_wins.won_at AND funnels.name = lead_wins.source)
        UNION ALL SELECT outbox.lead_id, 'campaign', CAST(campaign_id AS text), min(sent_at), max(sent_at), 2
          FROM lead_wins JOIN outbox ON outbox.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = NEW.lead_id AND state = 'sent' AND confirms IS NULL AND is_letter = 0 AND account_id <> 0 AND sent_at <= won_at GROUP BY outbox.lead_id, campaign_id
        UNION ALL SELECT funnel_events.lead_id, 'funnel', CAST(funnel_id AS text), min(at), max(at), 1
          FROM lead_wins JOIN funnel_events ON funnel_events.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = NEW.lead_id AND kind = 'form' AND at <= won_at GROUP BY funnel_events.lead_id, funnel_id
      ) AS touched JOIN lead_wins AS wins ON wins.lead_id = touched.lead_id);
  END;

CREATE TRIGGER funnel_events_sold AFTER INSERT ON funnel_events WHEN NEW.kind IN ('sale', 'refund') BEGIN
    INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks, leads, sales, revenue_cents)
      SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN (NEW.at / 900000) / 96 ELSE (NEW.at / 900000) END, NEW.page_id, 0, 0, 0, 0, (NEW.kind = 'sale'), (NEW.amount_cents) FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE NEW.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id) DO UPDATE SET sales = sales + excluded.sales, revenue_cents = revenue_cents + excluded.revenue_cents;
    INSERT INTO funnel_sale_totals (funnel_id, span, start, page_id, currency, sales, amount_cents)
      SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN (NEW.at / 900000) / 96 ELSE (NEW.at / 900000) END, NEW.page_id, NEW.currency, (NEW.kind = 'sale'), (NEW.amount_cents) FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE NEW.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id, currency) DO UPDATE SET sales = sales + excluded.sales, amount_cents = amount_cents + excluded.amount_cents;
    INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks, leads, sales, revenue_cents)
      SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN (NEW.at / 900000) / 96 ELSE (NEW.at / 900000) END, 0, 0, 0, 0, 0, (NEW.kind = 'sale'), (NEW.amount_cents) FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE NEW.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id) DO UPDATE SET sales = sales + excluded.sales, revenue_cents = revenue_cents + excluded.revenue_cents;
    INSERT INTO funnel_sale_totals (funnel_id, span, start, page_id, currency, sales, amount_cents)
      SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN (NEW.at / 900000) / 96 ELSE (NEW.at / 900000) END, 0, NEW.currency, (NEW.kind = 'sale'), (NEW.amount_cents) FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE NEW.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id, currency) DO UPDATE SET sales = sales + excluded.sales, amount_cents = amount_cents + excluded.amount_cents;
  END;

CREATE TRIGGER funnel_events_unbought AFTER UPDATE OF removed_at ON funnel_events
    WHEN NEW.kind = 'sale' AND NOT (NEW.event_id GLOB 'manual-*') AND NEW.removed_at IS NOT NULL BEGIN
    DELETE FROM funnel_firsts WHERE funnel_id = NEW.funnel_id AND page_id = NEW.page_id AND what = 'buyer' AND who = coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = NEW.reference AND forms.reference IS NOT NULL AND forms.funnel_id = NEW.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || NEW.event_id)
      AND NOT EXISTS (SELECT 1 FROM funnel_events AS events WHERE events.funnel_id = NEW.funnel_id AND events.kind = 'sale' AND events.removed_at IS NULL
        AND events.page_id = NEW.page_id AND NOT (events.event_id GLOB 'manual-*') AND coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = events.reference AND forms.reference IS NOT NULL AND forms.funnel_id = events.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || events.event_id) = coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = NEW.reference AND forms.reference IS NOT NULL AND forms.funnel_id = NEW.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || NEW.event_id));
    DELETE FROM funnel_firsts WHERE funnel_id = NEW.funnel_id AND page_id = 0 AND what = 'buyer' AND who = coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = NEW.reference AND forms.reference IS NOT NULL AND forms.funnel_id = NEW.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || NEW.event_id)
      AND NOT EXISTS (SELECT 1 FROM funnel_events AS events WHERE events.funnel_id = NEW.funnel_id AND events.kind = 'sale' AND events.removed_at IS NULL
        AND true AND NOT (events.event_id GLOB 'manual-*') AND coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = events.reference AND forms.reference IS NOT NULL AND forms.funnel_id = events.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || events.event_id) = coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = NEW.reference AND forms.reference IS NOT NULL AND forms.funnel_id = NEW.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || NEW.event_id));
  END;

CREATE TRIGGER funnel_events_unshared AFTER DELETE ON funnel_events WHEN OLD.kind = 'form' AND EXISTS (SELECT 1 FROM lead_wins WHERE lead_id = OLD.lead_id AND won_at >= OLD.at) BEGIN
    DELETE FROM attribution_shares WHERE lead_id = OLD.lead_id;
    INSERT INTO attribution_shares (lead_id, won_at, kind, ref, first_cents, last_cents, linear_cents, is_first, is_last)
    SELECT lead_id, won_at, kind, ref, iif(first_rank = 1, cents, 0), iif(last_rank = 1, cents, 0),
      cents * first_rank / touches - cents * (first_rank - 1) / touches, first_rank = 1, last_rank = 1
    FROM (SELECT wins.lead_id, wins.won_at, wins.value_cents AS cents, kind, ref,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY first_at, place, ref) AS first_rank,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY last_at DESC, place DESC, ref DESC) AS last_rank,
        count(*) OVER (PARTITION BY wins.lead_id) AS touches
      FROM (SELECT lead_id, 'source' AS kind, source AS ref, arrived_at AS first_at, arrived_at AS last_at, 0 AS place FROM lead_wins WHERE lead_wins.lead_id = OLD.lead_id AND NOT EXISTS (SELECT 1 FROM funnel_events AS forms JOIN funnels ON funnels.id = forms.funnel_id
        WHERE forms.lead_id = lead_wins.lead_id AND forms.kind = 'form' AND forms.at <= lead_wins.won_at AND funnels.name = lead_wins.source)
        UNION ALL SELECT outbox.lead_id, 'campaign', CAST(campaign_id AS text), min(sent_at), max(sent_at), 2
          FROM lead_wins JOIN outbox ON outbox.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = OLD.lead_id AND state = 'sent' AND confirms IS NULL AND is_letter = 0 AND account_id <> 0 AND sent_at <= won_at GROUP BY outbox.lead_id, campaign_id
        UNION ALL SELECT funnel_events.lead_id, 'funnel', CAST(funnel_id AS text), min(at), max(at), 1
          FROM lead_wins JOIN funnel_events ON funnel_events.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = OLD.lead_id AND kind = 'form' AND at <= won_at GROUP BY funnel_events.lead_id, funnel_id
      ) AS touched JOIN lead_wins AS wins ON wins.lead_id = touched.lead_id);
  END;

CREATE TRIGGER funnel_events_visited AFTER INSERT ON funnel_events WHEN NEW.kind = 'visit' AND NEW.visitor IS NOT NULL BEGIN
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, NEW.page_id, 'visit', NEW.visitor, coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = NEW.page_id AND what = 'visit' AND who = NEW.visitor), NEW.at / 900000), NULL) ON CONFLICT DO NOTHING;
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, 0, 'visit', NEW.visitor, coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = 0 AND what = 'visit' AND who = NEW.visitor), NEW.at / 900000), NEW.source) ON CONFLICT DO NOTHING;
  END;

CREATE TRIGGER funnel_events_went_on AFTER INSERT ON funnel_events WHEN NEW.kind = 'click' AND NEW.visitor IS NOT NULL AND NEW.target <> 'declined' BEGIN
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, NEW.page_id, 'visit', NEW.visitor, coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = NEW.page_id AND what = 'visit' AND who = NEW.visitor), NEW.at / 900000), NULL) ON CONFLICT DO NOTHING;
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, 0, 'visit', NEW.visitor, coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = 0 AND what = 'visit' AND who = NEW.visitor), NEW.at / 900000), NEW.source) ON CONFLICT DO NOTHING;
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, NEW.page_id, 'click', NEW.visitor, coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = NEW.funnel_id AND page_id = NEW.page_id AND what = 'visit' AND who = NEW.visitor), NEW.at / 900000), NULL) ON CONFLICT DO NOTHING;
    INSERT INTO funnel_outcomes (funnel_id, page_id, who, quarter, outcome, to_page)
      SELECT firsts.funnel_id, firsts.page_id, firsts.who, firsts.quarter, CASE NEW.kind WHEN 'form' THEN 'form' ELSE NEW.target END,
        coalesce(CASE WHEN NEW.kind = 'form' THEN coalesce(json_extract(pages.paths, '$.next'), json_extract(pages.paths, '$.accepted'))
          WHEN NEW.target <> 'payment' THEN json_extract(pages.paths, '$.' || NEW.target) END, 0)
      FROM funnel_firsts AS firsts LEFT JOIN funnel_pages AS pages ON pages.id = firsts.page_id WHERE firsts.funnel_id = NEW.funnel_id AND firsts.page_id = NEW.page_id AND firsts.what = 'visit' AND firsts.who = NEW.visitor ON CONFLICT DO NOTHING;
  END;

CREATE TABLE funnel_firsts (
    funnel_id integer NOT NULL,
    page_id integer NOT NULL,
    what varchar NOT NULL,
    who varchar NOT NULL,
    quarter integer NOT NULL,
    source varchar,
    PRIMARY KEY (funnel_id, page_id, what, who)
  ) WITHOUT ROWID;

CREATE TRIGGER funnel_firsts_counted AFTER INSERT ON funnel_firsts BEGIN
    INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks, leads, sales, revenue_cents, buyers)
      SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN NEW.quarter / 96 ELSE NEW.quarter END, NEW.page_id, NEW.what = 'visit', NEW.what = 'form', NEW.what = 'click', NEW.what = 'lead', 0, 0, NEW.what = 'buyer'
      FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE true
      ON CONFLICT (funnel_id, span, start, page_id) DO UPDATE SET visitors = visitors + excluded.visitors, forms = forms + excluded.forms,
        clicks = clicks + excluded.clicks, leads = leads + excluded.leads, buyers = buyers + excluded.buyers;
  END;

CREATE TRIGGER funnel_firsts_sourced AFTER INSERT ON funnel_firsts WHEN NEW.page_id = 0 AND NEW.what IN ('visit', 'lead', 'form') BEGIN
    INSERT INTO funnel_source_totals (funnel_id, span, start, source, visitors, leads, answered)
      SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN NEW.quarter / 96 ELSE NEW.quarter END, coalesce(NEW.source, ''), NEW.what = 'visit', NEW.what = 'lead', NEW.what = 'form' FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE true
      ON CONFLICT (funnel_id, span, start, source) DO UPDATE SET visitors = visitors + excluded.visitors, leads = leads + excluded.leads, answered = answered + excluded.answered;
  END;

CREATE TRIGGER funnel_firsts_uncounted AFTER DELETE ON funnel_firsts WHEN OLD.what = 'buyer' BEGIN
    UPDATE funnel_totals SET buyers = buyers - 1 WHERE funnel_id = OLD.funnel_id AND page_id = OLD.page_id
      AND ((span = 'quarter' AND start = OLD.quarter) OR (span = 'day' AND start = OLD.quarter / 96));
  END;

CREATE TABLE funnel_outcomes (
    funnel_id integer NOT NULL,
    page_id integer NOT NULL,
    who varchar NOT NULL,
    quarter integer NOT NULL,
    outcome varchar NOT NULL,
    to_page integer NOT NULL,
    PRIMARY KEY (funnel_id, page_id, who)
  ) WITHOUT ROWID;

CREATE TRIGGER funnel_outcomes_counted AFTER INSERT ON funnel_outcomes BEGIN
    INSERT INTO funnel_path_totals (funnel_id, span, start, page_id, outcome, to_page, visitors)
      SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN NEW.quarter / 96 ELSE NEW.quarter END, NEW.page_id, NEW.outcome, NEW.to_page, 1 FROM (SELECT 'quarter' AS span UNION ALL SELECT 'day') WHERE true
      ON CONFLICT (funnel_id, span, start, page_id, outcome, to_page) DO UPDATE SET visitors = visitors + 1;
  END;

CREATE TABLE funnel_pages (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    funnel_id integer NOT NULL,
    name varchar NOT NULL,
    page_type varchar NOT NULL,
    slug varchar NOT NULL,
    position integer NOT NULL,
    blocks text NOT NULL,
    seo text NOT NULL,
    offer text,
    paths text NOT NULL,
    flow text NOT NULL,
    updated_at bigint NOT NULL,
    CONSTRAINT "FK_funnel_pages_funnel" FOREIGN KEY ("funnel_id") REFERENCES "funnels" ("id") ON DELETE CASCADE ON UPDATE NO ACTION
  );

CREATE INDEX funnel_pages_position ON funnel_pages (funnel_id, position, id);

CREATE UNIQUE INDEX funnel_pages_slug ON funnel_pages (funnel_id, slug);

CREATE TABLE funnel_path_totals (
    funnel_id integer NOT NULL,
    span varchar NOT NULL,
    start integer NOT NULL,
    page_id integer NOT NULL,
    outcome varchar NOT NULL,
    to_page integer NOT NULL,
    visitors integer NOT NULL,
    PRIMARY KEY (funnel_id, span, start, page_id, outcome, to_page)
  ) WITHOUT ROWID;

CREATE TABLE funnel_sale_totals (
    funnel_id integer NOT NULL,
    span varchar NOT NULL,
    start integer NOT NULL,
    page_id integer NOT NULL,
    currency varchar NOT NULL,
    sales integer NOT NULL,
    amount_cents bigint NOT NULL,
    PRIMARY KEY (funnel_id, span, start, page_id, currency)
  ) WITHOUT ROWID;

CREATE TABLE funnel_source_totals (
    funnel_id integer NOT NULL,
    span varchar NOT NULL,
    start integer NOT NULL,
    source varchar NOT NULL,
    visitors integer NOT NULL,
    leads integer NOT NULL, answered integer NOT NULL DEFAULT 0,
    PRIMARY KEY (funnel_id, span, start, source)
  ) WITHOUT ROWID;

CREATE TABLE funnel_totals (
    funnel_id integer NOT NULL,
    span varchar NOT NULL,
    start integer NOT NULL,
    page_id integer NOT NULL,
    visitors integer NOT NULL,
    forms integer NOT NULL,
    clicks integer NOT NULL,
    leads integer NOT NULL,
    sales integer NOT NULL,
    revenue_cents bigint NOT NULL, buyers integer NOT NULL DEFAULT 0,
    PRIMARY KEY (funnel_id, span, start, page_id)
  ) WITHOUT ROWID;

CREATE INDEX funnel_totals_whole ON funnel_totals (span, start, funnel_id, visitors, forms, leads, sales, buyers) WHERE page_id = 0;

CREATE TABLE funnels (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    slug varchar NOT NULL,
    description text NOT NULL,
    funnel_type varchar NOT NULL,
    is_active integer NOT NULL,
    is_archived integer NOT NULL,
    language varchar NOT NULL,
    theme text NOT NULL,
    version integer NOT NULL,
    published_at bigint,
    published_url varchar,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  , confirmation_account_id integer, imported_totals text, published text);

CREATE UNIQUE INDEX funnels_slug ON funnels (slug);

CREATE INDEX funnels_updated ON funnels (is_archived, updated_at, id);

CREATE TABLE import_rejects (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    import_id integer NOT NULL,
    line integer NOT NULL,
    cells text NOT NULL,
    reasons text NOT NULL
  );

CREATE UNIQUE INDEX import_rejects_line ON import_rejects (import_id, line);

CREATE TABLE imports (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    file_name varchar NOT NULL,
    state varchar NOT NULL,
    progress float NOT NULL,
    buckets text NOT NULL,
    started_at bigint NOT NULL,
    finished_at bigint
  , shape varchar NOT NULL DEFAULT '', given text NOT NULL DEFAULT '{"mapping":{},"options":{}}', titles text NOT NULL DEFAULT '[]', new_fields text NOT NULL DEFAULT '[]');

CREATE INDEX imports_shape ON imports (shape, "id");

CREATE INDEX imports_started ON imports (started_at);

CREATE TABLE interactions (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    lead_id integer NOT NULL,
    type varchar NOT NULL,
    subject varchar,
    content text,
    occurred_at bigint NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT "FK_interactions_lead" FOREIGN KEY ("lead_id") REFERENCES "leads" ("id") ON DELETE CASCADE ON UPDATE NO ACTION
  );

CREATE INDEX interactions_created ON interactions (created_at);

CREATE INDEX interactions_lead ON interactions (lead_id, occurred_at, id);

CREATE INDEX interactions_planned ON interactions (occurred_at) WHERE occurred_at > created_at;

CREATE TRIGGER interactions_rescored AFTER UPDATE OF lead_id ON interactions WHEN EXISTS (SELECT 1 FROM score_rules) BEGIN INSERT OR IGNORE INTO score_stale (lead_id) VALUES (NEW.lead_id); INSERT OR IGNORE INTO score_stale (lead_id) VALUES (OLD.lead_id); END;

CREATE TRIGGER interactions_score_forgotten AFTER DELETE ON interactions WHEN EXISTS (SELECT 1 FROM score_rules) BEGIN INSERT OR IGNORE INTO score_stale (lead_id) VALUES (OLD.lead_id); END;

CREATE TRIGGER interactions_unscored AFTER INSERT ON interactions WHEN EXISTS (SELECT 1 FROM score_rules) BEGIN INSERT OR IGNORE INTO score_stale (lead_id) VALUES (NEW.lead_id); END;

CREATE TABLE kept_forms (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    event_id varchar NOT NULL,
    at bigint NOT NULL,
    funnel_id integer NOT NULL,
    page_id integer NOT NULL,
    problem varchar NOT NULL,
    body text NOT NULL,
    settled_at bigint
  );

CREATE UNIQUE INDEX kept_forms_event ON kept_forms (event_id);

CREATE INDEX kept_forms_waiting ON kept_forms (at) WHERE settled_at IS NULL;

CREATE TABLE lead_addresses (
    address varchar PRIMARY KEY NOT NULL,
    lead_id integer NOT NULL
  ) WITHOUT ROWID;

CREATE INDEX lead_addresses_lead ON lead_addresses (lead_id);

CREATE TRIGGER lead_addresses_are_own AFTER INSERT ON lead_addresses
    WHEN EXISTS (SELECT 1 FROM leads WHERE email = NEW.address AND id <> NEW.lead_id) BEGIN SELECT RAISE(ABORT, 'this address is another lead''s'); END;

CREATE TABLE lead_change_refusals (
    change_id integer NOT NULL,
    address varchar NOT NULL,
    before text,
    PRIMARY KEY (change_id, address)
  ) WITHOUT ROWID;

CREATE TABLE lead_change_rows (
    change_id integer NOT NULL,
    lead_id integer NOT NULL,
    before text,
    after text,
    last_move_id integer NOT NULL,
    won_at bigint,
    PRIMARY KEY (change_id, lead_id)
  ) WITHOUT ROWID;

CREATE TABLE lead_changes (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind varchar NOT NULL,
    import_id integer,
    state varchar NOT NULL,
    matched integer NOT NULL,
    done integer NOT NULL,
    changed integer NOT NULL,
    made_at bigint NOT NULL
  );

CREATE INDEX lead_changes_made ON lead_changes (made_at);

CREATE TABLE lead_custom (
    field varchar NOT NULL,
    value NOT NULL,
    lead_id integer NOT NULL,
    PRIMARY KEY (field, value, lead_id)
  ) WITHOUT ROWID;

CREATE INDEX lead_custom_lead ON lead_custom (lead_id, field, value);

CREATE VIRTUAL TABLE lead_search USING fts5(
    words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4', tokenize='unicode61 remove_diacritics 0'
  );

CREATE TABLE lead_stage_changes (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    lead_id integer NOT NULL,
    from_status varchar NOT NULL,
    to_status varchar NOT NULL,
    changed_at bigint NOT NULL
  , entered_at bigint);

CREATE INDEX lead_stage_changes_lead ON lead_stage_changes (lead_id, changed_at, id);

CREATE INDEX lead_stage_changes_time ON lead_stage_changes (changed_at, to_status);

CREATE TRIGGER lead_stage_changes_closed AFTER INSERT ON lead_stage_changes WHEN NEW.to_status IN ('won', 'lost') BEGIN
    UPDATE stage_totals SET won_after = won_after + (NEW.to_status = 'won'),
      lost_after = lost_after + (NEW.to_status = 'lost') WHERE status NOT IN ('won', 'lost') AND status IN (SELECT from_status FROM lead_stage_changes WHERE lead_id = NEW.lead_id);
  END;

CREATE TRIGGER lead_stage_changes_counted AFTER INSERT ON lead_stage_changes BEGIN
    INSERT INTO stage_move_totals (span, from_status, start, to_new, to_contacted, to_qualified, to_proposal, to_negotiation, to_won, to_lost, timed, milliseconds) VALUES ('quarter', NEW.from_status, NEW.changed_at / 900000, NEW.to_status = 'new', NEW.to_status = 'contacted', NEW.to_status = 'qualified', NEW.to_status = 'proposal', NEW.to_status = 'negotiation', NEW.to_status = 'won', NEW.to_status = 'lost', coalesce(NEW.changed_at >= NEW.entered_at, 0), iif(coalesce(NEW.changed_at >= NEW.entered_at, 0), NEW.changed_at - NEW.entered_at, 0))
    ON CONFLICT (span, from_status, start) DO UPDATE SET to_new = to_new + excluded.to_new, to_contacted = to_contacted + excluded.to_contacted, to_qualified = to_qualified + excluded.to_qualified, to_proposal = to_proposal + excluded.to_proposal, to_negotiation = to_negotiation + excluded.to_negotiation, to_won = to_won + excluded.to_won, to_lost = to_lost + excluded.to_lost, timed = timed + excluded.timed, milliseconds = milliseconds + excluded.milliseconds;
    INSERT INTO stage_move_totals (span, from_status, start, to_new, to_contacted, to_qualified, to_proposal, to_negotiation, to_won, to_lost, timed, milliseconds) VALUES ('day', NEW.from_status, NEW.changed_at / 86400000, NEW.to_status = 'new', NEW.to_status = 'contacted', NEW.to_status = 'qualified', NEW.to_status = 'proposal', NEW.to_status = 'negotiation', NEW.to_status = 'won', NEW.to_status = 'lost', coalesce(NEW.changed_at >= NEW.entered_at, 0), iif(coalesce(NEW.changed_at >= NEW.entered_at, 0), NEW.changed_at - NEW.entered_at, 0))
    ON CONFLICT (span, from_status, start) DO UPDATE SET to_new = to_new + excluded.to_new, to_contacted = to_contacted + excluded.to_contacted, to_qualified = to_qualified + excluded.to_qualified, to_proposal = to_proposal + excluded.to_proposal, to_negotiation = to_negotiation + excluded.to_negotiation, to_won = to_won + excluded.to_won, to_lost = to_lost + excluded.to_lost, timed = timed + excluded.timed, milliseconds = milliseconds + excluded.milliseconds;
  END;

CREATE TRIGGER lead_stage_changes_reopened AFTER INSERT ON lead_stage_changes WHEN NEW.from_status IN ('won', 'lost') BEGIN
    UPDATE stage_totals SET won_after = won_after - (NEW.from_status = 'won'),
      lost_after = lost_after - (NEW.from_status = 'lost') WHERE status NOT IN ('won', 'lost') AND status IN (SELECT from_status FROM lead_stage_changes WHERE lead_id = NEW.lead_id AND id < NEW.id);
  END;

CREATE TRIGGER lead_stage_changes_uncounted AFTER DELETE ON lead_stage_changes BEGIN
    INSERT INTO stage_move_totals (span, from_status, start, to_new, to_contacted, to_qualified, to_proposal, to_negotiation, to_won, to_lost, timed, milliseconds) VALUES ('quarter', OLD.from_status, OLD.changed_at / 900000, -(OLD.to_status = 'new'), -(OLD.to_status = 'contacted'), -(OLD.to_status = 'qualified'), -(OLD.to_status = 'proposal'), -(OLD.to_status = 'negotiation'), -(OLD.to_status = 'won'), -(OLD.to_status = 'lost'), -(coalesce(OLD.changed_at >= OLD.entered_at, 0)), -(iif(coalesce(OLD.changed_at >= OLD.entered_at, 0), OLD.changed_at - OLD.entered_at, 0)))
    ON CONFLICT (span, from_status, start) DO UPDATE SET to_new = to_new + excluded.to_new, to_contacted = to_contacted + excluded.to_contacted, to_qualified = to_qualified + excluded.to_qualified, to_proposal = to_proposal + excluded.to_proposal, to_negotiation = to_negotiation + excluded.to_negotiation, to_won = to_won + excluded.to_won, to_lost = to_lost + excluded.to_lost, timed = timed + excluded.timed, milliseconds = milliseconds + excluded.milliseconds;
    INSERT INTO stage_move_totals (span, from_status, start, to_new, to_contacted, to_qualified, to_proposal, to_negotiation, to_won, to_lost, timed, milliseconds) VALUES ('day', OLD.from_status, OLD.changed_at / 86400000, -(OLD.to_status = 'new'), -(OLD.to_status = 'contacted'), -(OLD.to_status = 'qualified'), -(OLD.to_status = 'proposal'), -(OLD.to_status = 'negotiation'), -(OLD.to_status = 'won'), -(OLD.to_status = 'lost'), -(coalesce(OLD.changed_at >= OLD.entered_at, 0)), -(iif(coalesce(OLD.changed_at >= OLD.entered_at, 0), OLD.changed_at - OLD.entered_at, 0)))
    ON CONFLICT (span, from_status, start) DO UPDATE SET to_new = to_new + excluded.to_new, to_contacted = to_contacted + excluded.to_contacted, to_qualified = to_qualified + excluded.to_qualified, to_proposal = to_proposal + excluded.to_proposal, to_negotiation = to_negotiation + excluded.to_negotiation, to_won = to_won + excluded.to_won, to_lost = to_lost + excluded.to_lost, timed = timed + excluded.timed, milliseconds = milliseconds + excluded.milliseconds;
  END;

CREATE TRIGGER lead_stage_changes_unlearnt BEFORE DELETE ON lead_stage_changes WHEN OLD.from_status NOT IN ('won', 'lost') BEGIN
    UPDATE stage_totals SET won_after = won_after - EXISTS (SELECT 1 FROM leads WHERE id = OLD.lead_id AND status = 'won'),
      lost_after = lost_after - EXISTS (SELECT 1 FROM leads WHERE id = OLD.lead_id AND status = 'lost')
      WHERE status = OLD.from_status AND NOT EXISTS (SELECT 1 FROM lead_stage_changes WHERE lead_id = OLD.lead_id AND from_status = OLD.from_status AND id <> OLD.id);
  END;

CREATE TABLE lead_tags (
    tag varchar NOT NULL COLLATE NOCASE,
    lead_id integer NOT NULL,
    PRIMARY KEY (tag, lead_id)
  ) WITHOUT ROWID;

CREATE INDEX lead_tags_lead ON lead_tags (lead_id);

CREATE TABLE lead_totals (
    status varchar PRIMARY KEY NOT NULL,
    count integer NOT NULL,
    value_cents bigint NOT NULL
  );

CREATE TABLE lead_views (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    content text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  );

CREATE TABLE lead_wins (
    lead_id integer PRIMARY KEY NOT NULL,
    won_at bigint NOT NULL,
    value_cents bigint NOT NULL,
    arrived_at bigint NOT NULL,
    source varchar NOT NULL
  );

CREATE INDEX lead_wins_time ON lead_wins (won_at);

CREATE TRIGGER lead_wins_added AFTER INSERT ON lead_wins WHEN NOT EXISTS (SELECT 1 FROM bulk_write) BEGIN
    INSERT INTO period_totals (span, start, won, won_cents) VALUES ('quarter', NEW.won_at / 900000, 1, NEW.value_cents)
    ON CONFLICT (span, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO period_totals (span, start, converted) VALUES ('quarter', max(NEW.won_at, NEW.arrived_at) / 900000, 1)
    ON CONFLICT (span, start) DO UPDATE SET converted = converted + excluded.converted;
    INSERT INTO period_totals (span, start, won, won_cents) VALUES ('day', NEW.won_at / 86400000, 1, NEW.value_cents)
    ON CONFLICT (span, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO period_totals (span, start, converted) VALUES ('day', max(NEW.won_at, NEW.arrived_at) / 86400000, 1)
    ON CONFLICT (span, start) DO UPDATE SET converted = converted + excluded.converted;
    INSERT INTO source_totals (span, source, start, won, won_cents) VALUES ('quarter', NEW.source, NEW.arrived_at / 900000, 1, NEW.value_cents)
    ON CONFLICT (span, source, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO source_totals (span, source, start, won, won_cents) VALUES ('day', NEW.source, NEW.arrived_at / 86400000, 1, NEW.value_cents)
    ON CONFLICT (span, source, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO source_totals (span, source, start, won, won_cents) VALUES ('weeks4', NEW.source, NEW.arrived_at / 2419200000, 1, NEW.value_cents)
    ON CONFLICT (span, source, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO cohort_totals (span, start, months_after, won, won_cents) VALUES ('quarter', NEW.arrived_at / 900000, iif(NEW.won_at < NEW.arrived_at, -1, (NEW.won_at - NEW.arrived_at) / 2592000000), 1, NEW.value_cents)
    ON CONFLICT (span, start, months_after) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO cohort_totals (span, start, months_after, won, won_cents) VALUES ('day', NEW.arrived_at / 86400000, iif(NEW.won_at < NEW.arrived_at, -1, (NEW.won_at - NEW.arrived_at) / 2592000000), 1, NEW.value_cents)
    ON CONFLICT (span, start, months_after) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    DELETE FROM attribution_shares WHERE lead_id = NEW.lead_id;
    INSERT INTO attribution_shares (lead_id, won_at, kind, ref, first_cents, last_cents, linear_cents, is_first, is_last)
    SELECT lead_id, won_at, kind, ref, iif(first_rank = 1, cents, 0), iif(last_rank = 1, cents, 0),
      cents * first_rank / touches - cents * (first_rank - 1) / touches, first_rank = 1, last_rank = 1
    FROM (SELECT wins.lead_id, wins.won_at, wins.value_cents AS cents, kind, ref,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY first_at, place, ref) AS first_rank,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY last_at DESC, place DESC, ref DESC) AS last_rank,
        count(*) OVER (PARTITION BY wins.lead_id) AS touches
      FROM (SELECT lead_id, 'source' AS kind, source AS ref, arrived_at AS first_at, arrived_at AS last_at, 0 AS place FROM lead_wins WHERE lead_wins.lead_id = NEW.lead_id AND NOT EXISTS (SELECT 1 FROM funnel_events AS forms JOIN funnels ON funnels.id = forms.funnel_id
        WHERE forms.lead_id = lead_wins.lead_id AND forms.kind = 'form' AND forms.at <= lead_wins.won_at AND funnels.name = lead_wins.source)
        UNION ALL SELECT outbox.lead_id, 'campaign', CAST(campaign_id AS text), min(sent_at), max(sent_at), 2
          FROM lead_wins JOIN outbox ON outbox.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = NEW.lead_id AND state = 'sent' AND confirms IS NULL AND is_letter = 0 AND account_id <> 0 AND sent_at <= won_at GROUP BY outbox.lead_id, campaign_id
        UNION ALL SELECT funnel_events.lead_id, 'funnel', CAST(funnel_id AS text), min(at), max(at), 1
          FROM lead_wins JOIN funnel_events ON funnel_events.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = NEW.lead_id AND kind = 'form' AND at <= won_at GROUP BY funnel_events.lead_id, funnel_id
      ) AS touched JOIN lead_wins AS wins ON wins.lead_id = touched.lead_id);
  END;

CREATE TRIGGER lead_wins_bulk_added AFTER INSERT ON lead_wins WHEN EXISTS (SELECT 1 FROM bulk_write) BEGIN
    INSERT INTO bulk_wins (id) VALUES (NEW.lead_id) ON CONFLICT (id) DO NOTHING;
  END;

CREATE TRIGGER lead_wins_bulk_changed AFTER UPDATE ON lead_wins WHEN EXISTS (SELECT 1 FROM bulk_write) BEGIN
    INSERT INTO bulk_wins (id, won_at, value_cents, arrived_at, source)
      VALUES (OLD.lead_id, OLD.won_at, OLD.value_cents, OLD.arrived_at, OLD.source) ON CONFLICT (id) DO NOTHING;
  END;

CREATE TRIGGER lead_wins_bulk_removed AFTER DELETE ON lead_wins WHEN EXISTS (SELECT 1 FROM bulk_write) BEGIN
    INSERT INTO bulk_wins (id, won_at, value_cents, arrived_at, source)
      VALUES (OLD.lead_id, OLD.won_at, OLD.value_cents, OLD.arrived_at, OLD.source) ON CONFLICT (id) DO NOTHING;
  END;

CREATE TRIGGER lead_wins_changed AFTER UPDATE ON lead_wins WHEN NOT EXISTS (SELECT 1 FROM bulk_write) BEGIN
    INSERT INTO period_totals (span, start, won, won_cents) VALUES ('quarter', OLD.won_at / 900000, -1, -(OLD.value_cents))
    ON CONFLICT (span, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO period_totals (span, start, converted) VALUES ('quarter', max(OLD.won_at, OLD.arrived_at) / 900000, -1)
    ON CONFLICT (span, start) DO UPDATE SET converted = converted + excluded.converted;
    INSERT INTO period_totals (span, start, won, won_cents) VALUES ('day', OLD.won_at / 86400000, -1, -(OLD.value_cents))
    ON CONFLICT (span, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO period_totals (span, start, converted) VALUES ('day', max(OLD.won_at, OLD.arrived_at) / 86400000, -1)
    ON CONFLICT (span, start) DO UPDATE SET converted = converted + excluded.converted;
    INSERT INTO source_totals (span, source, start, won, won_cents) VALUES ('quarter', OLD.source, OLD.arrived_at / 900000, -1, -(OLD.value_cents))
    ON CONFLICT (span, source, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO source_totals (span, source, start, won, won_cents) VALUES ('day', OLD.source, OLD.arrived_at / 86400000, -1, -(OLD.value_cents))
    ON CONFLICT (span, source, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO source_totals (span, source, start, won, won_cents) VALUES ('weeks4', OLD.source, OLD.arrived_at / 2419200000, -1, -(OLD.value_cents))
    ON CONFLICT (span, source, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO cohort_totals (span, start, months_after, won, won_cents) VALUES ('quarter', OLD.arrived_at / 900000, iif(OLD.won_at < OLD.arrived_at, -1, (OLD.won_at - OLD.arrived_at) / 2592000000), -1, -(OLD.value_cents))
    ON CONFLICT (span, start, months_after) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO cohort_totals (span, start, months_after, won, won_cents) VALUES ('day', OLD.arrived_at / 86400000, iif(OLD.won_at < OLD.arrived_at, -1, (OLD.won_at - OLD.arrived_at) / 2592000000), -1, -(OLD.value_cents))
    ON CONFLICT (span, start, months_after) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO period_totals (span, start, won, won_cents) VALUES ('quarter', NEW.won_at / 900000, 1, NEW.value_cents)
    ON CONFLICT (span, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO period_totals (span, start, converted) VALUES ('quarter', max(NEW.won_at, NEW.arrived_at) / 900000, 1)
    ON CONFLICT (span, start) DO UPDATE SET converted = converted + excluded.converted;
    INSERT INTO period_totals (span, start, won, won_cents) VALUES ('day', NEW.won_at / 86400000, 1, NEW.value_cents)
    ON CONFLICT (span, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO period_totals (span, start, converted) VALUES ('day', max(NEW.won_at, NEW.arrived_at) / 86400000, 1)
    ON CONFLICT (span, start) DO UPDATE SET converted = converted + excluded.converted;
    INSERT INTO source_totals (span, source, start, won, won_cents) VALUES ('quarter', NEW.source, NEW.arrived_at / 900000, 1, NEW.value_cents)
    ON CONFLICT (span, source, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO source_totals (span, source, start, won, won_cents) VALUES ('day', NEW.source, NEW.arrived_at / 86400000, 1, NEW.value_cents)
    ON CONFLICT (span, source, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO source_totals (span, source, start, won, won_cents) VALUES ('weeks4', NEW.source, NEW.arrived_at / 2419200000, 1, NEW.value_cents)
    ON CONFLICT (span, source, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO cohort_totals (span, start, months_after, won, won_cents) VALUES ('quarter', NEW.arrived_at / 900000, iif(NEW.won_at < NEW.arrived_at, -1, (NEW.won_at - NEW.arrived_at) / 2592000000), 1, NEW.value_cents)
    ON CONFLICT (span, start, months_after) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO cohort_totals (span, start, months_after, won, won_cents) VALUES ('day', NEW.arrived_at / 86400000, iif(NEW.won_at < NEW.arrived_at, -1, (NEW.won_at - NEW.arrived_at) / 2592000000), 1, NEW.value_cents)
    ON CONFLICT (span, start, months_after) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    DELETE FROM attribution_shares WHERE lead_id = NEW.lead_id;
    INSERT INTO attribution_shares (lead_id, won_at, kind, ref, first_cents, last_cents, linear_cents, is_first, is_last)
    SELECT lead_id, won_at, kind, ref, iif(first_rank = 1, cents, 0), iif(last_rank = 1, cents, 0),
      cents * first_rank / touches - cents * (first_rank - 1) / touches, first_rank = 1, last_rank = 1
    FROM (SELECT wins.lead_id, wins.won_at, wins.value_cents AS cents, kind, ref,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY first_at, place, ref) AS first_rank,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY last_at DESC, place DESC, ref DESC) AS last_rank,
        count(*) OVER (PARTITION BY wins.lead_id) AS touches
      FROM (SELECT lead_id, 'source' AS kind, source AS ref, arrived_at AS first_at, arrived_at AS last_at, 0 AS place FROM lead_wins WHERE lead_wins.lead_id = NEW.lead_id AND NOT EXISTS (SELECT 1 FROM funnel_events AS forms JOIN funnels ON funnels.id = forms.funnel_id
        WHERE forms.lead_id = lead_wins.lead_id AND forms.kind = 'form' AND forms.at <= lead_wins.won_at AND funnels.name = lead_wins.source)
        UNION ALL SELECT outbox.lead_id, 'campaign', CAST(campaign_id AS text), min(sent_at), max(sent_at), 2
          FROM lead_wins JOIN outbox ON outbox.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = NEW.lead_id AND state = 'sent' AND confirms IS NULL AND is_letter = 0 AND account_id <> 0 AND sent_at <= won_at GROUP BY outbox.lead_id, campaign_id
        UNION ALL SELECT funnel_events.lead_id, 'funnel', CAST(funnel_id AS text), min(at), max(at), 1
          FROM lead_wins JOIN funnel_events ON funnel_events.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = NEW.lead_id AND kind = 'form' AND at <= won_at GROUP BY funnel_events.lead_id, funnel_id
      ) AS touched JOIN lead_wins AS wins ON wins.lead_id = touched.lead_id);
  END;

CREATE TRIGGER lead_wins_removed AFTER DELETE ON lead_wins WHEN NOT EXISTS (SELECT 1 FROM bulk_write) BEGIN
    INSERT INTO period_totals (span, start, won, won_cents) VALUES ('quarter', OLD.won_at / 900000, -1, -(OLD.value_cents))
    ON CONFLICT (span, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO period_totals (span, start, converted) VALUES ('quarter', max(OLD.won_at, OLD.arrived_at) / 900000, -1)
    ON CONFLICT (span, start) DO UPDATE SET converted = converted + excluded.converted;
    INSERT INTO period_totals (span, start, won, won_cents) VALUES ('day', OLD.won_at / 86400000, -1, -(OLD.value_cents))
    ON CONFLICT (span, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO period_totals (span, start, converted) VALUES ('day', max(OLD.won_at, OLD.arrived_at) / 86400000, -1)
    ON CONFLICT (span, start) DO UPDATE SET converted = converted + excluded.converted;
    INSERT INTO source_totals (span, source, start, won, won_cents) VALUES ('quarter', OLD.source, OLD.arrived_at / 900000, -1, -(OLD.value_cents))
    ON CONFLICT (span, source, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO source_totals (span, source, start, won, won_cents) VALUES ('day', OLD.source, OLD.arrived_at / 86400000, -1, -(OLD.value_cents))
    ON CONFLICT (span, source, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO source_totals (span, source, start, won, won_cents) VALUES ('weeks4', OLD.source, OLD.arrived_at / 2419200000, -1, -(OLD.value_cents))
    ON CONFLICT (span, source, start) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO cohort_totals (span, start, months_after, won, won_cents) VALUES ('quarter', OLD.arrived_at / 900000, iif(OLD.won_at < OLD.arrived_at, -1, (OLD.won_at - OLD.arrived_at) / 2592000000), -1, -(OLD.value_cents))
    ON CONFLICT (span, start, months_after) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    INSERT INTO cohort_totals (span, start, months_after, won, won_cents) VALUES ('day', OLD.arrived_at / 86400000, iif(OLD.won_at < OLD.arrived_at, -1, (OLD.won_at - OLD.arrived_at) / 2592000000), -1, -(OLD.value_cents))
    ON CONFLICT (span, start, months_after) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;
    DELETE FROM attribution_shares WHERE lead_id = OLD.lead_id;
  END;

CREATE TABLE leads (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    email varchar,
    first_name varchar,
    last_name varchar,
    phone varchar,
    company varchar,
    job_title varchar,
    status varchar NOT NULL,
    score integer NOT NULL,
    source varchar,
    estimated_value_cents bigint NOT NULL,
    tags text NOT NULL,
    notes text,
    sort_name varchar NOT NULL,
    import_id integer,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    last_contact_at bigint
  , search_words text NOT NULL DEFAULT '', tag_keys text NOT NULL DEFAULT '[]', other_data text NOT NULL DEFAULT ('{}'), custom text NOT NULL DEFAULT ('{}'), custom_keys text NOT NULL DEFAULT ('[]'), contact_points text NOT NULL DEFAULT ('{}'), owner varchar, lost_reason varchar);

CREATE INDEX leads_created ON leads (created_at, id);

CREATE UNIQUE INDEX leads_email ON leads (email);

CREATE INDEX leads_entered ON leads (created_at) WHERE import_id IS NULL;

CREATE INDEX leads_import ON leads (import_id) WHERE import_id IS NOT NULL;

CREATE INDEX leads_last_contact ON leads (last_contact_at);

CREATE INDEX leads_lost_reason ON leads (lost_reason) WHERE lost_reason IS NOT NULL;

CREATE INDEX leads_name ON leads (sort_name, id);

CREATE INDEX leads_owner ON leads (owner) WHERE owner IS NOT NULL;

CREATE INDEX leads_quiet ON leads (coalesce(last_contact_at, created_at)) WHERE status = 'qualified';

CREATE INDEX leads_score ON leads (score, id);

CREATE INDEX leads_source ON leads (source, created_at, id);

CREATE INDEX leads_status_created ON leads (status, created_at, id);

CREATE INDEX leads_status_name ON leads (status, sort_name, id);

CREATE INDEX leads_status_score ON leads (status, score, id);

CREATE INDEX leads_status_value ON leads (status, estimated_value_cents, id);

CREATE INDEX leads_value ON leads (estimated_value_cents, id);

CREATE TRIGGER leads_address_is_new AFTER INSERT ON leads
    WHEN NEW.email IS NOT NULL AND EXISTS (SELECT 1 FROM lead_addresses WHERE address = NEW.email AND lead_id <> NEW.id) BEGIN SELECT RAISE(ABORT, 'this address is another lead''s'); END;

CREATE TRIGGER leads_address_is_own AFTER UPDATE OF email ON leads
    WHEN NEW.email IS NOT OLD.email AND EXISTS (SELECT 1 FROM lead_addresses WHERE address = NEW.email AND lead_id <> NEW.id) BEGIN SELECT RAISE(ABORT, 'this address is another lead''s'); END;

CREATE TRIGGER leads_arrived AFTER INSERT ON leads WHEN NOT EXISTS (SELECT 1 FROM bulk_write) BEGIN
    INSERT INTO period_totals (span, start, arrived) VALUES ('quarter', NEW.created_at / 900000, 1)
    ON CONFLICT (span, start) DO UPDATE SET arrived = arrived + excluded.arrived;
    INSERT INTO period_totals (span, start, arrived) VALUES ('day', NEW.created_at / 86400000, 1)
    ON CONFLICT (span, start) DO UPDATE SET arrived = arrived + excluded.arrived;
    INSERT INTO source_totals (span, source, start, leads, value_cents) VALUES ('quarter', coalesce(NEW.source, ''), NEW.created_at / 900000, 1, NEW.estimated_value_cents)
    ON CONFLICT (span, source, start) DO UPDATE SET leads = leads + excluded.leads, value_cents = value_cents + excluded.value_cents;
    INSERT INTO source_totals (span, source, start, leads, value_cents) VALUES ('day', coalesce(NEW.source, ''), NEW.created_at / 86400000, 1, NEW.estimated_value_cents)
    ON CONFLICT (span, source, start) DO UPDATE SET leads = leads + excluded.leads, value_cents = value_cents + excluded.value_cents;
    INSERT INTO source_totals (span, source, start, leads, value_cents) VALUES ('weeks4', coalesce(NEW.source, ''), NEW.created_at / 2419200000, 1, NEW.estimated_value_cents)
    ON CONFLICT (span, source, start) DO UPDATE SET leads = leads + excluded.leads, value_cents = value_cents + excluded.value_cents;
  END;

CREATE TRIGGER leads_arrived_valued AFTER INSERT ON leads WHEN NOT EXISTS (SELECT 1 FROM bulk_write) AND (NEW.estimated_value_cents <> 0) BEGIN
    UPDATE stage_totals SET value_squares = value_squares + ((NEW.estimated_value_cents + 50) / 100) * ((NEW.estimated_value_cents + 50) / 100) WHERE status = NEW.status;
  END;

CREATE TRIGGER leads_arrived_won AFTER INSERT ON leads WHEN NEW.status = 'won' BEGIN
    INSERT INTO lead_wins (lead_id, won_at, value_cents, arrived_at, source)
      VALUES (NEW.id, NEW.created_at, NEW.estimated_value_cents, NEW.created_at, coalesce(NEW.source, ''));
  END;

CREATE TRIGGER leads_bulk_added AFTER INSERT ON leads WHEN EXISTS (SELECT 1 FROM bulk_write WHERE last_lead_id >= NEW.id) BEGIN
    INSERT INTO bulk_leads (id, was_there, is_renamed, is_retagged) VALUES (NEW.id, 0, 1, 1)
      ON CONFLICT (id) DO UPDATE SET is_renamed = 1, is_retagged = 1;
  END;

CREATE TRIGGER leads_bulk_added_tags AFTER INSERT ON leads WHEN NOT (NOT EXISTS (SELECT 1 FROM bulk_write)) AND NEW.tags <> '[]' BEGIN
    INSERT OR IGNORE INTO tag_spellings (key, spelling) SELECT coalesce(json_extract(NEW.tag_keys, '$[' || each.key || ']'), lower(each.value)), each.value FROM json_each(NEW.tags) AS each ORDER BY each.key;
  END;

CREATE TRIGGER leads_bulk_changed AFTER UPDATE ON leads WHEN EXISTS (SELECT 1 FROM bulk_write WHERE last_lead_id >= NEW.id) BEGIN
    INSERT INTO bulk_leads (id, was_there, status, value_cents, source, created_at, is_renamed, is_retagged)
      VALUES (OLD.id, 1, OLD.status, OLD.estimated_value_cents, coalesce(OLD.source, ''), OLD.created_at, coalesce(nullif(OLD.search_words, ''), lower(concat_ws(' ', OLD.first_name, OLD.last_name, OLD.email, OLD.company, OLD.phone))) <> coalesce(nullif(NEW.search_words, ''), lower(concat_ws(' ', NEW.first_name, NEW.last_name, NEW.email, NEW.company, NEW.phone))), OLD.tags <> NEW.tags)
      ON CONFLICT (id) DO UPDATE SET is_renamed = max(is_renamed, excluded.is_renamed), is_retagged = max(is_retagged, excluded.is_retagged);
  END;

CREATE TRIGGER leads_bulk_removed AFTER DELETE ON leads WHEN EXISTS (SELECT 1 FROM bulk_write WHERE last_lead_id >= OLD.id) BEGIN
    INSERT INTO bulk_leads (id, was_there, status, value_cents, source, created_at, is_renamed, is_retagged)
      VALUES (OLD.id, 1, OLD.status, OLD.estimated_value_cents, coalesce(OLD.source, ''), OLD.created_at, 1, 1)
      ON CONFLICT (id) DO UPDATE SET is_renamed = max(is_renamed, excluded.is_renamed), is_retagged = max(is_retagged, excluded.is_retagged);
  END;

CREATE TRIGGER leads_bulk_retagged AFTER UPDATE OF tags ON leads WHEN NOT (NOT EXISTS (SELECT 1 FROM bulk_write)) AND OLD.tags <> NEW.tags BEGIN
    INSERT OR IGNORE INTO tag_spellings (key, spelling) SELECT coalesce(json_extract(NEW.tag_keys, '$[' || each.key || ']'), lower(each.value)), each.value FROM json_each(NEW.tags) AS each ORDER BY each.key;
  END;

CREATE TRIGGER leads_custom_added AFTER INSERT ON leads WHEN NEW.custom_keys <> '[]' BEGIN
    INSERT OR IGNORE INTO lead_custom (field, value, lead_id)
      SELECT json_extract(each.value, '$[0]'), json_extract(each.value, '$[1]'), NEW.id FROM json_each(NEW.custom_keys) AS each;
  END;

CREATE TRIGGER leads_custom_changed AFTER UPDATE OF custom_keys ON leads WHEN OLD.custom_keys <> NEW.custom_keys BEGIN
    DELETE FROM lead_custom WHERE lead_id = OLD.id;
    INSERT OR IGNORE INTO lead_custom (field, value, lead_id)
      SELECT json_extract(each.value, '$[0]'), json_extract(each.value, '$[1]'), NEW.id FROM json_each(NEW.custom_keys) AS each;
  END;

CREATE TRIGGER leads_custom_removed AFTER DELETE ON leads WHEN OLD.custom_keys <> '[]' BEGIN
    DELETE FROM lead_custom WHERE lead_id = OLD.id;
  END;

CREATE TRIGGER leads_deleted AFTER DELETE ON leads WHEN NOT EXISTS (SELECT 1 FROM bulk_write) BEGIN
    UPDATE lead_totals SET count = count - 1, value_cents = value_cents - OLD.estimated_value_cents WHERE status = OLD.status;
    DELETE FROM lead_search WHERE rowid = OLD.id;
    DELETE FROM lead_tags WHERE lead_id = OLD.id;
    
  END;

CREATE TRIGGER leads_inserted AFTER INSERT ON leads WHEN NOT EXISTS (SELECT 1 FROM bulk_write) BEGIN
    UPDATE lead_totals SET count = count + 1, value_cents = value_cents + NEW.estimated_value_cents WHERE status = NEW.status;
    INSERT INTO lead_search (rowid, words) VALUES (NEW.id, coalesce(nullif(NEW.search_words, ''), lower(concat_ws(' ', NEW.first_name, NEW.last_name, NEW.email, NEW.company, NEW.phone))));
  END;

CREATE TRIGGER leads_inserted_tags AFTER INSERT ON leads WHEN NOT EXISTS (SELECT 1 FROM bulk_write) AND NEW.tags <> '[]' BEGIN
    INSERT OR IGNORE INTO lead_tags (tag, lead_id) SELECT coalesce(json_extract(NEW.tag_keys, '$[' || each.key || ']'), lower(each.value)), NEW.id FROM json_each(NEW.tags) AS each;
    INSERT OR IGNORE INTO tag_spellings (key, spelling) SELECT coalesce(json_extract(NEW.tag_keys, '$[' || each.key || ']'), lower(each.value)), each.value FROM json_each(NEW.tags) AS each ORDER BY each.key;
    UPDATE leads SET tags = (SELECT json_group_array(spelling ORDER BY each.key) FROM json_each(NEW.tags) AS each JOIN tag_spellings ON tag_spellings.key = coalesce(json_extract(NEW.tag_keys, '$[' || each.key || ']'), lower(each.value)))
      WHERE id = NEW.id AND EXISTS (SELECT 1 FROM json_each(NEW.tags) AS each JOIN tag_spellings ON tag_spellings.key = coalesce(json_extract(NEW.tag_keys, '$[' || each.key || ']'), lower(each.value)) WHERE spelling <> each.value);
  END;

CREATE TRIGGER leads_moved AFTER UPDATE OF status ON leads WHEN OLD.status <> NEW.status BEGIN
    INSERT INTO lead_stage_changes (lead_id, from_status, to_status, changed_at, entered_at)
      VALUES (NEW.id, OLD.status, NEW.status, NEW.updated_at, coalesce((SELECT changed_at FROM lead_stage_changes WHERE lead_id = NEW.id ORDER BY id DESC LIMIT 1),
        iif(NEW.import_id IS NULL, NEW.created_at, NULL)));
  END;

CREATE TRIGGER leads_moves_forgotten AFTER DELETE ON leads BEGIN DELETE FROM lead_stage_changes WHERE lead_id = OLD.id; END;

CREATE TRIGGER leads_not_won AFTER UPDATE OF status ON leads WHEN OLD.status = 'won' AND NEW.status <> 'won' BEGIN
    DELETE FROM lead_wins WHERE lead_id = NEW.id;
  END;

CREATE TRIGGER leads_points_added AFTER INSERT ON leads WHEN NEW.contact_points <> '{}' BEGIN
    INSERT INTO lead_addresses (address, lead_id)
      SELECT json_extract(each.value, '$.value'), NEW.id FROM json_each(NEW.contact_points, '$.emails') AS each;
  END;

CREATE TRIGGER leads_points_changed AFTER UPDATE OF contact_points ON leads WHEN OLD.contact_points <> NEW.contact_points BEGIN
    DELETE FROM lead_addresses WHERE lead_id = OLD.id;
    INSERT INTO lead_addresses (address, lead_id)
      SELECT json_extract(each.value, '$.value'), NEW.id FROM json_each(NEW.contact_points, '$.emails') AS each;
  END;

CREATE TRIGGER leads_points_removed AFTER DELETE ON leads WHEN OLD.contact_points <> '{}' BEGIN
    DELETE FROM lead_addresses WHERE lead_id = OLD.id;
  END;

CREATE TRIGGER leads_recounted AFTER UPDATE OF source, created_at, estimated_value_cents ON leads WHEN NOT EXISTS (SELECT 1 FROM bulk_write) AND (OLD.source IS NOT NEW.source OR OLD.created_at <> NEW.created_at OR OLD.estimated_value_cents <> NEW.estimated_value_cents) BEGIN
    INSERT INTO period_totals (span, start, arrived) VALUES ('quarter', OLD.created_at / 900000, -1)
    ON CONFLICT (span, start) DO UPDATE SET arrived = arrived + excluded.arrived;
    INSERT INTO period_totals (span, start, arrived) VALUES ('day', OLD.created_at / 86400000, -1)
    ON CONFLICT (span, start) DO UPDATE SET arrived = arrived + excluded.arrived;
    INSERT INTO source_totals (span, source, start, leads, value_cents) VALUES ('quarter', coalesce(OLD.source, ''), OLD.created_at / 900000, -1, -(OLD.estimated_value_cents))
    ON CONFLICT (span, source, start) DO UPDATE SET leads = leads + excluded.leads, value_cents = value_cents + excluded.value_cents;
    INSERT INTO source_totals (span, source, start, leads, value_cents) VALUES ('day', coalesce(OLD.source, ''), OLD.created_at / 86400000, -1, -(OLD.estimated_value_cents))
    ON CONFLICT (span, source, start) DO UPDATE SET leads = leads + excluded.leads, value_cents = value_cents + excluded.value_cents;
    INSERT INTO source_totals (span, source, start, leads, value_cents) VALUES ('weeks4', coalesce(OLD.source, ''), OLD.created_at / 2419200000, -1, -(OLD.estimated_value_cents))
    ON CONFLICT (span, source, start) DO UPDATE SET leads = leads + excluded.leads, value_cents = value_cents + excluded.value_cents;
    INSERT INTO period_totals (span, start, arrived) VALUES ('quarter', NEW.created_at / 900000, 1)
    ON CONFLICT (span, start) DO UPDATE SET arrived = arrived + excluded.arrived;
    INSERT INTO period_totals (span, start, arrived) VALUES ('day', NEW.created_at / 86400000, 1)
    ON CONFLICT (span, start) DO UPDATE SET arrived = arrived + excluded.arrived;
    INSERT INTO source_totals (span, source, start, leads, value_cents) VALUES ('quarter', coalesce(NEW.source, ''), NEW.created_at / 900000, 1, NEW.estimated_value_cents)
    ON CONFLICT (span, source, start) DO UPDATE SET leads = leads + excluded.leads, value_cents = value_cents + excluded.value_cents;
    INSERT INTO source_totals (span, source, start, leads, value_cents) VALUES ('day', coalesce(NEW.source, ''), NEW.created_at / 86400000, 1, NEW.estimated_value_cents)
    ON CONFLICT (span, source, start) DO UPDATE SET leads = leads + excluded.leads, value_cents = value_cents + excluded.value_cents;
    INSERT INTO source_totals (span, source, start, leads, value_cents) VALUES ('weeks4', coalesce(NEW.source, ''), NEW.created_at / 2419200000, 1, NEW.estimated_value_cents)
    ON CONFLICT (span, source, start) DO UPDATE SET leads = leads + excluded.leads, value_cents = value_cents + excluded.value_cents;
    
  END;

CREATE TRIGGER leads_renamed AFTER UPDATE OF search_words, first_name, last_name, email, company, phone ON leads WHEN NOT EXISTS (SELECT 1 FROM bulk_write) AND coalesce(nullif(OLD.search_words, ''), lower(concat_ws(' ', OLD.first_name, OLD.last_name, OLD.email, OLD.company, OLD.phone))) <> coalesce(nullif(NEW.search_words, ''), lower(concat_ws(' ', NEW.first_name, NEW.last_name, NEW.email, NEW.company, NEW.phone))) BEGIN
    DELETE FROM lead_search WHERE rowid = OLD.id;
    INSERT INTO lead_search (rowid, words) VALUES (NEW.id, coalesce(nullif(NEW.search_words, ''), lower(concat_ws(' ', NEW.first_name, NEW.last_name, NEW.email, NEW.company, NEW.phone))));
  END;

CREATE TRIGGER leads_rescored AFTER UPDATE ON leads WHEN EXISTS (SELECT 1 FROM score_rules) BEGIN INSERT OR IGNORE INTO score_stale (lead_id) VALUES (NEW.id); END;

CREATE TRIGGER leads_resquared AFTER UPDATE OF status, estimated_value_cents ON leads WHEN NOT EXISTS (SELECT 1 FROM bulk_write) AND (OLD.status <> NEW.status OR OLD.estimated_value_cents <> NEW.estimated_value_cents) BEGIN
    UPDATE stage_totals SET value_squares = value_squares - ((OLD.estimated_value_cents + 50) / 100) * ((OLD.estimated_value_cents + 50) / 100) WHERE status = OLD.status;
    UPDATE stage_totals SET value_squares = value_squares + ((NEW.estimated_value_cents + 50) / 100) * ((NEW.estimated_value_cents + 50) / 100) WHERE status = NEW.status;
  END;

CREATE TRIGGER leads_retagged AFTER UPDATE OF tags ON leads WHEN NOT EXISTS (SELECT 1 FROM bulk_write) AND OLD.tags <> NEW.tags BEGIN
    DELETE FROM lead_tags WHERE lead_id = OLD.id;
    INSERT OR IGNORE INTO lead_tags (tag, lead_id) SELECT coalesce(json_extract(NEW.tag_keys, '$[' || each.key || ']'), lower(each.value)), NEW.id FROM json_each(NEW.tags) AS each;
    INSERT OR IGNORE INTO tag_spellings (key, spelling) SELECT coalesce(json_extract(NEW.tag_keys, '$[' || each.key || ']'), lower(each.value)), each.value FROM json_each(NEW.tags) AS each ORDER BY each.key;
    UPDATE leads SET tags = (SELECT json_group_array(spelling ORDER BY each.key) FROM json_each(NEW.tags) AS each JOIN tag_spellings ON tag_spellings.key = coalesce(json_extract(NEW.tag_keys, '$[' || each.key || ']'), lower(each.value)))
      WHERE id = NEW.id AND EXISTS (SELECT 1 FROM json_each(NEW.tags) AS each JOIN tag_spellings ON tag_spellings.key = coalesce(json_extract(NEW.tag_keys, '$[' || each.key || ']'), lower(each.value)) WHERE spelling <> each.value);
  END;

CREATE TRIGGER leads_revalued AFTER UPDATE OF status, estimated_value_cents ON leads WHEN NOT EXISTS (SELECT 1 FROM bulk_write) AND (OLD.status <> NEW.status OR OLD.estimated_value_cents <> NEW.estimated_value_cents) BEGIN
    UPDATE lead_totals SET count = count - 1, value_cents = value_cents - OLD.estimated_value_cents WHERE status = OLD.status;
    UPDATE lead_totals SET count = count + 1, value_cents = value_cents + NEW.estimated_value_cents WHERE status = NEW.status;
  END;

CREATE TRIGGER leads_score_forgotten AFTER DELETE ON leads BEGIN DELETE FROM score_stale WHERE lead_id = OLD.id; END;

CREATE TRIGGER leads_uncounted BEFORE DELETE ON leads WHEN NOT EXISTS (SELECT 1 FROM bulk_write) BEGIN
    INSERT INTO period_totals (span, start, arrived) VALUES ('quarter', OLD.created_at / 900000, -1)
    ON CONFLICT (span, start) DO UPDATE SET arrived = arrived + excluded.arrived;
    INSERT INTO period_totals (span, start, arrived) VALUES ('day', OLD.created_at / 86400000, -1)
    ON CONFLICT (span, start) DO UPDATE SET arrived = arrived + excluded.arrived;
    INSERT INTO source_totals (span, source, start, leads, value_cents) VALUES ('quarter', coalesce(OLD.source, ''), OLD.created_at / 900000, -1, -(OLD.estimated_value_cents))
    ON CONFLICT (span, source, start) DO UPDATE SET leads = leads + excluded.leads, value_cents = value_cents + excluded.value_cents;
    INSERT INTO source_totals (span, source, start, leads, value_cents) VALUES ('day', coalesce(OLD.source, ''), OLD.created_at / 86400000, -1, -(OLD.estimated_value_cents))
    ON CONFLICT (span, source, start) DO UPDATE SET leads = leads + excluded.leads, value_cents = value_cents + excluded.value_cents;
    INSERT INTO source_totals (span, source, start, leads, value_cents) VALUES ('weeks4', coalesce(OLD.source, ''), OLD.created_at / 2419200000, -1, -(OLD.estimated_value_cents))
    ON CONFLICT (span, source, start) DO UPDATE SET leads = leads + excluded.leads, value_cents = value_cents + excluded.value_cents;
    UPDATE stage_totals SET value_squares = value_squares - ((OLD.estimated_value_cents + 50) / 100) * ((OLD.estimated_value_cents + 50) / 100) WHERE status = OLD.status;
    
  END;

CREATE TRIGGER leads_unlearnt BEFORE DELETE ON leads WHEN OLD.status IN ('won', 'lost') BEGIN
    UPDATE stage_totals SET won_after = won_after - (OLD.status = 'won'),
      lost_after = lost_after - (OLD.status = 'lost') WHERE status NOT IN ('won', 'lost') AND status IN (SELECT from_status FROM lead_stage_changes WHERE lead_id = OLD.id);
  END;

CREATE TRIGGER leads_unscored AFTER INSERT ON leads WHEN EXISTS (SELECT 1 FROM score_rules) BEGIN INSERT OR IGNORE INTO score_stale (lead_id) VALUES (NEW.id); END;

CREATE TRIGGER leads_win_changed AFTER UPDATE OF source, created_at, estimated_value_cents ON leads
    WHEN OLD.source IS NOT NEW.source OR OLD.created_at <> NEW.created_at OR OLD.estimated_value_cents <> NEW.estimated_value_cents BEGIN UPDATE lead_wins SET value_cents = NEW.estimated_value_cents, arrived_at = NEW.created_at, source = coalesce(NEW.source, '') WHERE lead_id = NEW.id; END;

CREATE TRIGGER leads_win_forgotten BEFORE DELETE ON leads BEGIN DELETE FROM lead_wins WHERE lead_id = OLD.id; END;

CREATE TRIGGER leads_won AFTER UPDATE OF status ON leads WHEN NEW.status = 'won' AND OLD.status <> 'won' BEGIN
    INSERT INTO lead_wins (lead_id, won_at, value_cents, arrived_at, source)
      VALUES (NEW.id, NEW.updated_at, NEW.estimated_value_cents, NEW.created_at, coalesce(NEW.source, ''));
  END;

CREATE TABLE learnt_scores (
      "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
      trained_at bigint NOT NULL,
      counts text NOT NULL,
      choices text NOT NULL,
      measured text NOT NULL,
      left_out text NOT NULL,
      learnt text NOT NULL
    );

CREATE TABLE letter_drafts (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    lead_id integer NOT NULL,
    key varchar NOT NULL,
    account_id integer,
    recipient varchar,
    subject varchar NOT NULL,
    text text NOT NULL,
    updated_at bigint NOT NULL
  );

CREATE UNIQUE INDEX letter_drafts_key ON letter_drafts (key);

CREATE INDEX letter_drafts_lead ON letter_drafts (lead_id, updated_at);

CREATE TABLE mail_sign_ins (
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
  );

CREATE TABLE mail_topics (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    key varchar NOT NULL,
    name varchar NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint
  );

CREATE UNIQUE INDEX mail_topics_key ON mail_topics (key);

CREATE TABLE mailbox_folders (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    mailbox_id integer NOT NULL,
    path varchar NOT NULL,
    uid_validity varchar NOT NULL,
    last_uid bigint NOT NULL
  );

CREATE UNIQUE INDEX mailbox_folders_path ON mailbox_folders (mailbox_id, path);

CREATE TABLE mailboxes (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    account_id integer,
    host varchar NOT NULL,
    port integer NOT NULL,
    security varchar NOT NULL,
    user varchar NOT NULL,
    trusted_certificate varchar,
    last_read_at bigint,
    last_tried_at bigint,
    trouble varchar,
    trouble_cause varchar,
    trouble_reply text,
    trouble_at bigint,
    retry_at bigint,
    failures integer NOT NULL DEFAULT (0),
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  , sign_in_id integer);

CREATE VIEW measured_people AS
    SELECT agreed.lead_id AS lead_id, (SELECT min(since.at) FROM consent_events AS since
        WHERE since.lead_id = agreed.lead_id AND since.purpose = 'measure' AND since.action = 'granted' AND NOT EXISTS (SELECT 1 FROM consent_events AS later WHERE later.takes_back = since.event_id) AND NOT EXISTS (SELECT 1 FROM consent_events AS asked WHERE asked.event_id = since.event_id AND asked.purpose = 'write' AND asked.action = 'asked'
        AND NOT EXISTS (SELECT 1 FROM consent_confirmations WHERE asked_event_id = asked.event_id AND confirmed_at IS NOT NULL))
          AND NOT EXISTS (SELECT 1 FROM consent_events AS ended
            WHERE ended.lead_id = agreed.lead_id AND ended.action IN ('withdrawn', 'refused') AND NOT EXISTS (SELECT 1 FROM consent_events AS later WHERE later.takes_back = ended.event_id)
              AND ((ended.purpose = 'measure' AND (ended.at, ended.id) > (since.at, since.id)) OR (ended.purpose = 'write' AND ended.at >= since.at)))) AS agreed_at
    FROM consent_events AS agreed
    WHERE agreed.purpose = 'measure' AND agreed.action = 'granted' AND agreed.lead_id IS NOT NULL
      AND agreed.id = (SELECT said.id FROM consent_events AS said
        WHERE said.lead_id = agreed.lead_id AND said.purpose = 'measure' AND said.action IN ('granted', 'withdrawn', 'refused')
          AND NOT EXISTS (SELECT 1 FROM consent_events AS later WHERE later.takes_back = said.event_id) AND NOT EXISTS (SELECT 1 FROM consent_events AS asked WHERE asked.event_id = said.event_id AND asked.purpose = 'write' AND asked.action = 'asked'
        AND NOT EXISTS (SELECT 1 FROM consent_confirmations WHERE asked_event_id = asked.event_id AND confirmed_at IS NOT NULL)) ORDER BY said.at DESC, said.id DESC LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM consent_events AS refused
        WHERE refused.lead_id = agreed.lead_id AND refused.purpose = 'write' AND refused.action IN ('withdrawn', 'refused')
          AND refused.at >= agreed.at AND NOT EXISTS (SELECT 1 FROM consent_events AS later WHERE later.takes_back = refused.event_id))
      AND NOT EXISTS (SELECT 1 FROM leads CROSS JOIN suppressions ON suppressions.value = leads.email
        WHERE leads.id = agreed.lead_id AND suppressions.kind = 'address' AND suppressions.reason IN ('unsubscribed', 'complaint'))
      AND NOT EXISTS (SELECT 1 FROM lead_addresses CROSS JOIN suppressions ON suppressions.value = lead_addresses.address
        WHERE lead_addresses.lead_id = agreed.lead_id AND suppressions.kind = 'address' AND suppressions.reason IN ('unsubscribed', 'complaint'));

CREATE TABLE message_files (
    message_version_id integer NOT NULL,
    position integer NOT NULL,
    kind varchar NOT NULL,
    hash varchar NOT NULL,
    name varchar NOT NULL,
    type varchar NOT NULL,
    PRIMARY KEY (message_version_id, position)
  );

CREATE INDEX message_files_hash ON message_files (hash);

CREATE TABLE message_versions (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    campaign_id integer NOT NULL,
    content text NOT NULL,
    created_at bigint NOT NULL
  );

CREATE INDEX message_versions_campaign ON message_versions (campaign_id);

CREATE TABLE outbox (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    campaign_id integer NOT NULL,
    lead_id integer,
    resend_number integer NOT NULL DEFAULT (0),
    idem_key varchar NOT NULL,
    message_id varchar NOT NULL,
    reference varchar NOT NULL,
    account_id integer NOT NULL,
    message_version_id integer NOT NULL,
    email varchar NOT NULL,
    domain varchar NOT NULL,
    merge_values text NOT NULL,
    state varchar NOT NULL,
    reason varchar,
    attempts integer NOT NULL DEFAULT (0),
    next_attempt_at bigint NOT NULL,
    first_attempt_at bigint,
    lease varchar,
    last_code integer,
    last_reply text,
    handed_at bigint,
    sent_at bigint,
    created_at bigint NOT NULL
  , confirms varchar, bounced_at bigint, bounce_class varchar, bounce_words text, replied_at bigint, withdrawn_at bigint, is_letter integer NOT NULL DEFAULT 0, variant varchar, is_rest integer NOT NULL DEFAULT 0, taken_by integer, measured integer NOT NULL DEFAULT 0);

CREATE INDEX outbox_bounced ON outbox (campaign_id, "id") WHERE bounced_at IS NOT NULL;

CREATE INDEX outbox_campaign ON outbox (campaign_id, state, id);

CREATE INDEX outbox_due ON outbox (campaign_id, next_attempt_at, id) WHERE state = 'queued';

CREATE UNIQUE INDEX outbox_idem_key ON outbox (idem_key);

CREATE INDEX outbox_lead ON outbox (lead_id);

CREATE INDEX outbox_letters ON outbox (lead_id, sent_at) WHERE is_letter = 1;

CREATE INDEX outbox_measured ON outbox (campaign_id, "id") WHERE measured = 1;

CREATE UNIQUE INDEX outbox_message_id ON outbox (message_id);

CREATE UNIQUE INDEX outbox_recipient ON outbox (campaign_id, email, resend_number);

CREATE INDEX outbox_reference ON outbox (reference);

CREATE INDEX outbox_replied ON outbox (campaign_id, "id") WHERE replied_at IS NOT NULL;

CREATE INDEX outbox_sandboxed ON outbox (campaign_id) WHERE state = 'sent' AND account_id = 0;

CREATE INDEX outbox_sent ON outbox (sent_at, account_id) WHERE state = 'sent';

CREATE INDEX outbox_taken ON outbox (campaign_id, taken_by, state) WHERE taken_by IS NOT NULL;

CREATE INDEX outbox_undecided ON outbox (campaign_id, id) WHERE state = 'uncertain' AND reason <> 'left';

CREATE INDEX outbox_variant ON outbox (campaign_id, variant, state, "id") WHERE variant IS NOT NULL AND is_rest = 0;

CREATE INDEX outbox_withdrawn ON outbox (campaign_id, "id") WHERE withdrawn_at IS NOT NULL;

CREATE TRIGGER letters_are_contacts AFTER UPDATE OF state, sent_at ON outbox
    WHEN NEW.is_letter = 1 AND NEW.state = 'sent' AND NEW.sent_at IS NOT NULL AND NEW.lead_id IS NOT NULL BEGIN
    UPDATE leads SET last_contact_at = NEW.sent_at WHERE id = NEW.lead_id AND coalesce(last_contact_at, 0) < NEW.sent_at;
    INSERT OR IGNORE INTO score_stale (lead_id) SELECT id FROM leads WHERE id = NEW.lead_id;
  END;

CREATE TRIGGER outbox_arrived_sent AFTER INSERT ON outbox WHEN NEW.state = 'sent' AND NEW.confirms IS NULL AND NEW.is_letter = 0 AND NEW.sent_at IS NOT NULL BEGIN
    INSERT INTO period_totals (span, start, sent, sandboxed) VALUES ('quarter', NEW.sent_at / 900000, NEW.account_id <> 0, NEW.account_id = 0)
    ON CONFLICT (span, start) DO UPDATE SET sent = sent + excluded.sent, sandboxed = sandboxed + excluded.sandboxed;
    INSERT INTO period_totals (span, start, sent, sandboxed) VALUES ('day', NEW.sent_at / 86400000, NEW.account_id <> 0, NEW.account_id = 0)
    ON CONFLICT (span, start) DO UPDATE SET sent = sent + excluded.sent, sandboxed = sandboxed + excluded.sandboxed;
  END;

CREATE TRIGGER outbox_arrived_shared AFTER INSERT ON outbox WHEN NEW.state = 'sent' AND NEW.confirms IS NULL AND NEW.is_letter = 0 AND NEW.sent_at IS NOT NULL AND EXISTS (SELECT 1 FROM lead_wins WHERE lead_id = NEW.lead_id AND won_at >= NEW.sent_at) BEGIN
    DELETE FROM attribution_shares WHERE lead_id = NEW.lead_id;
    INSERT INTO attribution_shares (lead_id, won_at, kind, ref, first_cents, last_cents, linear_cents, is_first, is_last)
    SELECT lead_id, won_at, kind, ref, iif(first_rank = 1, cents, 0), iif(last_rank = 1, cents, 0),
      cents * first_rank / touches - cents * (first_rank - 1) / touches, first_rank = 1, last_rank = 1
    FROM (SELECT wins.lead_id, wins.won_at, wins.value_cents AS cents, kind, ref,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY first_at, place, ref) AS first_rank,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY last_at DESC, place DESC, ref DESC) AS last_rank,
        count(*) OVER (PARTITION BY wins.lead_id) AS touches
      FROM (SELECT lead_id, 'source' AS kind, source AS ref, arrived_at AS first_at, arrived_at AS last_at, 0 AS place FROM lead_wins WHERE lead_wins.lead_id = NEW.lead_id AND NOT EXISTS (SELECT 1 FROM funnel_events AS forms JOIN funnels ON funnels.id = forms.funnel_id
        WHERE forms.lead_id = lead_wins.lead_id AND forms.kind = 'form' AND forms.at <= lead_wins.won_at AND funnels.name = lead_wins.source)
        UNION ALL SELECT outbox.lead_id, 'campaign', CAST(campaign_id AS text), min(sent_at), max(sent_at), 2
          FROM lead_wins JOIN outbox ON outbox.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = NEW.lead_id AND state = 'sent' AND confirms IS NULL AND is_letter = 0 AND account_id <> 0 AND sent_at <= won_at GROUP BY outbox.lead_id, campaign_id
        UNION ALL SELECT funnel_events.lead_id, 'funnel', CAST(funnel_id AS text), min(at), max(at), 1
          FROM lead_wins JOIN funnel_events ON funnel_events.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = NEW.lead_id AND kind = 'form' AND at <= won_at GROUP BY funnel_events.lead_id, funnel_id
      ) AS touched JOIN lead_wins AS wins ON wins.lead_id = touched.lead_id);
  END;

CREATE TRIGGER outbox_deleted AFTER DELETE ON outbox BEGIN
    UPDATE outbox_totals SET count = count - 1 WHERE campaign_id = OLD.campaign_id AND state = OLD.state;
  END;

CREATE TRIGGER outbox_inserted AFTER INSERT ON outbox BEGIN
    INSERT INTO outbox_totals (campaign_id, state, count) VALUES (NEW.campaign_id, NEW.state, 1)
      ON CONFLICT (campaign_id, state) DO UPDATE SET count = count + 1;
  END;

CREATE TRIGGER outbox_moved AFTER UPDATE OF state ON outbox WHEN OLD.state <> NEW.state BEGIN
    UPDATE outbox_totals SET count = count - 1 WHERE campaign_id = OLD.campaign_id AND state = OLD.state;
    INSERT INTO outbox_totals (campaign_id, state, count) VALUES (NEW.campaign_id, NEW.state, 1)
      ON CONFLICT (campaign_id, state) DO UPDATE SET count = count + 1;
  END;

CREATE TRIGGER outbox_moved_shared AFTER UPDATE OF state, sent_at ON outbox WHEN (OLD.state <> NEW.state OR OLD.sent_at IS NOT NEW.sent_at) AND (NEW.sent_at IS NOT NULL OR OLD.sent_at IS NOT NULL)
    AND EXISTS (SELECT 1 FROM lead_wins WHERE lead_id = NEW.lead_id) BEGIN
    DELETE FROM attribution_shares WHERE lead_id = NEW.lead_id;
    INSERT INTO attribution_shares (lead_id, won_at, kind, ref, first_cents, last_cents, linear_cents, is_first, is_last)
    SELECT lead_id, won_at, kind, ref, iif(first_rank = 1, cents, 0), iif(last_rank = 1, cents, 0),
      cents * first_rank / touches - cents * (first_rank - 1) / touches, first_rank = 1, last_rank = 1
    FROM (SELECT wins.lead_id, wins.won_at, wins.value_cents AS cents, kind, ref,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY first_at, place, ref) AS first_rank,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY last_at DESC, place DESC, ref DESC) AS last_rank,
        count(*) OVER (PARTITION BY wins.lead_id) AS touches
      FROM (SELECT lead_id, 'source' AS kind, source AS ref, arrived_at AS first_at, arrived_at AS last_at, 0 AS place FROM lead_wins WHERE lead_wins.lead_id = NEW.lead_id AND NOT EXISTS (SELECT 1 FROM funnel_events AS forms JOIN funnels ON funnels.id = forms.funnel_id
        WHERE forms.lead_id = lead_wins.lead_id AND forms.kind = 'form' AND forms.at <= lead_wins.won_at AND funnels.name = lead_wins.source)
        UNION ALL SELECT outbox.lead_id, 'campaign', CAST(campaign_id AS text), min(sent_at), max(sent_at), 2
          FROM lead_wins JOIN outbox ON outbox.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = NEW.lead_id AND state = 'sent' AND confirms IS NULL AND is_letter = 0 AND account_id <> 0 AND sent_at <= won_at GROUP BY outbox.lead_id, campaign_id
        UNION ALL SELECT funnel_events.lead_id, 'funnel', CAST(funnel_id AS text), min(at), max(at), 1
          FROM lead_wins JOIN funnel_events ON funnel_events.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = NEW.lead_id AND kind = 'form' AND at <= won_at GROUP BY funnel_events.lead_id, funnel_id
      ) AS touched JOIN lead_wins AS wins ON wins.lead_id = touched.lead_id);
  END;

CREATE TRIGGER outbox_removed_shared AFTER DELETE ON outbox WHEN OLD.state = 'sent' AND OLD.confirms IS NULL AND OLD.is_letter = 0 AND OLD.sent_at IS NOT NULL AND EXISTS (SELECT 1 FROM lead_wins WHERE lead_id = OLD.lead_id AND won_at >= OLD.sent_at) BEGIN
    DELETE FROM attribution_shares WHERE lead_id = OLD.lead_id;
    INSERT INTO attribution_shares (lead_id, won_at, kind, ref, first_cents, last_cents, linear_cents, is_first, is_last)
    SELECT lead_id, won_at, kind, ref, iif(first_rank = 1, cents, 0), iif(last_rank = 1, cents, 0),
      cents * first_rank / touches - cents * (first_rank - 1) / touches, first_rank = 1, last_rank = 1
    FROM (SELECT wins.lead_id, wins.won_at, wins.value_cents AS cents, kind, ref,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY first_at, place, ref) AS first_rank,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY last_at DESC, place DESC, ref DESC) AS last_rank,
        count(*) OVER (PARTITION BY wins.lead_id) AS touches
      FROM (SELECT lead_id, 'source' AS kind, source AS ref, arrived_at AS first_at, arrived_at AS last_at, 0 AS place FROM lead_wins WHERE lead_wins.lead_id = OLD.lead_id AND NOT EXISTS (SELECT 1 FROM funnel_events AS forms JOIN funnels ON funnels.id = forms.funnel_id
        WHERE forms.lead_id = lead_wins.lead_id AND forms.kind = 'form' AND forms.at <= lead_wins.won_at AND funnels.name = lead_wins.source)
        UNION ALL SELECT outbox.lead_id, 'campaign', CAST(campaign_id AS text), min(sent_at), max(sent_at), 2
          FROM lead_wins JOIN outbox ON outbox.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = OLD.lead_id AND state = 'sent' AND confirms IS NULL AND is_letter = 0 AND account_id <> 0 AND sent_at <= won_at GROUP BY outbox.lead_id, campaign_id
        UNION ALL SELECT funnel_events.lead_id, 'funnel', CAST(funnel_id AS text), min(at), max(at), 1
          FROM lead_wins JOIN funnel_events ON funnel_events.lead_id = lead_wins.lead_id
          WHERE lead_wins.lead_id = OLD.lead_id AND kind = 'form' AND at <= won_at GROUP BY funnel_events.lead_id, funnel_id
      ) AS touched JOIN lead_wins AS wins ON wins.lead_id = touched.lead_id);
  END;

CREATE TRIGGER outbox_sent_counted AFTER UPDATE OF state, sent_at ON outbox WHEN (OLD.state <> NEW.state OR OLD.sent_at IS NOT NEW.sent_at) AND NEW.state = 'sent' AND NEW.confirms IS NULL AND NEW.is_letter = 0 AND NEW.sent_at IS NOT NULL BEGIN
    INSERT INTO period_totals (span, start, sent, sandboxed) VALUES ('quarter', NEW.sent_at / 900000, NEW.account_id <> 0, NEW.account_id = 0)
    ON CONFLICT (span, start) DO UPDATE SET sent = sent + excluded.sent, sandboxed = sandboxed + excluded.sandboxed;
    INSERT INTO period_totals (span, start, sent, sandboxed) VALUES ('day', NEW.sent_at / 86400000, NEW.account_id <> 0, NEW.account_id = 0)
    ON CONFLICT (span, start) DO UPDATE SET sent = sent + excluded.sent, sandboxed = sandboxed + excluded.sandboxed;
  END;

CREATE TRIGGER outbox_sent_removed AFTER DELETE ON outbox WHEN OLD.state = 'sent' AND OLD.confirms IS NULL AND OLD.is_letter = 0 AND OLD.sent_at IS NOT NULL BEGIN
    INSERT INTO period_totals (span, start, sent, sandboxed) VALUES ('quarter', OLD.sent_at / 900000, -(OLD.account_id <> 0), -(OLD.account_id = 0))
    ON CONFLICT (span, start) DO UPDATE SET sent = sent + excluded.sent, sandboxed = sandboxed + excluded.sandboxed;
    INSERT INTO period_totals (span, start, sent, sandboxed) VALUES ('day', OLD.sent_at / 86400000, -(OLD.account_id <> 0), -(OLD.account_id = 0))
    ON CONFLICT (span, start) DO UPDATE SET sent = sent + excluded.sent, sandboxed = sandboxed + excluded.sandboxed;
  END;

CREATE TRIGGER outbox_sent_uncounted AFTER UPDATE OF state, sent_at ON outbox WHEN (OLD.state <> NEW.state OR OLD.sent_at IS NOT NEW.sent_at) AND OLD.state = 'sent' AND OLD.confirms IS NULL AND OLD.is_letter = 0 AND OLD.sent_at IS NOT NULL BEGIN
    INSERT INTO period_totals (span, start, sent, sandboxed) VALUES ('quarter', OLD.sent_at / 900000, -(OLD.account_id <> 0), -(OLD.account_id = 0))
    ON CONFLICT (span, start) DO UPDATE SET sent = sent + excluded.sent, sandboxed = sandboxed + excluded.sandboxed;
    INSERT INTO period_totals (span, start, sent, sandboxed) VALUES ('day', OLD.sent_at / 86400000, -(OLD.account_id <> 0), -(OLD.account_id = 0))
    ON CONFLICT (span, start) DO UPDATE SET sent = sent + excluded.sent, sandboxed = sandboxed + excluded.sandboxed;
  END;

CREATE TABLE outbox_totals (
    campaign_id integer NOT NULL,
    state varchar NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (campaign_id, state)
  ) WITHOUT ROWID;

CREATE TABLE page_images (
    id varchar PRIMARY KEY NOT NULL,
    extension varchar NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    content blob NOT NULL,
    created_at bigint NOT NULL
  );

CREATE TABLE period_totals (
    span varchar NOT NULL,
    start integer NOT NULL,
    arrived integer NOT NULL DEFAULT 0, won integer NOT NULL DEFAULT 0, won_cents integer NOT NULL DEFAULT 0, sent integer NOT NULL DEFAULT 0, sandboxed integer NOT NULL DEFAULT 0, converted integer NOT NULL DEFAULT 0,
    PRIMARY KEY (span, start)
  ) WITHOUT ROWID;

CREATE TABLE received_messages (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    mailbox_id integer NOT NULL,
    folder varchar NOT NULL,
    uid_validity varchar NOT NULL,
    uid bigint NOT NULL,
    message_key varchar NOT NULL,
    kind varchar NOT NULL,
    class varchar,
    is_delayed integer NOT NULL DEFAULT (0),
    outbox_id integer,
    lead_id integer,
    address varchar,
    subject varchar NOT NULL,
    words text NOT NULL,
    received_at bigint NOT NULL,
    read_at bigint NOT NULL
  );

CREATE INDEX received_messages_complaints ON received_messages (outbox_id) WHERE kind = 'complaint';

CREATE UNIQUE INDEX received_messages_key ON received_messages (message_key);

CREATE INDEX received_messages_lead ON received_messages (lead_id, received_at, "id");

CREATE INDEX received_messages_outbox ON received_messages (outbox_id) WHERE outbox_id IS NOT NULL;

CREATE UNIQUE INDEX received_messages_place ON received_messages (mailbox_id, folder, uid_validity, uid);

CREATE INDEX received_messages_reports ON received_messages (read_at) WHERE kind IN ('bounce', 'complaint');

CREATE TABLE relay_cursors (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    relay_key varchar NOT NULL,
    cursor varchar NOT NULL,
    moved_at bigint NOT NULL
  );

CREATE UNIQUE INDEX relay_cursors_key ON relay_cursors (relay_key);

CREATE TABLE relay_events (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    event_id varchar NOT NULL,
    state varchar NOT NULL,
    body text,
    noted_at bigint NOT NULL,
    tried_at bigint
  );

CREATE INDEX relay_events_applied ON relay_events (noted_at) WHERE state = 'applied';

CREATE UNIQUE INDEX relay_events_event ON relay_events (event_id);

CREATE INDEX relay_events_failed ON relay_events (tried_at, id) WHERE state = 'failed';

CREATE TABLE retention_keeps (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    lead_id integer NOT NULL,
    reason varchar NOT NULL,
    kept_at bigint NOT NULL,
    ask_again_at bigint NOT NULL
  );

CREATE INDEX retention_keeps_lead ON retention_keeps (lead_id, ask_again_at);

CREATE TABLE sandbox_messages (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    outbox_id integer,
    message_id varchar NOT NULL,
    from_address varchar NOT NULL,
    to_address varchar NOT NULL,
    subject varchar NOT NULL,
    html text NOT NULL,
    text text NOT NULL,
    received_at bigint NOT NULL
  , message_version_id integer);

CREATE INDEX sandbox_messages_message ON sandbox_messages (message_id);

CREATE INDEX sandbox_messages_received ON sandbox_messages (received_at);

CREATE INDEX sandbox_messages_version ON sandbox_messages (message_version_id) WHERE message_version_id IS NOT NULL;

CREATE TABLE saved_blocks (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    blocks text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint
  );

CREATE TABLE score_rules (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    rules text NOT NULL,
    updated_at bigint NOT NULL
  );

CREATE TABLE score_stale (lead_id integer PRIMARY KEY NOT NULL);

CREATE TABLE segments (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    filter text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  );

CREATE INDEX segments_name ON segments (name, "id");

CREATE TABLE send_attempts (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    outbox_id integer NOT NULL,
    account_id integer NOT NULL,
    attempted_at bigint NOT NULL,
    outcome varchar NOT NULL,
    code integer,
    reply text
  );

CREATE INDEX send_attempts_outbox ON send_attempts (outbox_id);

CREATE INDEX send_attempts_pace ON send_attempts (account_id, attempted_at);

CREATE TABLE sequence_calls (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    person_id integer NOT NULL,
    step_key varchar NOT NULL,
    call_key varchar NOT NULL,
    attempts integer NOT NULL,
    next_at bigint,
    status integer,
    problem varchar,
    created_at bigint NOT NULL
  , offline_looks integer NOT NULL DEFAULT 0);

CREATE INDEX sequence_calls_due ON sequence_calls (next_at) WHERE next_at IS NOT NULL;

CREATE UNIQUE INDEX sequence_calls_once ON sequence_calls (person_id, step_key);

CREATE TABLE sequence_emails (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    sequence_id integer NOT NULL,
    step_key varchar NOT NULL,
    campaign_id integer NOT NULL,
    is_own integer NOT NULL,
    state varchar NOT NULL,
    created_at bigint NOT NULL
  );

CREATE UNIQUE INDEX sequence_emails_campaign ON sequence_emails (campaign_id);

CREATE INDEX sequence_emails_sequence ON sequence_emails (sequence_id, "id");

CREATE TABLE sequence_people (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    sequence_id integer NOT NULL,
    lead_id integer,
    email varchar,
    state varchar NOT NULL,
    step_key varchar,
    since bigint NOT NULL,
    due_at bigint,
    outbox_id integer,
    reason varchar,
    entered_at bigint NOT NULL,
    ended_at bigint
  , entered_by varchar);

CREATE INDEX sequence_people_deleted ON sequence_people ("id") WHERE reason = 'deleted';

CREATE INDEX sequence_people_due ON sequence_people (sequence_id, step_key, due_at) WHERE state = 'waiting';

CREATE INDEX sequence_people_ends ON sequence_people (sequence_id, reason, "id");

CREATE INDEX sequence_people_lead ON sequence_people (lead_id);

CREATE UNIQUE INDEX sequence_people_once ON sequence_people (sequence_id, lead_id);

CREATE INDEX sequence_people_sending ON sequence_people (sequence_id, "id") WHERE state = 'sending';

CREATE INDEX sequence_people_under_way ON sequence_people (sequence_id, "id") WHERE state <> 'ended';

CREATE TABLE sequence_steps (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    person_id integer NOT NULL,
    step_key varchar NOT NULL,
    kind varchar NOT NULL,
    at bigint NOT NULL,
    result varchar
  );

CREATE UNIQUE INDEX sequence_steps_once ON sequence_steps (person_id, step_key);

CREATE TABLE sequences (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    is_on integer NOT NULL,
    start text NOT NULL,
    exits text NOT NULL,
    steps text NOT NULL,
    gone text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint
  , forgets_to integer, emptied_at bigint, topic varchar, is_held integer NOT NULL DEFAULT 0);

CREATE TABLE settings (
    name varchar PRIMARY KEY NOT NULL,
    value text NOT NULL
  );

CREATE TABLE signed_versions (
    version_id integer NOT NULL,
    account_id integer NOT NULL,
    signed_version_id integer NOT NULL,
    PRIMARY KEY (version_id, account_id)
  );

CREATE UNIQUE INDEX signed_versions_signed ON signed_versions (signed_version_id);

CREATE TABLE source_totals (
    span varchar NOT NULL, source varchar NOT NULL,
    start integer NOT NULL,
    leads integer NOT NULL DEFAULT 0, value_cents integer NOT NULL DEFAULT 0, won integer NOT NULL DEFAULT 0, won_cents integer NOT NULL DEFAULT 0,
    PRIMARY KEY (span, source, start)
  ) WITHOUT ROWID;

CREATE TABLE stage_move_totals (
    span varchar NOT NULL, from_status varchar NOT NULL,
    start integer NOT NULL,
    to_new integer NOT NULL DEFAULT 0, to_contacted integer NOT NULL DEFAULT 0, to_qualified integer NOT NULL DEFAULT 0, to_proposal integer NOT NULL DEFAULT 0, to_negotiation integer NOT NULL DEFAULT 0, to_won integer NOT NULL DEFAULT 0, to_lost integer NOT NULL DEFAULT 0, timed integer NOT NULL DEFAULT 0, milliseconds integer NOT NULL DEFAULT 0,
    PRIMARY KEY (span, from_status, start)
  ) WITHOUT ROWID;

CREATE TABLE stage_totals (
    status varchar PRIMARY KEY NOT NULL,
    value_squares integer NOT NULL DEFAULT 0,
    won_after integer NOT NULL DEFAULT 0,
    lost_after integer NOT NULL DEFAULT 0
  );

CREATE TABLE suppressions (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind varchar NOT NULL,
    value varchar NOT NULL,
    reason varchar NOT NULL,
    note varchar,
    created_at bigint NOT NULL
  , via_address varchar);

CREATE INDEX suppressions_created ON suppressions (created_at);

CREATE UNIQUE INDEX suppressions_value ON suppressions (kind, value);

CREATE TRIGGER suppressions_end_clicks_added AFTER INSERT ON suppressions
    WHEN NEW.kind = 'address' AND NEW.reason IN ('unsubscribed', 'complaint') BEGIN
      DELETE FROM clicks WHERE lead_id IN (SELECT id FROM leads WHERE email = NEW.value
        UNION SELECT lead_addresses.lead_id FROM lead_addresses WHERE lead_addresses.address = NEW.value) AND NOT EXISTS (SELECT 1 FROM measured_people WHERE measured_people.lead_id = clicks.lead_id);
      UPDATE outbox SET measured = 0 WHERE lead_id IN (SELECT id FROM leads WHERE email = NEW.value
        UNION SELECT lead_addresses.lead_id FROM lead_addresses WHERE lead_addresses.address = NEW.value) AND measured = 1 AND NOT EXISTS (SELECT 1 FROM measured_people WHERE measured_people.lead_id = outbox.lead_id);
    END;

CREATE TRIGGER suppressions_end_clicks_changed AFTER UPDATE OF reason, value ON suppressions
    WHEN NEW.kind = 'address' AND NEW.reason IN ('unsubscribed', 'complaint') BEGIN
      DELETE FROM clicks WHERE lead_id IN (SELECT id FROM leads WHERE email = NEW.value
        UNION SELECT lead_addresses.lead_id FROM lead_addresses WHERE lead_addresses.address = NEW.value) AND NOT EXISTS (SELECT 1 FROM measured_people WHERE measured_people.lead_id = clicks.lead_id);
      UPDATE outbox SET measured = 0 WHERE lead_id IN (SELECT id FROM leads WHERE email = NEW.value
        UNION SELECT lead_addresses.lead_id FROM lead_addresses WHERE lead_addresses.address = NEW.value) AND measured = 1 AND NOT EXISTS (SELECT 1 FROM measured_people WHERE measured_people.lead_id = outbox.lead_id);
    END;

CREATE TABLE tag_spellings (
    key varchar PRIMARY KEY NOT NULL,
    spelling varchar NOT NULL
  ) WITHOUT ROWID;

CREATE TABLE tasks (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    title varchar NOT NULL,
    due_at bigint,
    due_day varchar,
    due_zone varchar,
    due_order bigint NOT NULL,
    lead_id integer,
    campaign_id integer,
    interaction_id integer,
    repeats text,
    previous_id integer,
    done_at bigint,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    CONSTRAINT "FK_tasks_lead" FOREIGN KEY ("lead_id") REFERENCES "leads" ("id") ON DELETE CASCADE ON UPDATE NO ACTION,
    CONSTRAINT "FK_tasks_interaction" FOREIGN KEY ("interaction_id") REFERENCES "interactions" ("id") ON DELETE CASCADE ON UPDATE NO ACTION
  );

CREATE INDEX tasks_campaign ON tasks (campaign_id, due_order, id) WHERE campaign_id IS NOT NULL;

CREATE INDEX tasks_done ON tasks (done_at, id) WHERE done_at IS NOT NULL;

CREATE INDEX tasks_due ON tasks (due_order, id);

CREATE UNIQUE INDEX tasks_interaction ON tasks (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE INDEX tasks_lead ON tasks (lead_id, due_order, id) WHERE lead_id IS NOT NULL;

CREATE INDEX tasks_lead_done ON tasks (lead_id, done_at, id) WHERE lead_id IS NOT NULL AND done_at IS NOT NULL;

CREATE INDEX tasks_open ON tasks (due_order, id) WHERE done_at IS NULL;

CREATE UNIQUE INDEX tasks_previous ON tasks (previous_id) WHERE previous_id IS NOT NULL;

CREATE INDEX tasks_zone ON tasks (due_zone) WHERE due_zone IS NOT NULL;

CREATE TABLE topic_refusals (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    topic varchar NOT NULL,
    lead_id integer,
    address varchar,
    refused_at bigint NOT NULL
  );

CREATE INDEX topic_refusals_address ON topic_refusals (address, topic);

CREATE INDEX topic_refusals_lead ON topic_refusals (lead_id, topic);

CREATE INDEX topic_refusals_topic ON topic_refusals (topic);

CREATE TABLE warm_up_changes (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id integer NOT NULL,
    changed_at bigint NOT NULL,
    kind varchar NOT NULL,
    stage integer,
    trouble varchar,
    stage_before integer,
    since_before bigint
  );

CREATE INDEX warm_up_changes_account ON warm_up_changes (account_id, "id");

CREATE TABLE webox_imports (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    file_name varchar NOT NULL,
    state varchar NOT NULL,
    progress float NOT NULL,
    counts text NOT NULL,
    problem_count integer NOT NULL,
    kept_count integer NOT NULL,
    lead_import_id integer,
    started_at bigint NOT NULL,
    finished_at bigint,
    undone_at bigint
  );

CREATE INDEX webox_imports_started ON webox_imports (started_at);

CREATE TABLE webox_problems (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    import_id integer NOT NULL,
    source_table varchar NOT NULL,
    source_id varchar NOT NULL,
    outcome varchar NOT NULL,
    reason varchar NOT NULL,
    detail varchar
  );

CREATE INDEX webox_problems_import ON webox_problems (import_id, id);

CREATE TABLE webox_rows (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    import_id integer NOT NULL,
    kind varchar NOT NULL,
    source_key varchar NOT NULL,
    content_hash varchar NOT NULL,
    source_table varchar NOT NULL,
    source_id varchar NOT NULL,
    target_id integer,
    action varchar NOT NULL,
    before_row text,
    after_hash varchar
  );

CREATE INDEX webox_rows_import ON webox_rows (import_id, id);

CREATE UNIQUE INDEX webox_rows_source ON webox_rows (kind, source_key, import_id);

CREATE INDEX webox_rows_target ON webox_rows (kind, target_id);
