// docs/ROOMS.md names every room of the house and no other.
import Testing

enum RoomPageLaw {
  static let page = "docs/ROOMS.md"

  static func breaches(in tree: Tree) -> [Breach] {
    guard let file = tree[page] else { return [Breach(page, "is missing")] }
    let rows = file.lines.enumerated().compactMap { index, line -> (line: Int, room: String)? in
      guard line.hasPrefix("| `"), let room = line.split(separator: "`").dropFirst().first else { return nil }
      return (index + 1, String(room))
    }
    let rooms = tree.rooms
    let missing = rooms.keys.filter { room in !rows.contains { $0.room == room } }.sorted()
    let twice = rows.filter { row in rows.contains { $0.room == row.room && $0.line < row.line } }
    return missing.map { Breach(page, "has no row that begins with | `\($0)` |; say what lives there") }
      + rows.filter { rooms[$0.room] == nil }.map {
        Breach(page, $0.line, "names \($0.room), which is no room")
      }
      + twice.map { Breach(page, $0.line, "names \($0.room) twice") }
  }
}

@Suite struct RoomPageLawTests {
  @Test func thePageNamesTheRoomsOfTheHouse() { expectKept(RoomPageLaw.breaches(in: .house)) }

  @Test func aMissingRoomAndAGhostAreFound() {
    let rows = ["Kernel", "Attic", "Kernel"].map { "| `\($0)` | words |" }
    let page = "# Rooms\n\n| room | holds |\n|---|---|\n" + rows.joined(separator: "\n")
    let tree = Tree(planted: [
      RoomPageLaw.page: page, "Sources/Ground/Kernel/Day.swift": "// A.\n",
      "Sources/Instruments/CSodium/module.modulemap": "module CSodium {}\n",
    ])
    expectFound(
      RoomPageLaw.breaches(in: tree),
      [
        (RoomPageLaw.page, "`CSodium`"), (RoomPageLaw.page, "names Attic"),
        (RoomPageLaw.page, "Kernel twice"),
      ])
    expectFound(RoomPageLaw.breaches(in: Tree(planted: [:])), [(RoomPageLaw.page, "is missing")])
  }
}
