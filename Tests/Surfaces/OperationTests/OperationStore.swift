// The schema of all rooms that operation looks after.

import Access
import Casework
import Database
import Evidence
import Registry
import Screening

enum OperationStore {
  static let migrations =
    AccessMigrations.all + RegistryMigrations.all + ScreeningMigrations.all + CaseworkMigrations.all
    + MonitoringMigrations.all + EvidenceMigrations.all
}
