// The endpoints of the field app: its files for everybody, its data for known phones of who is signed in.

import Access
package import Entrance
import HTTPTypes
package import Hummingbird
package import Kernel
import Packing
package import Pages
import Registry

/// The field app over a desk.
package struct FieldPages: Sendable {
  let desk: FieldDesk
  let brand: Text
  private let app: FieldApp

  package init(_ desk: FieldDesk, brand: Text) {
    (self.desk, self.brand) = (desk, brand)
    app = FieldApp(brand: brand)
  }

  /// **Unit**: bytes of all files of the app, packed, as a first visit loads them.
  package var firstLoadBytes: Int { app.files.reduce(app.page.packedBytes) { $0 + $1.packedBytes } }

  /// The answer to a request for the field app; nil for pages of others. Refusals of data are JSON.
  /// **Problems**: `pages.address.unknown` for a file of another version; those of the pages of phones.
  package func answer(_ request: Request, _ caller: Caller) async throws -> Response? {
    let page = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
    guard case .field(let address) = page else { return nil }
    if let file = try app.answer(address, request) { return file }
    if case .devices(let account) = address { return try devices(account, page, request, caller) }
    do throws(Problem) {
      return try await data(address, page, request, caller)
    } catch {
      return jsonReply(error.json, status: error.kind.httpStatus)
    }
  }

  private func data(
    _ address: FieldAddress, _ page: PageAddress, _ request: Request, _ caller: Caller
  ) async throws(Problem) -> Response {
    if case .wipe(let device) = address {
      let forget = try desk.mustForget(device, at: caller.at)
      return jsonReply(JSONText.object(["forget": String(forget)]))
    }
    guard let visitor = try admit(page, caller) else { throw AccessProblems.nobody }
    let asking = Asking(caller.act, as: visitor, key: caller.key)
    switch address {
    case .me: return jsonReply(try me(visitor, caller))
    case .area(let place, let since):
      try desk.demand(try device(request), asking)
      let area = if let place { place } else { try own(visitor, caller) }
      let told = try desk.changes(of: area, since: since, for: visitor).json
      guard acceptsPacked(request) else { return jsonReply(told) }
      return packedReply(Gzip.packed(Array(told.utf8)))
    case .enrol:
      guard let form = caller.form else { throw FieldProblems.readsNothing }
      try desk.enrol(try device(request), label: String(form["label"].prefix(200)), asking)
      return jsonReply(JSONText.object(["known": "true"]))
    case .push:
      guard let form = caller.form else { throw FieldProblems.readsNothing }
      try desk.demand(try device(request), asking)
      let records = try PhoneSending.records(plain: form.exact("records"), packed: form.exact("packed"))
      let receipts = await desk.take(records, asking)
      return jsonReply(FieldPages.json(receipts))
    default: throw FieldProblems.readsNothing
    }
  }

  /// The village or group of the post. **Problems**: `field.area.large`.
  private func own(_ visitor: Visitor, _ caller: Caller) throws(Problem) -> PlaceCode {
    let areas = try desk.areas(of: visitor, on: caller.at.day())
    guard areas.count == 1, let area = areas.first else { throw FieldProblems.largeArea }
    return area.code
  }

  /// The phone's own name, in a header, so that no log of addresses holds it.
  /// **Problems**: `field.device.unknown`.
  private func device(_ request: Request) throws(Problem) -> String {
    guard let name = HTTPField.Name("x-field-device"), let device = request.headers[name],
      FieldAddress.isDevice(device)
    else { throw FieldProblems.unknownPhone }
    return device
  }

  private static func json(_ receipts: [(key: String, receipt: FieldReceipt)]) -> String {
    let told = receipts.map { key, receipt in
      JSONText.object([
        "key": JSONText.quoted(key), "outcome": JSONText.quoted(receipt.outcome.rawValue),
        "zh": JSONText.quoted(receipt.words.zh), "en": JSONText.quoted(receipt.words.en),
        "subject": JSONText.quoted(receipt.subject),
      ])
    }
    return JSONText.object(["receipts": JSONText.array(told)])
  }
}

extension FieldPages {
  /// Who the reader is, what is theirs today, and the words of the city. The token of forms is in it, so that
  /// it is never packed beside anything that somebody else could choose.
  private func me(_ visitor: Visitor, _ caller: Caller) throws(Problem) -> String {
    let day = caller.at.day()
    let areas = try desk.areas(of: visitor, on: day)
    var groups: [Place] = []
    var mine: [HouseholdKey] = []
    for area in areas where areas.count == 1 {
      groups = try desk.groups(of: area.code, on: day)
      mine = try desk.world.mine(visitor, area.code)
    }
    let world = desk.world
    let duties = try world.duties(visitor, caller.act).map { duty in
      JSONText.object([
        "title": FieldPages.both(duty.title), "due": FieldPages.both(duty.due),
        "state": JSONText.quoted(duty.state), "kind": JSONText.quoted(duty.kind),
        "link": JSONText.quoted(duty.link),
      ])
    }
    return JSONText.object([
      ("account", JSONText.quoted(visitor.account)), ("name", JSONText.quoted(visitor.name)),
      ("post", FieldPages.both(visitor.role.title)), ("place", JSONText.quoted(caller.placeName)),
      ("code", JSONText.quoted(visitor.place.short)), ("today", JSONText.quoted("\(day)")),
      ("token", JSONText.quoted(caller.formToken)), ("keepDays", String(FieldDesk.keepDays)),
      ("areas", FieldPages.named(areas)), ("groups", FieldPages.named(groups)),
      ("mine", JSONText.array(mine.map { JSONText.quoted("\($0)") })),
      ("kinds", JSONText.array(kinds(of: visitor).map(JSONText.quoted))),
      ("causes", FieldPages.coded(world.causes.map { ($0.code, $0.title) })),
      ("accounts", FieldPages.coded(world.accounts.map { ($0.code, $0.title) })),
      ("steps", FieldPages.coded(world.steps.map { ($0.name, $0.title) })),
      ("duties", JSONText.array(duties)),
      ("messages", FieldPages.told(try world.messages(visitor))),
    ])
  }

  /// **Shape**: of each its number, title, words and page.
  private static func told(_ messages: [FieldMessage]) -> String {
    JSONText.array(
      messages.map {
        JSONText.array([String($0.number), both($0.title), both($0.words), JSONText.quoted($0.link)])
      })
  }

  /// What the reader's post lets them write.
  private func kinds(of visitor: Visitor) -> [String] {
    desk.world.kinds.filter { $0.permission.map(visitor.may) ?? true }.map(\.name)
  }

  /// **Shape**: `[zh, en]`.
  private static func both(_ text: Text) -> String {
    JSONText.array([JSONText.quoted(text.zh), JSONText.quoted(text.en)])
  }

  private static func named(_ places: [Place]) -> String {
    JSONText.array(
      places.map { JSONText.array([JSONText.quoted($0.code.short), JSONText.quoted($0.name)]) })
  }

  private static func coded(_ words: [(String, Text)]) -> String {
    JSONText.array(words.map { JSONText.array([JSONText.quoted($0.0), both($0.1)]) })
  }
}
