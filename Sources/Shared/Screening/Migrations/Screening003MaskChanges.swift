// Schema step 3 of screening: how often masks of households changed, so that what is made of them can be kept.
package import Database

extension ScreeningMigrations {
  static let maskChanges = Migration(
    "screening-003-mask-changes",
    """
    CREATE TABLE mask_change (
      -- Of the whole store: both are 0.
      county BIGINT NOT NULL CHECK (county = 0),
      place BIGINT NOT NULL CHECK (place = 0),
      count BIGINT NOT NULL,
      PRIMARY KEY (county, place)
    ) WITHOUT ROWID;
    INSERT INTO mask_change (county, place, count) VALUES (0, 0, 0);
    """)
}
