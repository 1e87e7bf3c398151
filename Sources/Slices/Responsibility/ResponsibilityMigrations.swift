// The tables of duties: reports of days, records of periods, tasks, and what villages decide.

package import Database

package enum ResponsibilityMigrations {
  package static let all = [products, meetings]

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

  static let meetings = Migration(
    "duties-002-meetings",
    """
    CREATE TABLE duty_task (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      giver BIGINT NOT NULL CHECK (giver / 1000000000 = county),
      cadence TEXT NOT NULL,
      period TEXT NOT NULL,
      words TEXT NOT NULL CHECK (words <> ''),
      post BIGINT NOT NULL,
      owner_role TEXT NOT NULL,
      owner_place BIGINT NOT NULL,
      owner_subject TEXT NOT NULL,
      due INTEGER NOT NULL CHECK (due >= given_on),
      given_on INTEGER NOT NULL,
      given_by TEXT NOT NULL,
      done_on INTEGER,
      done_by TEXT NOT NULL,
      evidence TEXT NOT NULL,
      PRIMARY KEY (county, number),
      CHECK ((done_on IS NULL) = (evidence = ''))
    );

    CREATE INDEX duty_task_giver ON duty_task (giver, cadence, period);
    CREATE INDEX duty_task_owner ON duty_task (owner_place);
    CREATE INDEX duty_task_post ON duty_task (post) WHERE done_on IS NULL;

    CREATE TABLE deliberation (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      place BIGINT NOT NULL CHECK (place / 1000000000 = county),
      title TEXT NOT NULL CHECK (title <> ''),
      begun_on INTEGER NOT NULL,
      begun_by TEXT NOT NULL,
      PRIMARY KEY (county, number)
    );

    CREATE INDEX deliberation_place ON deliberation (place, begun_on);

    CREATE TABLE deliberation_stage (
      county BIGINT NOT NULL,
      deliberation BIGINT NOT NULL,
      position INTEGER NOT NULL CHECK (position > 0),
      stage TEXT NOT NULL,
      held_on INTEGER NOT NULL,
      entitled INTEGER NOT NULL CHECK (entitled >= 0),
      present INTEGER NOT NULL CHECK (present BETWEEN 0 AND entitled),
      agreed INTEGER NOT NULL,
      against INTEGER NOT NULL,
      abstained INTEGER NOT NULL,
      words TEXT NOT NULL CHECK (words <> ''),
      actor TEXT NOT NULL,
      PRIMARY KEY (county, deliberation, position),
      FOREIGN KEY (county, deliberation) REFERENCES deliberation (county, number)
    );
    """)
}
