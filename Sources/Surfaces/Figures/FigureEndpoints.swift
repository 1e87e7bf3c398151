// The endpoints of the figures: an address is read, the board asked, a page or JSON answered.

import Access
import Database
package import Entrance
package import Hummingbird
import Indicators
package import Kernel
import Pages
import Registry

package struct FigurePages: Sendable {
  package let desk: FigureDesk
  let brand: Text
  private let actionTitle: @Sendable (String, Language) -> String

  /// - Parameter actionTitle: what an action of the journal is called.
  package init(
    _ desk: FigureDesk, brand: Text,
    actionTitle: @escaping @Sendable (String, Language) -> String = { action, _ in action }
  ) {
    (self.desk, self.brand, self.actionTitle) = (desk, brand, actionTitle)
  }

  /// The answer to a request for the figures; nil for pages of others.
  /// **Problems**: `figures.place.unknown`, `figures.place.few`, `indicators.unknown`, `figures.subject`,
  /// `figures.loading`, `figures.day.future`, `access.permission.missing`.
  package func answer(_ request: Request, _ caller: Caller) async throws(Problem) -> Response? {
    let address = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
    guard case .figures(let figures) = address else { return nil }
    guard let visitor = try admit(address, caller) else { throw AccessProblems.nobody }
    let (language, chosen) = try language(of: request)
    let frame = caller.frame(brand: brand, language: language, address: address)
      .opening { [book = desk.book] in book.tells($0, to: visitor) }
    let look = FigureLook(
      desk: desk, visitor: visitor, language: language, address: figures, today: caller.at.day(),
      frame: frame, actionTitle: actionTitle)
    let answer = try desk.database.read { (connection) throws(Problem) in
      try look.answer(on: connection)
    }
    switch answer {
    case .page(let html): return reply(html, remembering: chosen)
    case .json(let text): return jsonReply(text)
    }
  }
}

extension IndicatorBook {
  /// Whether a link to a figure leads to a page that tells it.
  fileprivate func tells(_ address: PageAddress, to visitor: Visitor) -> Bool {
    guard case .figures(.figure(let code, _)) = address else { return true }
    return isBusiness(code, of: visitor.subject)
  }
}

enum FigureAnswer: Sendable {
  case page(HTML)
  case json(String)
}

extension FigureLook {
  func answer(on connection: Connection) throws(Problem) -> FigureAnswer {
    let place = view.place ?? visitor.place
    try visitor.demand(place, or: FigureProblems.place)
    guard let named = try PlaceStore.place(place, asOf: today, on: connection) else {
      throw FigureProblems.place
    }
    guard visitor.seesNumbers(of: place) else { throw FigureProblems.tooFew }
    if let day = view.asOf, day > today { throw FigureProblems.future(day, today: today) }
    let path = try PlaceStore.path(of: place, asOf: today, on: connection).filter { visitor.sees($0.code) }
    switch address {
    case .list:
      let (board, isCurrent) = try board(at: [place], on: connection)
      let lines = board.lines(of: place, beside: desk.book.sheet(of: place, near: board.asOf))
        .filter { sees($0.indicator) }
      if view.form == .json { return .json(json(lines, of: named, board, isCurrent)) }
      return .page(list(lines, of: named, path, board, isCurrent))
    case .figure(let code, _):
      let indicator = try desk.book.known(code)
      guard sees(indicator) else { throw FigureProblems.subject }
      let parts = try PlaceStore.children(of: place, asOf: today, on: connection)
      let (board, isCurrent) = try board(at: [place] + parts.map(\.code), on: connection)
      var sheet = FigureSheet(
        indicator: indicator, place: named, path: path, board: board, isCurrent: isCurrent)
      sheet.parts = parts.filter { visitor.seesNumbers(of: $0.code) }
      try sheet.readLedger(self, on: connection)
      sheet.history = try IndicatorStore.history(of: code, at: place, on: connection)
      if seesHouseholds {
        try sheet.readHouseholds(self, on: connection)
        sheet.moves = try moves(of: indicator, in: place, on: connection)
      }
      return view.form == .json ? .json(json(sheet)) : .page(figure(sheet))
    }
  }

  /// The figures of the day asked for. A day that is named is told as it was kept, where it was: what was
  /// printed of it stays.
  private func board(
    at places: [PlaceCode], on connection: Connection
  ) throws(Problem) -> (board: IndicatorBoard, isCurrent: Bool) {
    let (board, isCurrent) = try desk.board(asOf: view.asOf, on: connection)
    guard let day = view.asOf else { return (board, isCurrent) }
    let kept = try IndicatorStore.kept(on: day, at: places.filter { $0.level <= .village }, on: connection)
    return (board.keeping(kept), isCurrent)
  }

  private func json(
    _ lines: [FigureLine], of place: Place, _ board: IndicatorBoard, _ isCurrent: Bool
  ) -> String {
    JSONText.object([
      "place": JSONText.quoted(place.code.short), "name": JSONText.quoted(place.name),
      "asOf": JSONText.quoted(board.asOf.description), "renewing": String(!isCurrent),
      "keptOn": keptOn(board), "figuresVersion": JSONText.quoted(board.book.fingerprint),
      "figures": JSONText.array(lines.map { $0.json(language) }),
    ])
  }

  /// The day on which the values were kept that are told; null where they are counted.
  private func keptOn(_ board: IndicatorBoard) -> String {
    board.kept.map { JSONText.quoted($0.at.day().description) } ?? "null"
  }

  private func json(_ sheet: FigureSheet) -> String {
    let parts = sheet.parts.map { part in
      let line = FigureLine(
        indicator: sheet.indicator, value: sheet.board.value(sheet.indicator, at: part.code), stated: nil)
      return JSONText.object([
        "place": JSONText.quoted(part.code.short), "name": JSONText.quoted(part.name),
        "figure": line.json(language),
      ])
    }
    return JSONText.object([
      "place": JSONText.quoted(sheet.place.code.short), "asOf": JSONText.quoted(sheet.board.asOf.description),
      "renewing": String(!sheet.isCurrent), "keptOn": keptOn(sheet.board),
      "figure": sheet.line.json(language), "parts": JSONText.array(parts),
      "households": String(sheet.total),
      "ledger": sheet.ledger.map { JSONText.quoted($0.kind.name) } ?? "null",
      "ledgerRows": sheet.ledger.map { String($0.total) } ?? "null",
    ])
  }
}
