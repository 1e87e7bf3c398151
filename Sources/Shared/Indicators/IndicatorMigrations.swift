// The tables of figures that were kept at the close of a day or a month, so that there are trends.

package import Database

package enum IndicatorMigrations {
  package static let all = [values]

  static let values = Migration(
    "indicators-001-values",
    """
    CREATE TABLE indicator_day (
      county BIGINT NOT NULL,
      day INTEGER NOT NULL,
      -- The version of the figures, and when they were kept.
      figures TEXT NOT NULL,
      at BIGINT NOT NULL,
      PRIMARY KEY (county, day)
    );

    CREATE TABLE indicator_value (
      county BIGINT NOT NULL,
      place BIGINT NOT NULL,
      code TEXT NOT NULL,
      day INTEGER NOT NULL,
      -- The exact number as a fraction, nothing where it could not be told.
      value TEXT,
      untold TEXT CHECK ((value IS NULL) = (untold IS NOT NULL)),
      rows BIGINT NOT NULL CHECK (rows >= 0),
      unknown BIGINT NOT NULL CHECK (unknown >= 0),
      PRIMARY KEY (county, place, code, day)
    ) WITHOUT ROWID;
    """)
}
