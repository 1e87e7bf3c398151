// Every source file is used by another one.
import Testing

enum DeadFileLaw {
  /// Files that nothing names, each with the reason why it stays.
  static let allowed: [String: String] = [:]

  /// A cheap, textual look: one of the file's types or free functions (or, without types, of its members)
  /// is a word of another source file. Use by tests alone does not count.
  static func breaches(in tree: Tree, allowed: [String: String] = allowed) -> [Breach] {
    let declared = tree.sources.map { (file: $0, names: Declarations($0)) }
    var users: [String: Int] = [:]
    for (_, names) in declared { for word in names.words { users[word, default: 0] += 1 } }
    let dead = declared.filter { file, names in
      let own = names.types.isEmpty ? names.members : names.types + names.freeFunctions
      return !names.isEntryPoint && !own.isEmpty && own.allSatisfy { users[$0, default: 0] < 2 }
    }.map(\.file.path)
    let alive = allowed.keys.filter { !dead.contains($0) }.sorted()
    return dead.filter { allowed[$0] == nil }
      .map { Breach($0, "is used by no other source file; use it, or delete it with its test") }
      + alive.map { Breach($0, "is used or gone; take it out of the list in DeadFileLaw") }
  }
}

@Suite struct DeadFileLawTests {
  @Test func everyFileIsUsed() { expectKept(DeadFileLaw.breaches(in: .house)) }

  @Test func aFileThatNobodyUsesIsFound() {
    let (dead, free) = ("Sources/Ground/Kernel/Dead.swift", "Sources/Ground/Kernel/Free.swift")
    let tree = Tree(planted: [
      dead: "// A.\nstruct Dead {\n  var day: Day\n}\n", free: "// A.\nextension Day { func leapt() {} }\n",
      "Sources/Ground/Kernel/Day.swift": "// A.\nstruct Day {} // Dead\n",
      "Sources/Ground/Kernel/Month.swift": "// A.\nstruct Month { let first: Day }\n",
      "Sources/Programs/shouwang/Main.swift": "// A.\n@main struct Main { let month = Month() }\n",
      "Tests/Ground/KernelTests/DeadTests.swift": "// A.\nlet a = Dead()\n",
    ])
    let allowed = ["Sources/Ground/Kernel/Day.swift": "was once dead"]
    expectFound(
      DeadFileLaw.breaches(in: tree, allowed: allowed),
      [(dead, "by no other"), (free, "by no other"), ("Sources/Ground/Kernel/Day.swift", "take it out")])
    expectFound(
      DeadFileLaw.breaches(in: tree, allowed: [free: "comes into use with the next room"]),
      [(dead, "by no other")])
  }
}
