// The tables of duties: reports of days, and records of what a period demands.

package import Database

package enum ResponsibilityMigrations {
  package static let all = [products]

  static let products = Migration(
    "duties-001-products",
    """
    CREATE TABLE daily_report (
      county BIGINT NOT NULL,
      place BIGINT NOT NULL CHECK (place / 1000000000 = county),
      on_day INTEGER NOT NULL,
      sequence INTEGER NOT NULL CHECK (sequence > 0),
      words TEXT NOT NULL,
      written_at BIGINT NOT NULL,
      at BIGINT NOT NULL CHECK (written_at <= at),
      actor TEXT NOT NULL,
      post TEXT NOT NULL,
      PRIMARY KEY (county, place, on_day, sequence)
    );

    CREATE INDEX daily_report_by_place ON daily_report (place, on_day, written_at);

    CREATE TABLE duty_record (
      county BIGINT NOT NULL,
      place BIGINT NOT NULL CHECK (place / 1000000000 = county),
      cadence TEXT NOT NULL,
      subject TEXT NOT NULL,
      first_day INTEGER NOT NULL,
      sequence INTEGER NOT NULL CHECK (sequence > 0),
      held_on INTEGER NOT NULL,
      answers TEXT NOT NULL,
      at BIGINT NOT NULL,
      actor TEXT NOT NULL,
      post TEXT NOT NULL,
      PRIMARY KEY (county, place, cadence, subject, first_day, sequence)
    );

    CREATE INDEX duty_record_by_cadence ON duty_record (cadence, place, first_day, at);
    """)
}
