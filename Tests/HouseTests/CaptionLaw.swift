// Every file says in its first line what it is.
import Testing

enum CaptionLaw {
  static func breaches(in tree: Tree) -> [Breach] {
    tree.files.compactMap { file in
      if file.isSource || file.isTest, file.swift != nil {
        return fault(file.lines.first, after: "// ").map { Breach(file.path, 1, $0) }
      }
      if file.parts.first == "bin" || file.path.hasPrefix(".ci/") {
        return fault(file.lines.dropFirst().first, after: "# ").map { Breach(file.path, 2, $0) }
      }
      return nil
    }
  }

  private static func fault(_ line: String?, after mark: String) -> String? {
    let example = "such as `\(mark)A calendar day, without clock or time zone.`"
    guard let line, line.hasPrefix(mark) else { return "begins without a caption, \(example)" }
    let caption = line.dropFirst(mark.count)
    if line.count >= 110 { return "has a caption of \(line.count) columns; stay under 110" }
    if caption.last != "." { return "has a caption without a full stop; write one clause, \(example)" }
    let sentences = caption.dropLast().contains(". ") || caption.contains("; ")
    if sentences { return "has a caption of more than one clause; move the rest to where it belongs" }
    return nil
  }
}

@Suite struct CaptionLawTests {
  @Test func everyFileSaysWhatItIs() { expectKept(CaptionLaw.breaches(in: .house)) }

  @Test(arguments: [
    ("import Kernel", "without a caption"), ("", "without a caption"),
    ("/// A day.", "without a caption"),
    ("// A day", "without a full stop"), ("// A day. And a month.", "more than one clause"),
    ("// A day; no zone.", "more than one clause"),
    ("// \(String(repeating: "long ", count: 22)).", "under 110"),
  ])
  func aBadCaptionIsFound(_ text: String, _ part: String) {
    let path = "Sources/Ground/Kernel/Day.swift"
    expectFound(CaptionLaw.breaches(in: Tree(planted: [path: text + "\n"])), [(path, part)])
  }

  @Test func aScriptSaysItInItsSecondLine() {
    let tree = Tree(planted: ["bin/good": "#!/bin/sh\n# Does it.\n", "bin/bad": "#!/bin/sh\nset -e\n"])
    expectFound(CaptionLaw.breaches(in: tree), [("bin/bad", "without a caption")])
  }
}
