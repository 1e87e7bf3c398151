// A Swift text taken apart: code without comments and literals, and the literals by themselves.

/// Code keeps its lines and columns; what stood in comments and literals is blank in it.
/// Code inside an interpolation stays code.
struct SwiftText: Sendable {
  struct Literal: Sendable {
    /// The line, from 1, on which the literal begins.
    let line: Int
    let text: String
  }

  let code: [String]
  let words: [Word]
  let literals: [Literal]

  init(_ text: String) {
    var scan = Scan(Array(text.utf8))
    scan.run()
    code = String(decoding: scan.code, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    words = Word.all(in: code)
    literals = scan.literals.sorted { $0.line < $1.line }
  }

  /// The modules that the text imports, with their lines.
  var imports: [(line: Int, module: String)] {
    let kinds: Set<String> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    return code.enumerated().compactMap { index, line in
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ";" }).map(String.init)
      guard let at = words.firstIndex(of: "import"), words[..<at].allSatisfy(Self.mayPrecedeImport)
      else { return nil }
      var rest = words[(at + 1)...]
      if let first = rest.first, kinds.contains(first) { rest = rest.dropFirst() }
      guard let module = rest.first?.split(separator: ".").first else { return nil }
      return (index + 1, String(module))
    }
  }

  private static func mayPrecedeImport(_ word: String) -> Bool {
    word.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains(word)
  }
}

/// One pass over the bytes.
private struct Scan {
  private enum Mode {
    /// Code; inside an interpolation it ends at the bracket that closes it.
    case code(open: Int?)
    case string(hashes: Int, triple: Bool, line: Int)
  }

  private let bytes: [UInt8]
  private var at = 0
  private var line = 1
  private var modes: [Mode] = [.code(open: nil)]
  /// The text of every string that is open, the innermost last.
  private var texts: [[UInt8]] = []
  private(set) var code: [UInt8] = []
  private(set) var literals: [SwiftText.Literal] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() {
    code.reserveCapacity(bytes.count)
    while at < bytes.count, let mode = modes.last {
      switch mode {
      case .code(let open): stepCode(open)
      case .string(let hashes, let triple, let began): stepString(hashes, triple, began)
      }
    }
  }

  private func byte(_ ahead: Int = 0) -> UInt8 { at + ahead < bytes.count ? bytes[at + ahead] : 0 }

  private mutating func take(_ count: Int, asCode: Bool) {
    for _ in 0..<count where at < bytes.count {
      if bytes[at] == 0x0A { line += 1 }
      code.append(asCode || bytes[at] == 0x0A ? bytes[at] : 0x20)
      at += 1
    }
  }

  private mutating func stepCode(_ open: Int?) {
    switch byte() {
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
      while at < bytes.count && byte() != 0x0A { take(1, asCode: false) }
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
      skipBlockComment()
    case UInt8(ascii: "#"), UInt8(ascii: "\""):
      beginStringOrTake()
    case UInt8(ascii: "("):
      if let open { modes[modes.count - 1] = .code(open: open + 1) }
      take(1, asCode: true)
    case UInt8(ascii: ")"):
      if let open {
        if open == 1 { modes.removeLast() } else { modes[modes.count - 1] = .code(open: open - 1) }
      }
      take(1, asCode: true)
    default:
      take(1, asCode: true)
    }
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if byte() == UInt8(ascii: "/") && byte(1) == UInt8(ascii: "*") {
        depth += 1
        take(2, asCode: false)
      } else if byte() == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/") {
        depth -= 1
        take(2, asCode: false)
      } else {
        take(1, asCode: false)
      }
    } while depth > 0 && at < bytes.count
  }

  private mutating func beginStringOrTake() {
    var hashes = 0
    while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
    guard byte(hashes) == UInt8(ascii: "\"") else { return take(max(1, hashes), asCode: true) }
    let triple = byte(hashes + 1) == UInt8(ascii: "\"") && byte(hashes + 2) == UInt8(ascii: "\"")
    modes.append(.string(hashes: hashes, triple: triple, line: line))
    texts.append([])
    take(hashes + (triple ? 3 : 1), asCode: true)
  }

  private mutating func stepString(_ hashes: Int, _ triple: Bool, _ began: Int) {
    func followedByHashes(_ ahead: Int) -> Bool {
      (0..<hashes).allSatisfy { byte(ahead + $0) == UInt8(ascii: "#") }
    }
    let quotes = triple ? 3 : 1
    let closes = (0..<quotes).allSatisfy { byte($0) == UInt8(ascii: "\"") } && followedByHashes(quotes)
    if closes || (byte() == 0x0A && !triple) {
      literals.append(.init(line: began, text: String(decoding: texts.removeLast(), as: UTF8.self)))
      modes.removeLast()
      if closes { take(quotes + hashes, asCode: true) }
    } else if byte() == UInt8(ascii: "\\"), followedByHashes(1) {
      texts[texts.count - 1].append(0x20)
      if byte(1 + hashes) == UInt8(ascii: "(") {
        take(1 + hashes, asCode: false)
        take(1, asCode: true)
        modes.append(.code(open: 1))
      } else {
        take(2 + hashes, asCode: false)
      }
    } else {
      texts[texts.count - 1].append(byte())
      take(1, asCode: false)
    }
  }
}
