// The tables of the ledger's issues: runs, issues, and how many records each place had in the last run.

package import Database

package enum LedgerTruthMigrations {
  package static let all = [issues]

  static let issues = Migration(
    "ledger-001-issues",
    """
    CREATE TABLE ledger_run (
      county BIGINT NOT NULL,
      id BIGINT NOT NULL CHECK (id > 0),
      as_of INTEGER NOT NULL,
      at BIGINT NOT NULL,
      rules TEXT NOT NULL,
      households BIGINT NOT NULL,
      persons BIGINT NOT NULL,
      found BIGINT NOT NULL,
      opened BIGINT NOT NULL,
      gone BIGINT NOT NULL,
      PRIMARY KEY (county, id)
    );

    CREATE TABLE ledger_issue (
      county BIGINT NOT NULL,
      id BIGINT NOT NULL CHECK (id > 0),
      rule TEXT NOT NULL,
      version TEXT NOT NULL,
      household BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      place BIGINT NOT NULL CHECK (place / 1000000000 = county),
      is_block INTEGER NOT NULL CHECK (is_block IN (0, 1)),
      facts TEXT NOT NULL,
      found_run BIGINT NOT NULL,
      found_on INTEGER NOT NULL,
      due INTEGER NOT NULL CHECK (due >= found_on),
      previous BIGINT,
      post BIGINT,
      assigned_by TEXT,
      assigned_at BIGINT,
      fixed_by TEXT,
      fixed_at BIGINT,
      note TEXT NOT NULL DEFAULT '',
      gone_run BIGINT,
      confirmed_by TEXT,
      confirmed_at BIGINT,
      reason TEXT NOT NULL DEFAULT '',
      closed_by TEXT,
      closed_at BIGINT,
      returns INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (county, id),
      CHECK ((household > 0) <> (import > 0)),
      CHECK (is_block = 0 OR confirmed_at IS NULL),
      CHECK (closed_at IS NULL OR confirmed_at IS NULL)
    );

    CREATE UNIQUE INDEX ledger_issue_one ON ledger_issue (county, household, import, line, rule)
      WHERE closed_at IS NULL AND confirmed_at IS NULL;
    CREATE INDEX ledger_issue_place ON ledger_issue (place, id);
    CREATE INDEX ledger_issue_rule ON ledger_issue (rule, place, id);
    CREATE INDEX ledger_issue_unsettled ON ledger_issue (place, is_block, due, gone_run, fixed_at)
      WHERE closed_at IS NULL AND confirmed_at IS NULL;
    CREATE INDEX ledger_issue_recheck ON ledger_issue (place, id)
      WHERE closed_at IS NULL AND confirmed_at IS NULL AND (fixed_at IS NOT NULL OR gone_run IS NOT NULL);
    CREATE INDEX ledger_issue_post ON ledger_issue (post) WHERE post IS NOT NULL;

    CREATE TABLE ledger_place (
      county BIGINT NOT NULL,
      place BIGINT NOT NULL,
      households BIGINT NOT NULL,
      persons BIGINT NOT NULL,
      PRIMARY KEY (county, place)
    );
    """)
}
