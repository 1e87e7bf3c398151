// The steps of the schema of the field app, in order.

package import Database

/// Append-only: a step that a store has taken is never changed.
package enum FieldMigrations {
  package static let all = [phones, areas]

  private static let phones = Migration(
    "field-001-phones",
    """
    CREATE TABLE field_device (
      device TEXT PRIMARY KEY CHECK (length(device) = 32),
      account TEXT NOT NULL,
      label TEXT NOT NULL,
      enrolled_at BIGINT NOT NULL,
      seen_at BIGINT NOT NULL,
      wipe_wished_at BIGINT,
      wipe_wished_by TEXT CHECK ((wipe_wished_by IS NULL) = (wipe_wished_at IS NULL)),
      -- When the phone asked and was told: it forgets everything before it asks for anything else.
      wipe_told_at BIGINT CHECK (wipe_told_at IS NULL OR wipe_wished_at IS NOT NULL)
    ) WITHOUT ROWID;
    CREATE INDEX field_device_by_account ON field_device (account, seen_at);
    """)

  private static let areas = Migration(
    "field-002-areas",
    """
    -- The last number under which phones were told of a household. It can be made anew from the register:
    -- then phones begin anew too.
    CREATE TABLE field_row (
      county BIGINT NOT NULL,
      place BIGINT NOT NULL,
      household BIGINT NOT NULL,
      sequence BIGINT NOT NULL,
      digest BYTEA NOT NULL,
      is_gone INTEGER NOT NULL CHECK (is_gone IN (0, 1)),
      PRIMARY KEY (county, place, household)
    ) WITHOUT ROWID;
    CREATE INDEX field_row_by_sequence ON field_row (county, place, sequence);
    """)
}
