// Files, lines and rooms stay small enough to be read at a sitting.
import Testing

enum SizeLaw {
  static let fileLines = 400
  static let testLines = 600
  static let columns = 110
  static let roomFiles = 40
  static let roomLines = 6_000

  static func breaches(in tree: Tree) -> [Breach] {
    tree.swift.flatMap(fileBreaches) + roomBreaches(in: tree)
  }

  private static func fileBreaches(_ file: TreeFile) -> [Breach] {
    let most = file.isTest ? testLines : fileLines
    let long = file.lines.enumerated().filter { $0.element.count > columns }.map { index, line in
      Breach(file.path, index + 1, "is \(line.count) columns wide; break the line before \(columns)")
    }
    guard file.lines.count > most else { return long }
    return long + [Breach(file.path, "has \(file.lines.count) lines; split it by role, \(most) is the most")]
  }

  private static func roomBreaches(in tree: Tree) -> [Breach] {
    let rooms = Dictionary(grouping: tree.sources.filter { $0.room != nil }) { $0.room ?? "" }
    return rooms.sorted { $0.key < $1.key }.flatMap { room, files -> [Breach] in
      let lines = files.reduce(0) { $0 + $1.lines.count }
      let folder = files[0].parts.prefix(3).joined(separator: "/")
      var found: [Breach] = []
      if files.count > roomFiles {
        found.append(Breach(folder, "has \(files.count) files; divide the room, \(roomFiles) is the most"))
      }
      if lines > roomLines {
        found.append(Breach(folder, "has \(lines) lines; divide the room, \(roomLines) is the most"))
      }
      return found
    }
  }
}

@Suite struct SizeLawTests {
  @Test func everyFileAndRoomIsOfReadableSize() { expectKept(SizeLaw.breaches(in: .house)) }

  @Test func whatIsTooLargeIsFound() {
    let long = "Sources/Ground/Kernel/Long.swift"
    let wide = "Sources/Ground/Kernel/Wide.swift"
    let test = "Tests/Ground/KernelTests/LongTests.swift"
    var planted = [
      long: String(repeating: "//\n", count: 401), test: String(repeating: "//\n", count: 601),
      wide: String(repeating: "字", count: 110) + "\n" + String(repeating: "字", count: 111) + "\n",
      "Sources/Shared/Access/Just.swift": String(repeating: "//\n", count: 400),
      "Tests/Ground/KernelTests/JustTests.swift": String(repeating: "//\n", count: 600),
    ]
    for number in 0...40 {
      planted["Sources/Shared/Registry/Part\(number).swift"] = String(repeating: "//\n", count: 150)
    }
    expectFound(
      SizeLaw.breaches(in: Tree(planted: planted)),
      [
        (long, "has 401 lines"), (test, "has 601 lines"), (wide, "is 111 columns wide"),
        ("Sources/Shared/Registry", "has 41 files"), ("Sources/Shared/Registry", "has 6150 lines"),
      ])
  }
}
