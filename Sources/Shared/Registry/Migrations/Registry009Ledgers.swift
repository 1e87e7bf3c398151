// Schema step 9: work by accounting year, bindings, claims on the insurance, and the ledgers of places.

import Database

extension RegistryMigrations {
  static let ledgers = Migration(
    "registry-009-ledgers",
    """
    CREATE TABLE work_year (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      until INTEGER NOT NULL,
      work_place INTEGER NOT NULL CHECK (work_place BETWEEN 0 AND 5),
      months INTEGER NOT NULL CHECK (months BETWEEN 0 AND 12),
      monthly_wage BIGINT NOT NULL CHECK (monthly_wage >= 0),
      organised INTEGER NOT NULL CHECK (organised IN (0, 1)),
      certificate INTEGER NOT NULL CHECK (certificate IN (0, 1)),
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE binding (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      entity TEXT NOT NULL,
      form INTEGER NOT NULL CHECK (form BETWEEN 0 AND 2),
      start_date INTEGER NOT NULL,
      end_date INTEGER,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE insurance_claim (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      cause TEXT NOT NULL,
      event_date INTEGER NOT NULL,
      paid_date INTEGER,
      amount BIGINT NOT NULL CHECK (amount >= 0),
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE place_entity (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      place BIGINT NOT NULL,
      kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 1),
      name TEXT NOT NULL,
      credit_code TEXT NOT NULL,
      start_date INTEGER NOT NULL,
      end_date INTEGER,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number)
    ) WITHOUT ROWID;

    CREATE TABLE place_premium (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      place BIGINT NOT NULL,
      insurer TEXT NOT NULL,
      start_date INTEGER NOT NULL,
      end_date INTEGER,
      amount BIGINT NOT NULL CHECK (amount >= 0),
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number)
    ) WITHOUT ROWID;

    CREATE TABLE place_project (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      place BIGINT NOT NULL,
      name TEXT NOT NULL,
      class INTEGER NOT NULL CHECK (class BETWEEN 0 AND 2),
      amount BIGINT NOT NULL CHECK (amount >= 0),
      review_round INTEGER NOT NULL,
      reviewed_on INTEGER,
      passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
      started_on INTEGER,
      finished_on INTEGER,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number)
    ) WITHOUT ROWID;

    CREATE TABLE place_site (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      place BIGINT NOT NULL,
      name TEXT NOT NULL,
      opened_on INTEGER NOT NULL,
      large INTEGER NOT NULL CHECK (large IN (0, 1)),
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number)
    ) WITHOUT ROWID;

    CREATE TABLE place_demo (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      place BIGINT NOT NULL,
      name TEXT NOT NULL,
      started_on INTEGER NOT NULL,
      opened_on INTEGER,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number)
    ) WITHOUT ROWID;

    CREATE TABLE place_policy (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      place BIGINT NOT NULL,
      title TEXT NOT NULL,
      level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 1),
      issued_on INTEGER NOT NULL,
      end_date INTEGER,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number)
    ) WITHOUT ROWID;

    CREATE TABLE place_task (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      place BIGINT NOT NULL,
      title TEXT NOT NULL,
      kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),
      set_on INTEGER NOT NULL,
      due_on INTEGER,
      done_on INTEGER,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number)
    ) WITHOUT ROWID;

    CREATE TABLE place_statistic (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      place BIGINT NOT NULL,
      series TEXT NOT NULL,
      until INTEGER NOT NULL,
      value BIGINT NOT NULL CHECK (value >= 0),
      source TEXT NOT NULL,
      published_on INTEGER NOT NULL,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number)
    ) WITHOUT ROWID;
    """)
}
