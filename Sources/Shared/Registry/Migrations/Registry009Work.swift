// Schema step 9: work by accounting year, bindings to firms and co-ops, and claims on the insurance.

import Database

extension RegistryMigrations {
  static let work = Migration(
    "registry-009-work",
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
    """)
}
