// A function fits on a screen.
import Testing

enum FunctionLaw {
  static let mostLines = 50

  /// Functions that were longer when the law was made, with their lines: an entry may only fall or go.
  static let ratchet: [String: Int] = [:]

  static func breaches(in tree: Tree, ratchet: [String: Int] = ratchet) -> [Breach] {
    var unused = ratchet
    var found: [Breach] = []
    for file in tree.swift {
      for function in functions(of: file) where function.lines > mostLines {
        let key = "\(file.path) \(function.name)"
        let allowed = unused.removeValue(forKey: key) ?? mostLines
        if function.lines > allowed {
          let says =
            "\(function.name) has \(function.lines) lines; \(allowed) is the most: "
            + "keep the ifs here and move the loops into functions of their own"
          found.append(Breach(file.path, function.line, says))
        } else if function.lines < allowed {
          found.append(Breach(file.path, function.line, "lower the ratchet of \(key) to \(function.lines)"))
        }
      }
    }
    return found
      + unused.keys.sorted().map {
        Breach("FunctionLaw.swift", "take '\($0)' out of the ratchet: it is mended")
      }
  }

  struct Function: Equatable {
    let name: String
    let line: Int
    /// Lines between the line of the opening brace and that of the closing one.
    let lines: Int
  }

  /// All functions with a body, the nested ones too.
  static func functions(of file: TreeFile) -> [Function] {
    let words = file.swift?.words ?? []
    return words.indices.compactMap { index -> Function? in
      guard ["func", "init", "subscript", "deinit"].contains(words[index].text) else { return nil }
      let isCall = index > 0 && (words[index - 1].text == "." || words[index - 1].text == "`")
      guard !isCall, let open = bodyStart(in: words, after: index), let close = partner(of: open, in: words)
      else { return nil }
      let isNamed = words[index].text == "func" && index + 1 < words.count
      return Function(
        name: isNamed ? words[index + 1].text : words[index].text, line: words[index].line,
        lines: max(0, words[close].line - words[open].line - 1))
    }
  }

  /// The brace that opens the body; nil for a requirement, which has none.
  private static func bodyStart(in words: [Word], after start: Int) -> Int? {
    let nextDeclaration: Set<String> = [
      "func", "init", "var", "let", "subscript", "associatedtype", "case", "static", "mutating", "}", "=",
    ]
    var depth = 0
    for index in (start + 1)..<words.count {
      let text = words[index].text
      if text == "(" || text == "[" { depth += 1 }
      if text == ")" || text == "]" { depth -= 1 }
      guard depth == 0, index > start + 1 else { continue }
      if text == "{" { return index }
      if nextDeclaration.contains(text) { return nil }
    }
    return nil
  }

  private static func partner(of open: Int, in words: [Word]) -> Int? {
    var depth = 0
    return words[open...].firstIndex { word in
      if word.text == "{" { depth += 1 }
      if word.text == "}" { depth -= 1 }
      return depth == 0
    }
  }
}

@Suite struct FunctionLawTests {
  static let source = """
    // A.
    protocol Verb {
      func act() throws(Problem) -> Int
      var name: String { get }
    }
    struct Deed: Verb {
      init(_ block: () -> Int = { 1 }) {
        print("}")
      }
      func act() -> Int {
        func inner(
          _ values: [Int]
        ) -> Int {
          values.map { $0 }.count
        }
        return inner([])
      }
      static func < (left: Deed, right: Deed) -> Bool { left.act() < right.act() }
    }
    """

  @Test func functionsAreMeasuredBetweenTheirBraces() {
    let functions = FunctionLaw.functions(of: TreeFile("Sources/Ground/Kernel/Deed.swift", Self.source))
    #expect(
      functions == [
        .init(name: "init", line: 7, lines: 1), .init(name: "act", line: 10, lines: 6),
        .init(name: "inner", line: 11, lines: 1), .init(name: "<", line: 18, lines: 0),
      ])
  }

  @Test func everyFunctionFitsOnAScreen() { expectKept(FunctionLaw.breaches(in: .house)) }

  @Test func aLongFunctionAndAStaleRatchetAreFound() {
    func body(_ count: Int) -> String {
      "// A.\nfunc run() {\n" + String(repeating: "  step()\n", count: count) + "}\n"
    }
    let (long, less) = ("Sources/Ground/Kernel/Long.swift", "Sources/Ground/Kernel/Less.swift")
    let tree = Tree(planted: [
      long: body(51), less: body(60), "Sources/Ground/Kernel/Just.swift": body(50),
      "Sources/Ground/Kernel/Held.swift": body(70),
    ])
    let ratchet = ["\(less) run": 80, "Sources/Ground/Kernel/Held.swift run": 70, "Gone.swift run": 90]
    expectFound(
      FunctionLaw.breaches(in: tree, ratchet: ratchet),
      [(long, "run has 51 lines"), (less, "to 60"), ("FunctionLaw.swift", "Gone.swift run")])
  }
}
