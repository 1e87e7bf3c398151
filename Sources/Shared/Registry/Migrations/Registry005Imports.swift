// Schema step 5: what was imported, what was refused, and what replaced rows said before.

import Database

extension RegistryMigrations {
  static let imports = Migration(
    "registry-005-imports",
    """
    CREATE TABLE import_file (
      county BIGINT NOT NULL,
      id BIGINT NOT NULL CHECK (id > 0),
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      digest TEXT NOT NULL CHECK (length(digest) = 64),
      size BIGINT NOT NULL,
      dated INTEGER NOT NULL,
      is_complete INTEGER NOT NULL CHECK (is_complete IN (0, 1)),
      started_at BIGINT NOT NULL,
      finished_at BIGINT,
      done_offset BIGINT NOT NULL,
      done_line BIGINT NOT NULL,
      counts TEXT NOT NULL,
      revision BIGINT NOT NULL,
      PRIMARY KEY (county, id)
    );

    CREATE TABLE quarantine (
      county BIGINT NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      kind TEXT NOT NULL,
      code TEXT NOT NULL,
      column_name TEXT NOT NULL,
      value TEXT NOT NULL,
      remedy_zh TEXT NOT NULL,
      remedy_en TEXT NOT NULL,
      is_kept INTEGER NOT NULL CHECK (is_kept IN (0, 1)),
      raw TEXT NOT NULL,
      PRIMARY KEY (county, import, line),
      FOREIGN KEY (county, import) REFERENCES import_file (county, id)
    );

    CREATE TABLE replaced_row (
      county BIGINT NOT NULL,
      kind TEXT NOT NULL,
      subject BIGINT NOT NULL,
      import BIGINT NOT NULL,
      content TEXT NOT NULL,
      PRIMARY KEY (county, kind, subject, import)
    );
    """)
}
