// One word for one idea: the glossary is sound, its page is fresh, and types are called by its words.
import Testing

struct Term: Sendable {
  let line: Int
  let zh: String
  let en: String
  let identifier: String
  let definition: String
  /// Words that must not be used for the idea in the name of a type.
  let avoid: [String]
}

enum GlossaryLaw {
  static let path = "docs/glossary.tsv"
  static let page = "docs/GLOSSARY.md"
  static let header = "zh\ten\tidentifier\tdefinition\tavoid"

  static func terms(of file: TreeFile) -> [Term] {
    file.lines.enumerated().dropFirst().filter { !$0.element.hasPrefix("#") }.compactMap { index, line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 5 else { return nil }
      let avoid = cells[4].split(separator: " ").map(String.init)
      return Term(
        line: index + 1, zh: cells[0], en: cells[1], identifier: cells[2], definition: cells[3], avoid: avoid)
    }
  }

  static func breaches(in tree: Tree) -> [Breach] {
    guard let file = tree[path] else { return [Breach(path, "is missing; it is the source of \(page)")] }
    return soundness(of: file) + names(in: tree, by: terms(of: file))
  }

  private static func soundness(of file: TreeFile) -> [Breach] {
    let terms = terms(of: file)
    var found: [Breach] = []
    if file.lines.first != header {
      found.append(Breach(path, 1, "begins with other columns than \(header)"))
    }
    found += file.lines.enumerated().filter { !$0.element.hasPrefix("#") }
      .filter { $0.element.split(separator: "\t", omittingEmptySubsequences: false).count != 5 }
      .map { Breach(path, $0.offset + 1, "has not five cells, parted by tabs") }
    for term in terms {
      if term.identifier.first?.isLowercase != true || !term.identifier.allSatisfy(Word.isWord) {
        found.append(Breach(path, term.line, "'\(term.identifier)' is no identifier in lowerCamelCase"))
      }
      if term.zh.isEmpty || term.en.isEmpty || term.definition.last != "." {
        found.append(Breach(path, term.line, "needs both words, and a definition that ends with a full stop"))
      }
      for twin in terms where twin.line < term.line && twin.zh == term.zh {
        found.append(Breach(path, term.line, "defines \(term.zh) again; see line \(twin.line)"))
      }
      for twin in terms where twin.line < term.line && twin.identifier == term.identifier {
        found.append(Breach(path, term.line, "uses \(term.identifier) again; see line \(twin.line)"))
      }
    }
    return found
  }

  /// Types named by a word to avoid, or by the English words where the identifier is another.
  private static func names(in tree: Tree, by terms: [Term]) -> [Breach] {
    let plain = terms.filter { upperCamel($0.en) != upperFirst($0.identifier) }
    let byEnglish = Dictionary(plain.map { (upperCamel($0.en), $0) }) { first, _ in first }
    let byAvoided = Dictionary(terms.flatMap { term in term.avoid.map { ($0, term) } }) { first, _ in first }
    return tree.sources.flatMap { file -> [Breach] in
      Set(Declarations(file).types).sorted().compactMap { type -> Breach? in
        let avoided = camelWords(type).lazy.compactMap { byAvoided[$0] }.first
        guard let term = byEnglish[type] ?? avoided else { return nil }
        let word = upperFirst(term.identifier)
        return Breach(file.path, "calls a type \(type); the glossary's word for \(term.zh) is \(word)")
      }
    }
  }

  private static func upperFirst(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

  private static func upperCamel(_ words: String) -> String {
    words.split { !Word.isWord($0) }.map { upperFirst(String($0)) }.joined()
  }

  private static func camelWords(_ name: String) -> [String] {
    name.reduce(into: [String]()) { words, character in
      if character.isUppercase || words.isEmpty { words.append("") }
      words[words.count - 1].append(character)
    }
  }
}

@Suite struct GlossaryLawTests {
  @Test func theGlossaryIsSoundAndKept() { expectKept(GlossaryLaw.breaches(in: .house)) }

  @Test func theGlossaryPageIsFresh() throws {
    let fresh = try #require(Child.output(["bash", "bin/glossary", "--print"], in: Tree.root))
    #expect(Tree.house[GlossaryLaw.page]?.text == fresh, "docs/GLOSSARY.md is stale; run bin/glossary")
  }

  @Test func aBadGlossaryIsFound() {
    let table = """
      zh\ten\tidentifier\tdefinition
      户\thousehold\thousehold\tPeople who live together.\tFamily
      户\thousehold\tHouse-hold\tPeople.\t
      人\t\thousehold\tNo stop\t
      # A section.
      稳岗\tjob stabilisation\tjobStabilization\tKeeping a job.\t
      short
      """
    let (family, job) = ("Sources/Shared/Registry/FamilyStore.swift", "Sources/Shared/Registry/Job.swift")
    let tree = Tree(planted: [
      GlossaryLaw.path: table, family: "// A.\nstruct FamilyStore {}\nstruct Familiar {}\n",
      job: "// A.\nenum JobStabilisation {}\nstruct JobStabilization {}\n",
    ])
    expectFound(
      GlossaryLaw.breaches(in: tree),
      [
        (GlossaryLaw.path, "other columns"), (GlossaryLaw.path, "five cells"),
        (GlossaryLaw.path, "five cells"),
        (GlossaryLaw.path, "'House-hold'"), (GlossaryLaw.path, "defines 户 again"),
        (GlossaryLaw.path, "uses household again"), (GlossaryLaw.path, "needs both words"),
        (family, "is Household"), (job, "is JobStabilization"),
      ])
    expectFound(GlossaryLaw.breaches(in: Tree(planted: [:])), [(GlossaryLaw.path, "is missing")])
  }
}
