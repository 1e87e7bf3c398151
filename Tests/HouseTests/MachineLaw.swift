// No file names a folder of the machine it was written on.
import Testing

enum MachineLaw {
  // Put together from parts, or this file would break its own law.
  static let anywhere = ["work/", "root/", "opt/swift-packages", "home/user"].map { "/" + $0 }
  static let product = ["/" + "tmp", "../" + "shared"]

  static func breaches(in tree: Tree) -> [Breach] {
    tree.files.flatMap { file -> [Breach] in
      let isProduct = file.isSource || file.parts.first == "rules"
      let paths = (isProduct ? anywhere + product : anywhere).filter(file.text.contains)
      guard !paths.isEmpty else { return [] }
      return file.lines.enumerated().flatMap { index, line in
        paths.filter { names($0, in: line) }.map {
          Breach(
            file.path, index + 1, "names \($0); take the folder as an argument or relative to the repository")
        }
      }
    }
  }

  private static func names(_ path: String, in line: String) -> Bool {
    guard let at = line.firstRange(of: path) else { return false }
    guard let before = line[..<at.lowerBound].last else { return true }
    return !Word.isWord(before) && !".-~}".contains(before)
  }
}

@Suite struct MachineLawTests {
  @Test func noFileNamesAFolderOfAMachine() { expectKept(MachineLaw.breaches(in: .house)) }

  @Test(arguments: MachineLaw.anywhere)
  func aFolderOfAMachineIsFoundInADocument(_ path: String) {
    let tree = Tree(planted: ["docs/a.md": "Look into \(path)x.", "docs/b.md": "See https://a.org\(path)x"])
    expectFound(MachineLaw.breaches(in: tree), [("docs/a.md", path)])
  }

  @Test(arguments: MachineLaw.product)
  func aTestMayUseAFolderThatTheProductMayNot(_ path: String) {
    let rule = "rules/low-income/rule.yaml"
    let tree = Tree(planted: [
      rule: "source: \(path)/x", "Tests/HouseTests/A.swift": "// A.\nlet a = \"\(path)\"\n",
    ])
    expectFound(MachineLaw.breaches(in: tree), [(rule, path)])
  }
}
