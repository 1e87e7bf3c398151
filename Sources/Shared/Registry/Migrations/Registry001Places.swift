// Schema step 1: the tree of places, dated.

import Database

extension RegistryMigrations {
  static let places = Migration(
    "registry-001-places",
    """
    CREATE TABLE place (
      county BIGINT NOT NULL CHECK (county BETWEEN 100000 AND 999999),
      code BIGINT NOT NULL CHECK (code / 1000000000 = county),
      valid_from INTEGER NOT NULL,
      valid_to INTEGER CHECK (valid_to > valid_from),
      level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
      name TEXT NOT NULL CHECK (length(name) > 0),
      dated INTEGER NOT NULL,
      import BIGINT NOT NULL,
      line BIGINT NOT NULL,
      PRIMARY KEY (county, code, valid_from)
    );
    """)
}
