// Schema step 4: what the departments send, a table a feed.

import Database

extension RegistryMigrations {
  static let feeds = Migration(
    "registry-004-feeds",
    """
    CREATE TABLE medical_bill (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      settle_date INTEGER NOT NULL,
      hospital_level INTEGER NOT NULL,
      kind TEXT NOT NULL,
      total_cost BIGINT NOT NULL CHECK (total_cost >= 0),
      reimbursed BIGINT NOT NULL CHECK (reimbursed >= 0),
      self_paid BIGINT NOT NULL CHECK (self_paid >= 0),
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE school_event (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      event_date INTEGER NOT NULL,
      event INTEGER NOT NULL CHECK (event BETWEEN 0 AND 2),
      stage INTEGER NOT NULL,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE housing_inspection (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      inspect_date INTEGER NOT NULL,
      grade INTEGER NOT NULL CHECK (grade BETWEEN 0 AND 3),
      method TEXT NOT NULL,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE job_loss (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      lost_date INTEGER NOT NULL,
      reason TEXT NOT NULL,
      reemployed_date INTEGER,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE disaster_loss (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      event_date INTEGER NOT NULL,
      kind TEXT NOT NULL,
      loss BIGINT NOT NULL CHECK (loss >= 0),
      compensation BIGINT NOT NULL CHECK (compensation >= 0),
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE allowance (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      start_date INTEGER NOT NULL,
      end_date INTEGER,
      monthly_amount BIGINT NOT NULL CHECK (monthly_amount >= 0),
      persons INTEGER NOT NULL,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE vehicle (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      plate TEXT NOT NULL,
      reg_date INTEGER NOT NULL,
      price BIGINT NOT NULL CHECK (price >= 0),
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE company (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      uscc TEXT NOT NULL,
      role TEXT NOT NULL,
      capital BIGINT NOT NULL CHECK (capital >= 0),
      status TEXT NOT NULL,
      reg_date INTEGER NOT NULL,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE death (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      death_date INTEGER NOT NULL,
      cause TEXT NOT NULL,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE disability_certificate (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      cert_date INTEGER NOT NULL,
      level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
      category TEXT NOT NULL,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE loan (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      person BIGINT NOT NULL,
      principal BIGINT NOT NULL CHECK (principal >= 0),
      balance BIGINT NOT NULL CHECK (balance >= 0),
      due_date INTEGER NOT NULL,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number),
      FOREIGN KEY (county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE water_outage (
      county BIGINT NOT NULL,
      record_number BIGINT NOT NULL,
      group_code BIGINT NOT NULL,
      start_date INTEGER NOT NULL,
      end_date INTEGER,
      cause TEXT NOT NULL,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, record_number)
    ) WITHOUT ROWID;
    """)
}
