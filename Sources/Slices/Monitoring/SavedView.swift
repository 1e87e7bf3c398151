// A list of work with its filters under a name of its owner's: saving, renaming, deleting through the door.

package import Access
import Casework
import Database
package import Kernel
package import Pages

package struct SavedView: Equatable, Sendable {
  /// Counts up for each owner.
  package let number: Int64
  package var name: String
  /// The list's address with its filters, such as `/clues?late=1`.
  package let link: String

  static let most = 30
  static let mostCharacters = 30

  /// The list; nil for an address that these pages no longer have.
  package var address: MonitoringAddress? { SavedView.list(link) }

  /// A list of work as a link says it, from its first page on; nil for any other page.
  static func list(_ link: String) -> MonitoringAddress? {
    let parts = link.split(separator: "?", maxSplits: 1).map(String.init)
    guard let path = parts.first,
      case .monitoring(let address)? = try? PageAddress(path: path, query: parts.dropFirst().first ?? "")
    else { return nil }
    switch address {
    case .clues(let view): return .clues(view.fromStart)
    case .episodes(let view): return .episodes(view.fromStart)
    case .measures(let view): return .measures(view.fromStart)
    default: return nil
    }
  }

  /// A name as it is kept: without blanks around it.
  /// **Problems**: `monitoring.view.name`.
  static func name(_ text: String) throws(Problem) -> String {
    let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard (1...mostCharacters).contains(name.count) else { throw SavedViewProblems.name }
    return name
  }
}

extension WorkView {
  /// The same rows from the first page on.
  var fromStart: WorkView {
    var view = self
    view.page = 1
    return view
  }
}

extension Monitoring {
  /// One's own, in the order of their making.
  package func savedViews(_ asking: Asking) throws(Problem) -> [SavedView] {
    try database.read { (connection) throws(Problem) in
      try SavedViewStore.views(of: asking.act.actor, on: connection)
    }
  }

  /// **Problems**: `monitoring.view.name`, `.twice`, `.list`, `.tooMany`.
  package func saveView(_ link: String, named text: String, _ asking: Asking) throws(Problem) {
    guard let list = SavedView.list(link) else { throw SavedViewProblems.list }
    let name = try SavedView.name(text)
    let address = PageAddress.monitoring(list).link
    try change("view.save", "\(address) \(name)", asking) { (views, owner, connection) throws(Problem) in
      guard views.count < SavedView.most else { throw SavedViewProblems.tooMany }
      try demandNew(name, among: views)
      let next = SavedView(number: (views.map(\.number).max() ?? 0) + 1, name: name, link: address)
      try SavedViewStore.save(next, of: owner, on: connection)
      return next.number
    }
  }

  /// **Problems**: `monitoring.view.name`, `.twice`, `.unknown`.
  package func renameView(_ number: Int64, to text: String, _ asking: Asking) throws(Problem) {
    let name = try SavedView.name(text)
    try change("view.rename", "\(number) \(name)", asking) { (views, owner, connection) throws(Problem) in
      guard var view = views.first(where: { $0.number == number }) else { throw SavedViewProblems.unknown }
      try demandNew(name, among: views.filter { $0.number != number })
      view.name = name
      try SavedViewStore.save(view, of: owner, on: connection)
      return number
    }
  }

  /// **Problems**: `monitoring.view.unknown`.
  package func deleteView(_ number: Int64, _ asking: Asking) throws(Problem) {
    try change("view.delete", "\(number)", asking) { (views, owner, connection) throws(Problem) in
      guard views.contains(where: { $0.number == number }) else { throw SavedViewProblems.unknown }
      try SavedViewStore.delete(number, of: owner, on: connection)
      return number
    }
  }

  private func demandNew(_ name: String, among views: [SavedView]) throws(Problem) {
    if views.contains(where: { $0.name == name }) { throw SavedViewProblems.twice }
  }

  /// What everybody may do with what is theirs: it asks for no permission, and touches no other's.
  private func change(
    _ name: String, _ body: String, _ asking: Asking,
    _ step: ([SavedView], String, Connection) throws(Problem) -> Int64
  ) throws(Problem) {
    let owner = asking.act.actor
    let command = Command(name, permission: nil, key: asking.key, body: body)
    _ = try door.run(command, by: asking.act, as: asking.visitor) { (connection) throws(Problem) in
      let views = try SavedViewStore.views(of: owner, on: connection)
      return Outcome(subject: "view \(try step(views, owner, connection))")
    }
  }
}

/// All that saved views can refuse.
package enum SavedViewProblems {
  package static let name = Problem(
    "monitoring.view.name", .invalid, zh: "请起一个名字，不超过 \(SavedView.mostCharacters) 个字。",
    en: "Give it a name of at most \(SavedView.mostCharacters) characters.", details: ["field": "name"])
  package static let twice = Problem(
    "monitoring.view.twice", .conflict, zh: "您已有一个同名的筛选，请换个名字。",
    en: "You have one of this name already; choose another.", details: ["field": "name"])
  package static let list = Problem(
    "monitoring.view.list", .invalid, zh: "只能保存线索、个案和措施清单的筛选。",
    en: "Only filters of the lists of clues, cases and measures can be saved.")
  package static let tooMany = Problem(
    "monitoring.view.tooMany", .conflict, zh: "最多保存 \(SavedView.most) 个筛选，请先删除不用的。",
    en: "At most \(SavedView.most) can be saved; delete one first.")
  package static let unknown = Problem(
    "monitoring.view.unknown", .notFound, zh: "没有这个保存的筛选。", en: "There is no such saved filter.")
}
