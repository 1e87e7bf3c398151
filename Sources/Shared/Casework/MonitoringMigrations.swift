// The steps of the schema of monitoring, in order.

package import Database

/// Append-only: a step that a store has taken is never changed.
package enum MonitoringMigrations {
  package static let all = [clues, episodes, judgements, carriedOver, formValues, monitored, pausedWork]

  private static let clues = Migration(
    "monitoring-001-clues",
    """
    CREATE TABLE clue (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      household BIGINT NOT NULL,
      place BIGINT NOT NULL,
      cause TEXT NOT NULL,
      severity TEXT NOT NULL,
      opened_on INTEGER NOT NULL,
      due INTEGER NOT NULL CHECK (due >= opened_on),
      is_emergency INTEGER NOT NULL CHECK (is_emergency IN (0, 1)),
      episode BIGINT,
      closed_on INTEGER CHECK (closed_on >= opened_on),
      closed_by TEXT,
      outcome TEXT CHECK ((outcome IS NULL) = (closed_on IS NULL)),
      note TEXT,
      PRIMARY KEY (county, number)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX clue_open ON clue (county, household, cause) WHERE closed_on IS NULL;
    -- Lists and their counts are answered from these alone. Each also holds the columns of its own condition,
    -- which would else be looked up in the table, row by row.
    CREATE INDEX clue_waiting_by_place ON clue (place, due, cause, severity, opened_on, closed_on, episode)
      WHERE closed_on IS NULL AND episode IS NULL;
    CREATE INDEX clue_waiting_by_due
      ON clue (due, county, number, place, cause, severity, opened_on, closed_on, episode)
      WHERE closed_on IS NULL AND episode IS NULL;
    CREATE INDEX clue_taken_by_place ON clue (place, due, cause, severity, opened_on, closed_on, episode)
      WHERE closed_on IS NULL AND episode IS NOT NULL;
    CREATE INDEX clue_closed_by_place ON clue (place, closed_on, cause, severity, due, opened_on)
      WHERE closed_on IS NOT NULL;
    CREATE INDEX clue_closed_by_day
      ON clue (closed_on DESC, county, number, place, cause, severity, due, opened_on)
      WHERE closed_on IS NOT NULL;
    CREATE INDEX clue_by_household ON clue (county, household);

    CREATE TABLE clue_source (
      county BIGINT NOT NULL,
      clue BIGINT NOT NULL,
      number BIGINT NOT NULL,
      channel TEXT NOT NULL,
      on_day INTEGER NOT NULL,
      by_whom TEXT NOT NULL,
      note TEXT NOT NULL,
      PRIMARY KEY (county, clue, number),
      FOREIGN KEY (county, clue) REFERENCES clue (county, number)
    ) WITHOUT ROWID;
    """)

  private static let episodes = Migration(
    "monitoring-002-episodes",
    """
    CREATE TABLE episode (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      household BIGINT NOT NULL,
      place BIGINT NOT NULL,
      opened_on INTEGER NOT NULL,
      is_emergency INTEGER NOT NULL CHECK (is_emergency IN (0, 1)),
      earlier BIGINT,
      risks TEXT NOT NULL,
      type TEXT,
      registered_on INTEGER CHECK (registered_on >= opened_on),
      ended_on INTEGER CHECK (ended_on >= opened_on),
      ending TEXT CHECK ((ending IS NULL) = (ended_on IS NULL)),
      ended_by TEXT,
      ending_note TEXT,
      -- Where it stands, as its records say: lists are sorted by these.
      chain TEXT,
      step TEXT CHECK ((step IS NULL) = (chain IS NULL)),
      due INTEGER,
      total_due INTEGER NOT NULL,
      is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
      PRIMARY KEY (county, number)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX episode_open ON episode (county, household) WHERE ended_on IS NULL;
    CREATE INDEX episode_by_household ON episode (county, household);
    CREATE INDEX episode_open_by_place
      ON episode (place, due, step, chain, type, registered_on, risks, ended_on) WHERE ended_on IS NULL;
    CREATE INDEX episode_ended_by_place
      ON episode (place, ending, due, step, chain, type, registered_on, risks, ended_on)
      WHERE ended_on IS NOT NULL;

    CREATE TABLE episode_step (
      county BIGINT NOT NULL,
      episode BIGINT NOT NULL,
      number BIGINT NOT NULL,
      chain TEXT NOT NULL,
      step TEXT NOT NULL,
      entered_on INTEGER NOT NULL,
      left_on INTEGER CHECK (left_on >= entered_on),
      by_whom TEXT NOT NULL,
      result TEXT,
      note TEXT NOT NULL,
      form TEXT,
      PRIMARY KEY (county, episode, number),
      FOREIGN KEY (county, episode) REFERENCES episode (county, number)
    ) WITHOUT ROWID;

    CREATE TABLE episode_pause (
      county BIGINT NOT NULL,
      episode BIGINT NOT NULL,
      number BIGINT NOT NULL,
      from_day INTEGER NOT NULL,
      until_day INTEGER CHECK (until_day >= from_day),
      reason TEXT NOT NULL,
      by_whom TEXT NOT NULL,
      PRIMARY KEY (county, episode, number),
      FOREIGN KEY (county, episode) REFERENCES episode (county, number)
    ) WITHOUT ROWID;
    """)

  /// Households under monitoring, for what each of them should have, such as a helper.
  private static let monitored = Migration(
    "monitoring-006-monitored",
    """
    CREATE INDEX episode_monitored_by_place
      ON episode (place, registered_on, county, household, number, ended_on)
      WHERE ended_on IS NULL AND registered_on IS NOT NULL;
    """)

  /// What stands still is never late: the lists of open cases ask for both.
  private static let pausedWork = Migration(
    "monitoring-007-paused-work",
    """
    DROP INDEX episode_open_by_place;
    CREATE INDEX episode_open_by_place
      ON episode (place, due, step, chain, type, registered_on, risks, ended_on, is_paused)
      WHERE ended_on IS NULL;
    """)

  private static let judgements = Migration(
    "monitoring-003-judgements",
    """
    CREATE TABLE judgement (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      place BIGINT NOT NULL,
      -- The first day of the month.
      month INTEGER NOT NULL,
      held_on INTEGER NOT NULL CHECK (held_on >= month),
      chair TEXT NOT NULL,
      present INTEGER NOT NULL CHECK (present > 0),
      minutes TEXT NOT NULL,
      closed_on INTEGER CHECK (closed_on >= held_on),
      PRIMARY KEY (county, number)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX judgement_once ON judgement (place, month);

    CREATE TABLE judgement_item (
      county BIGINT NOT NULL,
      judgement BIGINT NOT NULL,
      home_county BIGINT NOT NULL,
      household BIGINT NOT NULL,
      place BIGINT NOT NULL,
      decision TEXT NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (county, judgement, home_county, household),
      FOREIGN KEY (county, judgement) REFERENCES judgement (county, number)
    ) WITHOUT ROWID;
    """)

  private static let carriedOver = Migration(
    "monitoring-004-carried-over",
    """
    -- The record of the ledger that was kept before; nothing for an episode that began here.
    ALTER TABLE episode ADD COLUMN carried_from TEXT;

    CREATE TABLE carried_case (
      county BIGINT NOT NULL,
      record TEXT NOT NULL,
      episode BIGINT NOT NULL,
      -- What the row said, so that the same row is known again.
      digest BYTEA NOT NULL CHECK (length(digest) = 32),
      PRIMARY KEY (county, record),
      FOREIGN KEY (county, episode) REFERENCES episode (county, number)
    ) WITHOUT ROWID;
    """)

  private static let formValues = Migration(
    "monitoring-005-form-values",
    """
    -- What rules ask of an episode's forms, kept beside them: forms are not read for a whole city.
    ALTER TABLE episode ADD COLUMN income_per_head BIGINT;
    ALTER TABLE episode ADD COLUMN wage BIGINT;
    ALTER TABLE episode ADD COLUMN line BIGINT;
    ALTER TABLE episode ADD COLUMN notice_days INTEGER;
    ALTER TABLE episode ADD COLUMN notice_shown INTEGER;
    ALTER TABLE episode ADD COLUMN by_help INTEGER;
    """)
}
