// Decision records are numbered once, short, and have their four parts.
import Testing

enum DecisionLaw {
  static let parts = ["## Context", "## Decision", "## Status", "## Consequences"]

  static func breaches(in tree: Tree) -> [Breach] {
    let records = tree.files.filter { $0.path.hasPrefix("docs/decisions/") }
    return records.enumerated().flatMap { index, file -> [Breach] in
      let expected = String("00\(index + 1)".suffix(3))
      var found: [Breach] = []
      if !file.name.hasPrefix("\(expected)-") || !file.name.hasSuffix(".md") {
        found.append(Breach(file.path, "should be \(expected)-<words>.md; numbers run without gap or twin"))
      }
      if file.lines.count > 80 {
        found.append(Breach(file.path, "has \(file.lines.count) lines; a decision fits in 80"))
      }
      if file.lines.filter({ $0.hasPrefix("## ") }) != parts {
        found.append(Breach(file.path, "has other parts than Context, Decision, Status, Consequences"))
      }
      return found
    }
  }
}

@Suite struct DecisionLawTests {
  @Test func everyDecisionIsNumberedOnceAndShort() { expectKept(DecisionLaw.breaches(in: .house)) }

  @Test func aBadRecordIsFound() {
    let good = "# A\n\n" + DecisionLaw.parts.joined(separator: "\n\nText.\n\n") + "\n"
    let (twin, long) = ("docs/decisions/001-twin.md", "docs/decisions/003-long.md")
    let tree = Tree(planted: [
      "docs/decisions/001-good.md": good, twin: good, long: good + String(repeating: "x\n", count: 80),
      "docs/decisions/004-parts.md": "# A\n\n## Context\n\n## Decision\n",
    ])
    expectFound(
      DecisionLaw.breaches(in: tree),
      [(twin, "should be 002-"), (long, "fits in 80"), ("docs/decisions/004-parts.md", "other parts")])
  }
}
