// Schema step 3: persons and their memberships in households.

import Database

extension RegistryMigrations {
  static let persons = Migration(
    "registry-003-persons",
    """
    CREATE TABLE person (
      county BIGINT NOT NULL,
      id BIGINT NOT NULL CHECK (id > 0),
      citizen_id BIGINT NOT NULL,
      id_checked INTEGER NOT NULL CHECK (id_checked IN (0, 1)),
      name TEXT NOT NULL,
      sex INTEGER NOT NULL CHECK (sex IN (1, 2)),
      birth INTEGER NOT NULL,
      education INTEGER NOT NULL CHECK (education BETWEEN 0 AND 9),
      school_status INTEGER NOT NULL CHECK (school_status BETWEEN 0 AND 5),
      health INTEGER NOT NULL CHECK (health BETWEEN 1 AND 4),
      labour INTEGER NOT NULL CHECK (labour BETWEEN 1 AND 4),
      disability_level INTEGER NOT NULL CHECK (disability_level BETWEEN 0 AND 4),
      medical_insured INTEGER NOT NULL CHECK (medical_insured IN (0, 1)),
      pension_insured INTEGER NOT NULL CHECK (pension_insured IN (0, 1)),
      work_place INTEGER NOT NULL CHECK (work_place BETWEEN 0 AND 5),
      work_months INTEGER NOT NULL CHECK (work_months BETWEEN 0 AND 12),
      monthly_wage BIGINT NOT NULL CHECK (monthly_wage >= 0),
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, id)
    ) WITHOUT ROWID;

    CREATE TABLE membership (
      county BIGINT NOT NULL,
      household BIGINT NOT NULL,
      home_county BIGINT NOT NULL,
      person BIGINT NOT NULL,
      from_day INTEGER NOT NULL,
      to_day INTEGER CHECK (to_day >= from_day),
      relation INTEGER NOT NULL CHECK (relation BETWEEN 1 AND 99),
      PRIMARY KEY (county, household, person, from_day),
      FOREIGN KEY (county, household) REFERENCES household (county, number),
      FOREIGN KEY (home_county, person) REFERENCES person (county, id)
    ) WITHOUT ROWID;
    """)
}
