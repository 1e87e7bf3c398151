// The steps of the schema of casework, in order.

package import Database

/// Append-only: a step that a store has taken is never changed.
package enum CaseworkMigrations {
  package static let all = [
    measures, reports, touches, pairings, clueTouches, toldVisits, complaints,
  ]

  private static let measures = Migration(
    "casework-001-measures",
    """
    CREATE TABLE measure (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      episode BIGINT NOT NULL,
      household BIGINT NOT NULL,
      place BIGINT NOT NULL,
      measure_group TEXT NOT NULL,
      risk TEXT NOT NULL,
      title TEXT NOT NULL,
      subject TEXT NOT NULL,
      officer TEXT NOT NULL,
      is_development INTEGER NOT NULL CHECK (is_development IN (0, 1)),
      amount BIGINT CHECK (amount > 0),
      planned_on INTEGER NOT NULL,
      due INTEGER NOT NULL,
      started_on INTEGER CHECK (started_on >= planned_on),
      done_on INTEGER CHECK (done_on >= started_on),
      cancelled_on INTEGER CHECK (cancelled_on IS NULL OR cancelled_on >= planned_on AND done_on IS NULL),
      PRIMARY KEY (county, number)
    ) WITHOUT ROWID;
    CREATE INDEX measure_by_episode ON measure (county, episode);
    CREATE INDEX measure_by_place ON measure (place, due) WHERE done_on IS NULL AND cancelled_on IS NULL;

    CREATE TABLE measure_note (
      county BIGINT NOT NULL,
      measure BIGINT NOT NULL,
      number BIGINT NOT NULL,
      on_day INTEGER NOT NULL,
      by_whom TEXT NOT NULL,
      note TEXT NOT NULL,
      PRIMARY KEY (county, measure, number),
      FOREIGN KEY (county, measure) REFERENCES measure (county, number)
    ) WITHOUT ROWID;

    CREATE TABLE visit (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      household BIGINT NOT NULL,
      place BIGINT NOT NULL,
      on_day INTEGER NOT NULL,
      by_whom TEXT NOT NULL,
      schooled INTEGER NOT NULL CHECK (schooled IN (0, 1)),
      insured INTEGER NOT NULL CHECK (insured IN (0, 1)),
      housed INTEGER NOT NULL CHECK (housed IN (0, 1)),
      watered INTEGER NOT NULL CHECK (watered IN (0, 1)),
      income_per_head BIGINT,
      findings TEXT NOT NULL,
      is_concern INTEGER NOT NULL CHECK (is_concern IN (0, 1)),
      PRIMARY KEY (county, number)
    ) WITHOUT ROWID;
    CREATE INDEX visit_by_household ON visit (county, household, on_day);
    CREATE INDEX visit_by_place ON visit (place, on_day);
    """)

  private static let reports = Migration(
    "casework-002-self-reports",
    """
    CREATE TABLE self_report (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      code BYTEA NOT NULL CHECK (length(code) = 32),
      told_on INTEGER NOT NULL,
      place BIGINT NOT NULL,
      household BIGINT,
      clue BIGINT,
      -- Name, identity number, telephone and words of the reporter, sealed.
      told BYTEA NOT NULL,
      answer TEXT,
      answered_on INTEGER CHECK (answered_on >= told_on),
      complained_on INTEGER CHECK (complained_on >= told_on),
      PRIMARY KEY (county, number)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX self_report_by_code ON self_report (code);
    CREATE INDEX self_report_waiting ON self_report (place, told_on)
      WHERE clue IS NULL AND answered_on IS NULL;
    """)

  private static let touches = Migration(
    "casework-003-touches",
    """
    CREATE TABLE case_touch (
      county BIGINT NOT NULL,
      household BIGINT NOT NULL,
      -- Counts up over all counties: greater than every touch before it.
      touch BIGINT NOT NULL CHECK (touch > 0),
      PRIMARY KEY (county, household)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX case_touch_by_touch ON case_touch (touch);
    CREATE INDEX measure_by_household ON measure (county, household);
    """)

  private static let pairings = Migration(
    "casework-004-pairings",
    """
    CREATE TABLE helper (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      name TEXT NOT NULL CHECK (length(name) > 0),
      unit TEXT NOT NULL,
      -- Empty for somebody who has no account here, who is then told apart by name and unit.
      account TEXT NOT NULL CHECK (length(account) > 0 OR length(unit) > 0),
      PRIMARY KEY (county, number)
    );
    CREATE UNIQUE INDEX helper_by_account ON helper (county, account) WHERE account <> '';
    CREATE UNIQUE INDEX helper_by_name ON helper (county, name, unit) WHERE account = '';

    CREATE TABLE pairing (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      helper BIGINT NOT NULL,
      household BIGINT NOT NULL,
      place BIGINT NOT NULL,
      since INTEGER NOT NULL,
      by_whom TEXT NOT NULL,
      until INTEGER CHECK (until >= since),
      reason TEXT NOT NULL,
      PRIMARY KEY (county, number),
      FOREIGN KEY (county, helper) REFERENCES helper (county, number)
    );
    CREATE UNIQUE INDEX pairing_once ON pairing (county, household) WHERE until IS NULL;
    CREATE INDEX pairing_by_household ON pairing (county, household, number);
    -- Each also holds the column of its own condition, which would else be looked up row by row.
    CREATE INDEX pairing_now_by_household ON pairing (county, household, until) WHERE until IS NULL;
    CREATE INDEX pairing_by_helper ON pairing (county, helper, place, household, until) WHERE until IS NULL;
    CREATE INDEX pairing_by_place ON pairing (place, county, helper, until) WHERE until IS NULL;
    """)

  /// One a day of each report: who told it complains that a clock has run out.
  private static let complaints = Migration(
    "casework-007-complaints",
    """
    CREATE TABLE report_complaint (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL,
      on_day INTEGER NOT NULL,
      -- The place that is late, and the level above it that hears of it.
      place BIGINT NOT NULL,
      level TEXT NOT NULL CHECK (level IN ('township', 'county', 'city')),
      PRIMARY KEY (county, number, on_day),
      FOREIGN KEY (county, number) REFERENCES self_report (county, number)
    ) WITHOUT ROWID;
    CREATE INDEX report_complaint_by_place ON report_complaint (place, level, on_day);
    """)

  /// When a visit was told; those before it are taken to have been told on their day.
  private static let toldVisits = Migration(
    "casework-006-told-visits",
    """
    ALTER TABLE visit ADD COLUMN recorded_on INTEGER NOT NULL DEFAULT 0;
    UPDATE visit SET recorded_on = on_day;
    """)

  private static let clueTouches = Migration(
    "casework-005-clue-touches",
    """
    CREATE TABLE clue_touch (
      county BIGINT NOT NULL,
      household BIGINT NOT NULL,
      -- As in case_touch.
      touch BIGINT NOT NULL CHECK (touch > 0),
      PRIMARY KEY (county, household)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX clue_touch_by_touch ON clue_touch (touch);
    """)
}
