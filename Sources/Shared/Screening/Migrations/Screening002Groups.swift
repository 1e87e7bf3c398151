// Schema step 2 of screening: the table of screened groups, which the first stores lack.
package import Database

extension ScreeningMigrations {
  static let groups = Migration(
    "screening-002-groups",
    """
    CREATE TABLE IF NOT EXISTS screened_group (
      county BIGINT NOT NULL,
      place BIGINT NOT NULL,
      households BYTEA NOT NULL,
      PRIMARY KEY (county, place)
    );
    """)
}
