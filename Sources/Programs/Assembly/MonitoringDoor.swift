// How commands and pages come to the monitoring of a store: its procedures, its keys, and chance.

import Access
package import Casework
package import Database
package import Helping
package import Kernel
package import Messages
package import Monitoring
package import Outreach
import Responsibility
import Rules
import Vault

package enum MonitoringDoor {
  /// `SHOUWANG_CASEWORK`, `casework` in the working folder, or in a folder above the program.
  package static func book() throws(Problem) -> ProcedureBook {
    guard let folder = Settings.caseworkFolder else {
      throw Problem(
        "program.casework.missing", .notFound, zh: "找不到程序目录 casework，请用环境变量 SHOUWANG_CASEWORK 指定。",
        en: "No folder of procedures was found; name it by SHOUWANG_CASEWORK.")
    }
    var book = try ProcedureBook.load(folder)
    book.subjects = try AdminDoor.roles().subjects.map(\.name)
    try check(book, subjects: book.subjects)
    return book
  }

  /// A comparison waits for every line of work it names: for one that nobody holds, it would wait for ever.
  /// **Problems**: `program.casework.subject` with the nearest names.
  static func check(_ book: ProcedureBook, subjects: [String]) throws(Problem) {
    guard let stranger = book.comparedWith.first(where: { !subjects.contains($0) }) else { return }
    let near = nearestName(to: stranger, in: subjects).map { [$0] } ?? subjects.sorted()
    let names = near.joined(separator: " ")
    throw Problem(
      "program.casework.subject", .invalid,
      zh: "casework/monitoring.yaml 的 compare_with 中有“\(stranger)”，access/subjects.yaml 里没有这条业务线；"
        + "您是不是要写：\(names)？",
      en:
        "compare_with in casework/monitoring.yaml names \(stranger), a line of work that "
        + "access/subjects.yaml lacks; did you mean \(names)?", details: ["subject": stranger])
  }

  /// Who helps which household.
  package static func helping(of database: Database, store: StoreOptions) throws(Problem) -> HelpingDesk {
    HelpingDesk(database, sealer: Sealer(try store.keyFile().ring), chance: AdminDoor.chance)
  }

  package static func monitoring(
    of database: Database, store: StoreOptions
  ) throws(Problem) -> Monitoring {
    Monitoring(
      database, book: try book(), sealer: Sealer(try store.keyFile().ring), chance: AdminDoor.chance)
  }

  package static func outreach(
    of database: Database, store: StoreOptions, campaigns: CampaignDesk = CampaignDesk()
  ) throws(Problem) -> Outreach {
    Outreach(
      database, book: try book(), sealer: Sealer(try store.keyFile().ring), campaigns: campaigns,
      chance: AdminDoor.chance)
  }
}

/// The faces of the lines of work over one store.
package struct LinesOfWork: Sendable {
  let monitoring: Monitoring
  let helping: HelpingDesk
  let outreach: Outreach
  let responsibility: Responsibility
  package let messages: MessageDesk

  package init(_ database: Database, _ store: StoreOptions) throws(Problem) {
    monitoring = try MonitoringDoor.monitoring(of: database, store: store)
    helping = try MonitoringDoor.helping(of: database, store: store)
    let campaigns = CampaignDesk()
    outreach = try MonitoringDoor.outreach(of: database, store: store, campaigns: campaigns)
    responsibility = try DutyDoor.responsibility(of: database, store: store, campaigns: campaigns)
    messages = try MessageDoor.desk(of: database, store: store)
  }
}
