// The steps of the schema of evidence, in order.

package import Database

/// Append-only: a step that a store has taken is never changed.
package enum EvidenceMigrations {
  package static let all = [files, reports]

  private static let files = Migration(
    "evidence-001-files",
    """
    -- Each content once, however often it was sent. Not clustered by its key as other tables are: looking for
    -- a key must not lead past pictures.
    CREATE TABLE evidence_content (
      county BIGINT NOT NULL,
      digest BYTEA NOT NULL CHECK (length(digest) = 32),
      media TEXT NOT NULL CHECK (media IN ('jpeg', 'png', 'webp', 'pdf')),
      size BIGINT NOT NULL CHECK (size > 0),
      -- Number of the key that seals it.
      key INTEGER NOT NULL CHECK (key BETWEEN 1 AND 255),
      sealed BYTEA NOT NULL,
      PRIMARY KEY (county, digest)
    ) STRICT;
    CREATE INDEX evidence_content_by_key ON evidence_content (key);

    CREATE TABLE evidence (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      kind TEXT NOT NULL CHECK (kind IN ('visit', 'measure', 'notice', 'clue', 'verification')),
      topic BIGINT NOT NULL,
      household BIGINT NOT NULL,
      digest BYTEA NOT NULL,
      note TEXT NOT NULL,
      added_on INTEGER NOT NULL,
      by_whom TEXT NOT NULL,
      PRIMARY KEY (county, number),
      FOREIGN KEY (county, digest) REFERENCES evidence_content (county, digest)
    );
    CREATE UNIQUE INDEX evidence_once ON evidence (county, kind, topic, digest);
    CREATE INDEX evidence_by_household ON evidence (county, household);
    CREATE INDEX evidence_by_content ON evidence (county, digest);
    CREATE INDEX evidence_by_day ON evidence (added_on);
    """)

  /// Photos of people who told of a difficulty: their household may not be known yet.
  private static let reports = Migration(
    "evidence-002-reports",
    """
    CREATE TABLE evidence_anew (
      county BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      kind TEXT NOT NULL
        CHECK (kind IN ('visit', 'measure', 'notice', 'clue', 'verification', 'report')),
      topic BIGINT NOT NULL,
      household BIGINT CHECK (household IS NOT NULL OR kind = 'report'),
      digest BYTEA NOT NULL,
      note TEXT NOT NULL,
      added_on INTEGER NOT NULL,
      by_whom TEXT NOT NULL,
      PRIMARY KEY (county, number),
      FOREIGN KEY (county, digest) REFERENCES evidence_content (county, digest)
    );
    INSERT INTO evidence_anew SELECT county, number, kind, topic, household, digest, note, added_on, by_whom
      FROM evidence;
    DROP TABLE evidence;
    ALTER TABLE evidence_anew RENAME TO evidence;
    CREATE UNIQUE INDEX evidence_once ON evidence (county, kind, topic, digest);
    CREATE INDEX evidence_by_household ON evidence (county, household);
    CREATE INDEX evidence_by_content ON evidence (county, digest);
    CREATE INDEX evidence_by_day ON evidence (added_on);
    """)
}
