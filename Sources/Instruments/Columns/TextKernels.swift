// Texts as numbers, and tests that are computed once for each text.

import RuleLanguage
import RuleValues

/// The texts that a run has met. They are numbered as they come, so that a dictionary of a million number
/// plates costs nothing until its rows are read.
struct MachineTexts {
  var book = TextBook()
  var constants = Constants([:])
  /// By field: the number of each dictionary entry, -1 before it was met.
  var translations: [[Int64]]
  /// By test: its answer for each text.
  var answers: [[Answer]]

  enum Answer {
    case unknown, error
    case value(Int64)
  }

  init(fields: Int, tests: Int) {
    translations = Array(repeating: [], count: fields)
    answers = Array(repeating: [], count: tests)
  }

  mutating func answer(_ test: Int, _ text: Int, _ program: Program) -> Answer {
    if answers[test].count < book.texts.count {
      answers[test] += Array(repeating: .unknown, count: book.texts.count - answers[test].count)
    }
    if case .unknown = answers[test][text] {
      let word = Value.string(book.texts[text])
      let values = constants.values
      switch try? program.evaluate({ name in name == TextTest.variable ? word : values[name] }) {
      case .bool(let value)?: answers[test][text] = .value(value ? 1 : 0)
      case .int(let value)?: answers[test][text] = .value(value)
      default: answers[test][text] = .error
      }
    }
    return answers[test][text]
  }
}

extension Machine {
  /// A column's codes as the run's numbers of texts.
  mutating func translate(_ column: Lane, of node: Int, _ out: Scratch, _ count: Int) -> Lane {
    guard case .field(let field) = graph.nodes[node].operation else { preconditionFailure("a text field") }
    let (codes, numbers) = (column.pointer(to: Int32.self), out.words)
    let dictionary = pinned.fields[field].dictionary
    guard !dictionary.isEmpty else {
      numbers.update(repeating: 0, count: count)
      return .words(numbers, bad: column.bad)
    }
    if texts.translations[field].isEmpty {
      texts.translations[field] = Array(repeating: -1, count: dictionary.count)
    }
    for row in 0..<count {
      let code = Int(codes[row])
      var number = texts.translations[field][code]
      if number < 0 {
        number = Int64(texts.book.code(of: dictionary[code]))
        texts.translations[field][code] = number
      }
      numbers[row] = number
    }
    return .words(numbers, bad: column.bad)
  }

  private func numbers(_ lane: Lane, _ room: Scratch, _ count: Int) -> UnsafePointer<Int64> {
    guard case .rows(let numbers) = lane.operand(Int64.self, room, count) else {
      preconditionFailure("a constant text is written out for each row")
    }
    return numbers
  }

  /// Texts in the order of their bytes.
  func compareTexts(_ comparison: Comparison, _ left: Lane, _ right: Lane, _ out: Scratch, _ count: Int)
    -> Lane
  {
    let (a, b) = (numbers(left, rooms.0, count), numbers(right, rooms.1, count))
    let bad = errors(left, right, out.bad, count)
    for row in 0..<count {
      guard bad?[row] != 1 else {
        out.bytes[row] = 0
        continue
      }
      let (first, second) = (texts.book.texts[Int(a[row])], texts.book.texts[Int(b[row])])
      let holds =
        switch comparison {
        case .equal: a[row] == b[row]
        case .notEqual: a[row] != b[row]
        case .less: first.utf8.lexicographicallyPrecedes(second.utf8)
        case .lessOrEqual: !second.utf8.lexicographicallyPrecedes(first.utf8)
        case .greater: second.utf8.lexicographicallyPrecedes(first.utf8)
        case .greaterOrEqual: !first.utf8.lexicographicallyPrecedes(second.utf8)
        }
      out.bytes[row] = holds ? 1 : 0
    }
    return .bytes(out.bytes, bad: bad)
  }

  /// A test's answers for texts.
  mutating func textTest(_ test: Int, _ one: Lane, _ kind: Kind, _ out: Scratch, _ count: Int) -> Lane {
    let (numbers, program) = (numbers(one, rooms.0, count), graph.textTests[test].program)
    var hasErrors = one.bad != nil
    for row in 0..<count {
      var value: Int64 = 0
      out.bad[row] = one.bad?[row] ?? 0
      if out.bad[row] == 0 {
        switch texts.answer(test, Int(numbers[row]), program) {
        case .value(let answer): value = answer
        case .error, .unknown: (out.bad[row], hasErrors) = (1, true)
        }
      }
      if kind == .bool { out.bytes[row] = UInt8(value) } else { out.words[row] = value }
    }
    let bad = hasErrors ? UnsafePointer(out.bad) : nil
    return kind == .bool ? .bytes(out.bytes, bad: bad) : .words(out.words, bad: bad)
  }
}

/// Texts are told apart by their code points, as the rule language does; Swift's own equality of strings is
/// wider.
struct TextBook {
  private(set) var texts: [String] = []
  private var codes: [Key: Int] = [:]

  /// The text's number, a new one where it was not known.
  mutating func code(of text: String) -> Int {
    let key = Key(text: text)
    if let code = codes[key] { return code }
    codes[key] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  private struct Key: Hashable {
    let text: String

    static func == (left: Key, right: Key) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }
}
