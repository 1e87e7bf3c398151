// Schema step 8: where a refused row belongs, as far as it could be told.

import Database

extension RegistryMigrations {
  /// Rows that were refused before have no place: they are for posts of the city, like all that name none.
  static let refusedPlaces = Migration(
    "registry-008-refused-places",
    """
    ALTER TABLE quarantine ADD COLUMN place BIGINT;
    CREATE INDEX quarantine_by_place ON quarantine (place, kind, code, is_kept);
    """)
}
