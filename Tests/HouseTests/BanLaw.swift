// Calls that bring in the clock, chance, the machine or a crash, each with what to write in its place.
import Testing

struct Ban: Sendable {
  enum Reach: Sendable {
    /// All Swift but Programs, which alone knows the world.
    case outsidePrograms
    /// Sources outside Programs; tests may.
    case product
    case everywhere
  }

  let call: String
  let reach: Reach
  let instead: String

  init(_ call: String, _ reach: Reach, _ instead: String) {
    (self.call, self.reach, self.instead) = (call, reach, instead)
  }

  func reaches(_ file: TreeFile) -> Bool {
    switch reach {
    case .everywhere: file.isSource || file.isTest
    case .outsidePrograms: (file.isSource && file.floor != .Programs) || file.isTest
    case .product: file.isSource && file.floor != .Programs
    }
  }
}

enum BanLaw {
  private static let clock = "take the instant of the Act, a Clock or an `asOf` day as an argument"
  private static let chance = "draw from Kernel's SeededRandom, handed in"
  private static let wait = "wait for the thing itself: a result, a pipe, an end of a process"
  private static let place = "use Kernel's Day and the language handed in"

  static let bans: [Ban] =
    [
      "Date()", "Date.now", "DispatchTime.now", "ContinuousClock", "SuspendingClock", "clock_gettime(",
      "gettimeofday(", "time(nil)", "CFAbsoluteTimeGetCurrent",
    ].map { Ban($0, .outsidePrograms, clock) }
    + [".random(", ".shuffled(", ".shuffle(", ".randomElement(", "SystemRandomNumberGenerator", "arc4random"]
    .map { Ban($0, .outsidePrograms, chance) }
    + ["Locale.current", "TimeZone.current", "Calendar.current"].map { Ban($0, .outsidePrograms, place) }
    + ["Task.sleep", "Thread.sleep", "usleep(", "nanosleep(", "sleep("].map {
      Ban($0, .outsidePrograms, wait)
    }
    + [
      Ban("UUID()", .outsidePrograms, "take an id from an IDSource"),
      Ban("ProcessInfo.processInfo.environment", .product, "let Programs read it and hand the value in"),
      Ban("getenv(", .product, "let Programs read it and hand the value in"),
      Ban("print(", .product, "return the text or write it to the output handed in"),
      Ban("exit(", .product, "throw a Problem; Programs turns it into an exit code"),
      Ban("try!", .everywhere, "handle the error, or `precondition` the belief and say it"),
      Ban(
        "fatalError(", .everywhere, "use `preconditionFailure` naming the broken belief, or throw a Problem"),
    ]

  /// What may stay, as `path call`, with its reason.
  static let allowed: [String: String] = [:]

  static func breaches(in tree: Tree) -> [Breach] {
    tree.swift.flatMap { file -> [Breach] in
      let code = file.swift?.code ?? []
      let near = bans.filter { $0.reaches(file) && file.text.contains($0.call) }
      let calls = near.filter { allowed["\(file.path) \($0.call)"] == nil }
        .flatMap { ban in
          code.indices.filter { holds(ban.call, code, $0) }.map {
            Breach(file.path, $0 + 1, "uses \(ban.call); \(ban.instead)")
          }
        }
      return calls + emptyCatches(file)
    }
  }

  private static func holds(_ call: String, _ code: [String], _ index: Int) -> Bool {
    var rest = code[index][...]
    while let at = rest.firstRange(of: call) {
      let before = code[index][..<at.lowerBound]
      rest = rest[at.upperBound...]
      if call.first == "." {
        // A generator handed in makes it repeatable.
        let near = rest + " " + code[(index + 1)..<min(index + 4, code.count)].joined(separator: " ")
        if near.prefix(200).contains("using:") { continue }
      } else if let last = before.last {
        let isMember = last == "." && call.last == "(" && call != "UUID()"
        if Word.isWord(last) || isMember || before.trimmed.hasSuffix("func") { continue }
      }
      return true
    }
    return false
  }

  private static func emptyCatches(_ file: TreeFile) -> [Breach] {
    let words = file.swift?.words ?? []
    return words.indices.dropLast(2).filter { index in
      guard words[index].text == "catch" else { return false }
      let rest = words[(index + 1)...].prefix { $0.text != "}" }
      return rest.last?.text == "{" && rest.dropLast().allSatisfy { $0.text != "{" }
    }.map {
      Breach(file.path, words[$0].line, "swallows an error; say in the catch what becomes of it")
    }
  }
}

@Suite struct BanLawTests {
  @Test func nobodyCallsWhatIsBanned() { expectKept(BanLaw.breaches(in: .house)) }

  @Test(arguments: BanLaw.bans.map(\.call))
  func everyBanBites(_ call: String) {
    let closed = call.hasSuffix("(") ? call + "1)" : call
    let line = call.hasPrefix(".") ? "x" + closed : closed
    let path = "Sources/Shared/Registry/Bad.swift"
    let tree = Tree(planted: [path: "// A.\nlet a = \"\\(\(line))\"\n"])
    expectFound(BanLaw.breaches(in: tree), [(path, call)])
  }

  @Test func anEmptyCatchIsFound() {
    let path = "Sources/Programs/shouwang/Main.swift"
    let source = "// A.\ndo { try a() } catch {\n  // nothing\n}\ndo { try b() } catch { throw error }\n"
    expectFound(BanLaw.breaches(in: Tree(planted: [path: source])), [(path, "swallows")])
  }

  @Test func wordsThatOnlyLookLikeABanAreFree() {
    let source = """
      // A.
      let text = "Date() and print(1)"  // UUID()
      let drawn = Int.random(
        in: 0..<3, using: &random)
      func print(_ rule: Rule) -> String { rule.print(1) + sprint(2) }
      let day = UpDate()
      try !check()
      """
    let tree = Tree(planted: [
      "Sources/Shared/Registry/Good.swift": source,
      "Sources/Programs/shouwang/Main.swift": "// A.\nprint(Date())\n",
    ])
    expectKept(BanLaw.breaches(in: tree))
  }
}
