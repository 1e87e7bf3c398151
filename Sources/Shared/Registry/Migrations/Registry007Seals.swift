// Schema step 7: identity numbers, telephones, accounts and refused rows are sealed.

import Database

extension RegistryMigrations {
  /// What stood plainly before is sealed by `SealUpgradeStore`, which the mark `plain` asks for: a row whose
  /// sealed number is missing still holds the plain one in `citizen_key`. The columns `phone`, `value` and
  /// `raw` hold nothing personal from then on.
  static let seals = Migration(
    "registry-007-seals",
    """
    ALTER TABLE person RENAME COLUMN citizen_id TO citizen_key;
    ALTER TABLE person ADD COLUMN citizen_sealed BYTEA;
    ALTER TABLE household ADD COLUMN phone_key BIGINT;
    ALTER TABLE household ADD COLUMN phone_sealed BYTEA;
    ALTER TABLE household ADD COLUMN account_key BIGINT;
    ALTER TABLE household ADD COLUMN account_sealed BYTEA;
    ALTER TABLE quarantine ADD COLUMN sealed BYTEA;
    ALTER TABLE quarantine ADD COLUMN keys BYTEA;
    CREATE TABLE store_secret (
      county BIGINT NOT NULL,
      name TEXT NOT NULL,
      value BYTEA NOT NULL,
      PRIMARY KEY (county, name)
    );
    INSERT INTO store_secret (county, name, value) SELECT 0, 'plain', x'01'
    WHERE EXISTS (SELECT 1 FROM household) OR EXISTS (SELECT 1 FROM person)
      OR EXISTS (SELECT 1 FROM quarantine) OR EXISTS (SELECT 1 FROM replaced_row);
    """)
}
