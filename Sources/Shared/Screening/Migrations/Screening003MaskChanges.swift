// Schema step 3 of screening: how often masks of households changed, so that what is made of them can be kept.
package import Database

extension ScreeningMigrations {
  static let maskChanges = Migration(
    "screening-003-mask-changes",
    """
    CREATE TABLE mask_change (
      -- Of the whole store.
      county BIGINT NOT NULL CHECK (county = 0) PRIMARY KEY,
      count BIGINT NOT NULL
    );
    INSERT INTO mask_change (county, count) VALUES (0, 0);
    """)
}
