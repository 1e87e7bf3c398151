// The reading of the tree itself: texts taken apart, manifest understood, files found.
import Foundation
import Testing

@Suite struct TreeTests {
  @Test func theHouseIsFoundAndRead() throws {
    #expect(Tree.house["Package.swift"] != nil)
    #expect(Tree.house.sources.count > 5)
    #expect(Tree.house.rooms["Kernel"] == .Ground)
    let manifest = Manifest(try #require(Tree.house["Package.swift"]).text)
    #expect(manifest.room("Columns")?.uses == ["RuleValues", "RuleLanguage"])
    #expect(manifest.test("HouseTests") != nil)
  }

  @Test func aTreeWithoutGitIsWalked() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("shouwang-house-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in [
      "Sources/Ground/Kernel/Day.swift": "// A.\n", ".build/junk.swift": "x", "data/a.csv": "x",
    ] {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    #expect(Tree(readFrom: folder).files.map(\.path) == ["Sources/Ground/Kernel/Day.swift"])
  }

  @Test func commentsAndLiteralsAreBlankInCodeAndInterpolationsAreNot() {
    let text = SwiftText(
      ##"""
      let a = "x // \(call("in", 1)) y" // note "q"
      /* out /* in */ "still" */ let b = 1
      let c = #"raw \ "quoted" \#(deep) "#
      let d = """
        two "lines" \(more)
        """
      """##)
    let code = text.code.joined(separator: "\n")
    for kept in ["call(", "1)", "let b = 1", "(deep)", "(more)"] { #expect(code.contains(kept), "\(code)") }
    for blank in ["x", "note", "still", "raw", "lines", "in"] {
      #expect(!text.words.contains { $0.text == blank }, "\(blank) in: \(code)")
    }
    #expect(text.literals.map(\.line) == [1, 1, 3, 4])
    #expect(text.literals.contains { $0.text == "in" })
    #expect(text.code.count == 6)
  }

  @Test func importsAreReadWithTheirAccessAndKind() {
    let lines = [
      "import A", "package import B", "@testable import C", "import struct D.E", "// import F",
      "let g = \"import G\"", "important()",
    ]
    let text = SwiftText(lines.joined(separator: "\n"))
    #expect(text.imports.map(\.module) == ["A", "B", "C", "D"])
    #expect(text.imports.map(\.line) == [1, 2, 3, 4])
  }
}
