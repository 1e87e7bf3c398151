// Every page has one title, and its links lead somewhere.
import Testing

enum MarkdownLaw {
  static func breaches(in tree: Tree) -> [Breach] {
    let paths = Set(tree.files.map(\.path))
    return tree.markdown.flatMap { file -> [Breach] in
      let prose = outsideFences(file.lines)
      var found: [Breach] = []
      if file.lines.first?.hasPrefix("# ") != true {
        found.append(Breach(file.path, 1, "begins without a title"))
      }
      found += prose.dropFirst().filter { $0.text.hasPrefix("# ") }
        .map { Breach(file.path, $0.line, "has a second title; use ## below the first line") }
      for (line, text) in prose {
        found += targets(in: text).filter { !leads($0, from: file, among: paths) }
          .map { Breach(file.path, line, "links to \($0), which is not there") }
      }
      return found
    }
  }

  private static func outsideFences(_ lines: [String]) -> [(line: Int, text: String)] {
    var inFence = false
    return lines.enumerated().compactMap { index, line in
      if line.trimmed.hasPrefix("```") { inFence.toggle() }
      return inFence ? nil : (index + 1, line)
    }
  }

  private static func targets(in text: String) -> [String] {
    text.split(separator: "](", omittingEmptySubsequences: false).dropFirst()
      .map { String($0.prefix { $0 != ")" && $0 != "#" }) }
      .filter { !$0.isEmpty && !$0.contains("://") && !$0.hasPrefix("mailto:") }
  }

  private static func leads(_ target: String, from file: TreeFile, among paths: Set<String>) -> Bool {
    var parts = Array(file.parts.dropLast())
    for part in target.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return false }
      } else {
        parts.append(String(part))
      }
    }
    let path = parts.joined(separator: "/")
    return path.isEmpty || paths.contains(path) || paths.contains { $0.hasPrefix(path + "/") }
  }
}

@Suite struct MarkdownLawTests {
  @Test func everyPageHasATitleAndGoodLinks() { expectKept(MarkdownLaw.breaches(in: .house)) }

  @Test func aBadPageIsFound() {
    let page = """
      Text first.
      See [the rooms](ROOMS.md#kernel), [decisions](decisions/), [home](../README.md), [web](https://a.org/b).
      # Late title
      [gone](gone.md) and [far](../../far.md)
      ```
      # a comment [in](code.md)
      ```
      """
    let path = "docs/PAGE.md"
    let tree = Tree(planted: [
      path: page, "docs/ROOMS.md": "# Rooms\n", "docs/decisions/001-a.md": "# A\n", "README.md": "# Home\n",
    ])
    expectFound(
      MarkdownLaw.breaches(in: tree),
      [(path, "without a title"), (path, "second title"), (path, "gone.md"), (path, "far.md")])
  }
}
