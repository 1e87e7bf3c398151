// How commands and pages come to the duties of a store: the files of the rhythm, keys, and chance.

import Access
package import Casework
package import Database
package import Kernel
package import Responsibility
import Rules
import Vault

package enum DutyDoor {
  /// `SHOUWANG_DUTIES`, `duties` in the working folder, or in a folder above the program.
  package static func book() throws(Problem) -> CadenceBook {
    guard let folder = Settings.dutiesFolder else {
      throw Problem(
        "program.duties.missing", .notFound, zh: "找不到职责目录 duties，请用环境变量 SHOUWANG_DUTIES 指定。",
        en: "No folder of duties was found; name it by SHOUWANG_DUTIES.")
    }
    let procedures = try MonitoringDoor.book()
    let book = try CadenceBook.load(
      folder, procedures: (visitsBy: procedures.visitsBy, judgementBy: procedures.judgementBy))
    try check(book, roles: AdminDoor.roles().roles.map(\.name))
    return book
  }

  /// A duty of a role that there is not would be nobody's.
  /// **Problems**: `program.duties.role` with the nearest name.
  static func check(_ book: CadenceBook, roles: [String]) throws(Problem) {
    guard let stranger = book.roles.first(where: { !roles.contains($0) }) else { return }
    let names = (nearestName(to: stranger, in: roles).map { [$0] } ?? roles.sorted()).joined(separator: " ")
    throw Problem(
      "program.duties.role", .invalid,
      zh: "duties 目录的文件中有“\(stranger)”，access/roles.yaml 里没有这个角色；您是不是要写：\(names)？",
      en:
        "A file of duties names \(stranger), a role that access/roles.yaml lacks; did you mean "
        + "\(names)?", details: ["role": stranger])
  }

  package static func responsibility(
    of database: Database, store: StoreOptions, campaigns: CampaignDesk = CampaignDesk()
  ) throws(Problem) -> Responsibility {
    Responsibility(
      database, book: try book(), roles: try AdminDoor.roles(), sealer: Sealer(try store.keyFile().ring),
      campaigns: campaigns, chance: AdminDoor.chance)
  }
}
