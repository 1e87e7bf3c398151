// The files of the house, as the laws read them.
import Foundation

/// One text file: its path from the root of the repository, and its lines.
struct TreeFile: Sendable {
  let path: String
  let parts: [String]
  let text: String
  let lines: [String]
  /// Code and string literals apart; nil for everything that is not Swift.
  let swift: SwiftText?

  init(_ path: String, _ text: String) {
    (self.path, self.text) = (path, text)
    parts = path.split(separator: "/").map(String.init)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    self.lines = lines
    swift = path.hasSuffix(".swift") ? SwiftText(text) : nil
  }

  var name: String { parts.last ?? path }
  var isSource: Bool { parts.first == "Sources" }
  var isTest: Bool { parts.first == "Tests" }
  var floor: Floor? { parts.count > 3 && (isSource || isTest) ? Floor(rawValue: parts[1]) : nil }
  /// The target the file belongs to: `Registry`, or `RegistryTests` for a test.
  var room: String? { floor == nil ? nil : parts[2] }
}

/// The floors, from the ground up; a row of the drawing may hold two.
enum Floor: String, CaseIterable, Sendable {
  case Ground, Instruments, Shared, Slices, Surfaces, Programs

  var height: Int {
    switch self {
    case .Ground: 0
    case .Instruments: 1
    case .Shared: 2
    case .Slices, .Surfaces: 3
    case .Programs: 4
    }
  }
}

/// All files of the repository, or a planted handful in which a law must find its breach.
struct Tree: Sendable {
  let files: [TreeFile]
  /// Rooms that hold a file, by name.
  let rooms: [String: Floor]

  init(_ files: [TreeFile]) {
    self.files = files.sorted { $0.path < $1.path }
    rooms = files.filter(\.isSource).reduce(into: [:]) { rooms, file in
      if let room = file.room { rooms[room] = file.floor }
    }
  }

  init(planted: [String: String]) { self.init(planted.map { TreeFile($0.key, $0.value) }) }

  subscript(path: String) -> TreeFile? { files.first { $0.path == path } }
  var swift: [TreeFile] { files.filter { $0.swift != nil } }
  var sources: [TreeFile] { swift.filter(\.isSource) }
  var markdown: [TreeFile] { files.filter { $0.path.hasSuffix(".md") } }

  /// The repository this test was compiled from.
  static let house = Tree(readFrom: root)

  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/" {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      if names.contains("Package.swift") && names.contains("Sources") { return folder }
      folder.deleteLastPathComponent()
    }
    preconditionFailure("no folder above \(#filePath) holds Package.swift and Sources")
  }()

  init(readFrom root: URL) {
    let paths = Tree.listedByGit(root) ?? Tree.walked(root)
    self.init(
      paths.compactMap { path in
        let data = try? Data(contentsOf: root.appendingPathComponent(path))
        guard let data, data.count < 2_000_000, let text = String(data: data, encoding: .utf8) else {
          return nil
        }
        return TreeFile(path, text)
      })
  }

  /// Tracked files and those that wait to be added; nil where git is missing or refuses.
  private static func listedByGit(_ root: URL) -> [String]? {
    let listed = Child.output(
      ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], in: root)
    guard let listed, !listed.isEmpty else { return nil }
    return Set(listed.split(separator: "\0").map(String.init)).sorted()
  }

  private static func walked(_ root: URL) -> [String] {
    let passedBy: Set<String> = [".git", ".swiftpm", "data", "__pycache__", "Package.resolved"]
    guard let walk = FileManager.default.enumerator(atPath: root.path) else { return [] }
    var found: [String] = []
    while let path = walk.nextObject() as? String {
      let name = (path as NSString).lastPathComponent
      if passedBy.contains(name) || name.hasPrefix(".build") {
        walk.skipDescendants()
      } else {
        found.append(path)
      }
    }
    return found
  }
}
