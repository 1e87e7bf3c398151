// Looks at what is kept apart: journalled with their reason in one transaction, then answered.

package import Access
import Database
package import Kernel
package import Pages
import Registry
import Rules
import Screening

extension StoreSource {
  package func export(
    _ code: PlaceCode, view: PlaceView, look: Look, for visitor: Visitor
  ) async throws(Problem) -> HouseholdSheet {
    try visitor.demand(code, or: Unseen.place)
    let sight = Sight(visitor, library)
    let sheet = try reading { (now) throws(Problem) -> HouseholdSheet in
      guard let name = try path(to: code, sight, now).last, name.code == code else { throw Unseen.place }
      let list = try atRisk(in: code, view, (limit: HouseholdSheet.mostRows + 1, offset: 0), sight, now)
      guard list.rows.count <= HouseholdSheet.mostRows else {
        throw Problem(
          "dashboards.export.large", .invalid, zh: "名单太长，请选小一些的地方再导出。",
          en: "The list is too long: choose a smaller place.")
      }
      return HouseholdSheet(
        place: name, households: list.rows, seesIncome: sight.seesIncome,
        taker: "\(visitor.name)（\(visitor.account)，\(visitor.role.title.zh)）", at: look.act.at)
    }
    try journal(
      look, .export, visitor, subject: "place \(code.short)", about: JournalSubject(place: code),
      [("households", String(sheet.households.count)), ("rule", JSONText.quoted(view.rule ?? ""))])
    return sheet
  }

  package func reveal(
    county: Int64, number: Int64, look: Look, for visitor: Visitor
  ) async throws(Problem) -> RevealPage {
    try visitor.demand(.personReveal)
    let sight = Sight(visitor, library)
    let page = try reading { (now) throws(Problem) -> RevealPage in
      let record = try record(county: county, number: number, sight, now)
      var members: [(name: String, citizen: String)] = []
      for member in record.members {
        members.append((member.name, try personal.citizen(member, now.connection)))
      }
      return RevealPage(
        county: county, number: number, path: try path(to: record.place, sight, now), members: members,
        phone: try personal.phone(county, number, now.connection), reason: look.reason)
    }
    try journal(
      look, .reveal, visitor, subject: "household \(number)",
      about: JournalSubject(place: page.path.last?.code, household: number),
      [("members", String(page.members.count))])
    return page
  }

  package func open(
    county: Int64, number: Int64, look: Look, for visitor: Visitor
  ) async throws(Problem) -> HouseholdPage {
    let page = try await household(county: county, number: number, for: visitor)
    try journal(
      look, .openOutside, visitor, subject: "household \(number)",
      about: JournalSubject(place: page.path.last?.code, household: number), [])
    return page
  }

  /// **Unit** of `details`: a name and its JSON.
  private func journal(
    _ look: Look, _ kind: JournalLook, _ visitor: Visitor, subject: String, about: JournalSubject,
    _ details: [(String, String)]
  ) throws(Problem) {
    let members = details.map { "\(JSONText.quoted($0.0)):\($0.1)" }.joined(separator: ",")
    try database.write { (connection) throws(Problem) in
      try kind.record(
        look.act, as: visitor, subject: subject, about: about, details: "{\(members)}", reason: look.reason,
        on: connection)
    }
  }
}
