// Schema step 2: households, their living conditions and their incomes by accounting year.

import Database

extension RegistryMigrations {
  static let households = Migration(
    "registry-002-households",
    """
    CREATE TABLE household (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      place BIGINT NOT NULL CHECK (place / 1000000000 = county),
      type INTEGER NOT NULL CHECK (type BETWEEN 0 AND 2),
      registered_year INTEGER CHECK (registered_year BETWEEN 1949 AND 2200),
      resettled INTEGER NOT NULL CHECK (resettled IN (0, 1)),
      phone TEXT,
      gone_on INTEGER,
      dated INTEGER NOT NULL,
      fingerprint BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, number)
    ) WITHOUT ROWID;

    CREATE TABLE living_condition (
      county BIGINT NOT NULL,
      household BIGINT NOT NULL,
      from_day INTEGER NOT NULL,
      housing_grade INTEGER CHECK (housing_grade BETWEEN 0 AND 3),
      water_safe INTEGER CHECK (water_safe IN (0, 1)),
      PRIMARY KEY (county, household, from_day),
      FOREIGN KEY (county, household) REFERENCES household (county, number)
    ) WITHOUT ROWID;

    CREATE TABLE income (
      county BIGINT NOT NULL,
      household BIGINT NOT NULL,
      year INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 2200),
      wage BIGINT NOT NULL CHECK (wage >= 0),
      operating BIGINT NOT NULL CHECK (operating >= 0),
      property BIGINT NOT NULL CHECK (property >= 0),
      transfer BIGINT NOT NULL CHECK (transfer >= 0),
      operating_cost BIGINT NOT NULL CHECK (operating_cost >= 0),
      PRIMARY KEY (county, household, year),
      FOREIGN KEY (county, household) REFERENCES household (county, number)
    ) WITHOUT ROWID;
    """)
}
