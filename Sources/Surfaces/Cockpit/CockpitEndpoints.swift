// The endpoints of the cockpit: an address is read, the desk asked, a page laid out.

import Access
package import Charts
package import Entrance
package import Hummingbird
package import Kernel
package import Pages

/// The pages of the cockpit, over a desk.
package struct CockpitPages: Sendable {
  let desk: CockpitDesk
  let brand: Text
  let map: TileMap
  let shapes: RegionShapes?

  /// - Parameter shapes: Boundaries that the operator loaded; nil for the map of squares.
  package init(_ desk: CockpitDesk, brand: Text, map: TileMap, shapes: RegionShapes? = nil) {
    (self.desk, self.brand, self.map, self.shapes) = (desk, brand, map, shapes)
  }

  /// The answer to a request for the cockpit; nil for pages of others.
  /// **Problems**: those of the desk, `access.permission.missing`.
  package func answer(_ request: Request, _ caller: Caller) async throws(Problem) -> Response? {
    let address = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
    guard case .cockpit(let cockpit) = address else { return nil }
    guard let visitor = try admit(address, caller) else { return nil }
    let (language, chosen) = try language(of: request)
    let frame = caller.frame(brand: brand, language: language, address: address)
      .opening { [desk] in desk.tells($0, to: visitor) }
    switch cockpit {
    case .board(let place, let figure):
      let board = try desk.board(place, rankedBy: figure, today: caller.at.day(), for: visitor)
      let layout = CockpitLayout(board: board, frame: frame, map: map, shapes: shapes)
      return reply(layout.document(), remembering: chosen)
    case .wellbeing(let place):
      return reply(try desk.wellbeing(place, for: visitor).document(frame), remembering: chosen)
    case .screen, .screenEvents:
      return try screen(cockpit, visitor, language, caller.at.day())
    }
  }
}

extension CockpitPages {
  /// The page itself, or what it listens to: one event with the content as it stands, and when to ask again.
  /// Browsers of server-sent events come back by themselves after the time that the event names, so that no
  /// connection is held open and a screen whose session has ended stops.
  func screen(
    _ address: CockpitAddress, _ visitor: Visitor, _ language: Language, _ today: Day
  ) throws(Problem) -> Response {
    let board = try desk.board(visitor.place, rankedBy: nil, today: today, for: visitor)
    let screen = BigScreen(board: board, brand: brand, language: language, map: map, shapes: shapes)
    guard case .screenEvents = address else { return liveReply(screen.document) }
    let lines = screen.content.text.split(separator: "\n").map { "data: \($0)\n" }.joined()
    let event = "retry: \(BigScreen.seconds * 1_000)\n\(lines)\n"
    return Response(
      status: .ok,
      headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: event)))
  }
}
