// How commands and pages come to the monitoring of a store: its procedures, its keys, and chance.

import Access
package import Casework
package import Database
package import Kernel
package import Monitoring
import Vault

package enum MonitoringDoor {
  /// `SHOUWANG_CASEWORK`, `casework` in the working folder, or in a folder above the program.
  package static func book() throws(Problem) -> ProcedureBook {
    guard let folder = Settings.caseworkFolder else {
      throw Problem(
        "program.casework.missing", .notFound, zh: "找不到程序目录 casework，请用环境变量 SHOUWANG_CASEWORK 指定。",
        en: "No folder of procedures was found; name it by SHOUWANG_CASEWORK.")
    }
    return try ProcedureBook.load(folder)
  }

  package static func monitoring(
    of database: Database, store: StoreOptions
  ) throws(Problem) -> Monitoring {
    Monitoring(
      database, book: try book(), sealer: Sealer(try store.keyFile().ring), chance: AdminDoor.chance)
  }
}
