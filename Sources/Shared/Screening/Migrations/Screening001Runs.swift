// Schema step 1 of screening: runs, findings and counts by place.

package import Database
import Rules

extension ScreeningMigrations {
  static let runs = Migration(
    "screening-001-runs",
    """
    CREATE TABLE screening_run (
      county BIGINT NOT NULL,
      id BIGINT NOT NULL CHECK (id > 0),
      as_of INTEGER NOT NULL,
      at BIGINT NOT NULL,
      rules TEXT NOT NULL,
      households BIGINT NOT NULL,
      persons BIGINT NOT NULL,
      findings BIGINT NOT NULL,
      faults BIGINT NOT NULL,
      PRIMARY KEY (county, id)
    );

    CREATE TABLE finding (
      county BIGINT NOT NULL,
      household BIGINT NOT NULL,
      rule TEXT NOT NULL,
      place BIGINT NOT NULL,
      version TEXT NOT NULL,
      facts TEXT NOT NULL,
      PRIMARY KEY (county, household, rule)
    );

    CREATE TABLE household_mask (
      county BIGINT NOT NULL,
      place BIGINT NOT NULL,
      household BIGINT NOT NULL,
      mask BIGINT NOT NULL CHECK (mask <> 0),
      per_head BIGINT,
      members INTEGER NOT NULL,
      PRIMARY KEY (county, place, household)
    );

    -- The households of each group in the last run, with their living members: what the counts rest on.
    CREATE TABLE screened_group (
      county BIGINT NOT NULL,
      place BIGINT NOT NULL,
      households BYTEA NOT NULL,
      PRIMARY KEY (county, place)
    );

    CREATE TABLE place_count (
      county BIGINT NOT NULL,
      place BIGINT NOT NULL,
      run BIGINT NOT NULL,
      households BIGINT NOT NULL,
      persons BIGINT NOT NULL,
      hit BIGINT NOT NULL,
      candidates BIGINT NOT NULL,
      rules TEXT NOT NULL,
      PRIMARY KEY (county, place, run)
    );
    """)
}

package enum ScreeningMigrations {
  package static let all = [runs, groups, maskChanges]
}
