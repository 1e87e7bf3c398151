// What libFuzzer runs on every text that it makes up.

import RuleLanguage
import RuleValues

/// The names that a text may use; a text that only wonders about `x` would not get far.
private let vocabulary: Vocabulary = {
  var words = Vocabulary()
  words.records["Home"] = Vocabulary.RecordType(
    "Home",
    fields: [
      "n": .init(.int), "s": .init(.string), "d": .init(.double, always: false), "t": .init(.timestamp),
      "l": .init(.list(.record("Home"))), "o": .init(.optional(.int)), "m": .init(.map(.string, .int)),
    ])
  words.variables = [
    "h": .init(.record("Home")), "i": .init(.int), "u": .init(.uint), "b": .init(.bool), "x": .init(.dyn),
    "s": .init(.string), "list": .init(.list(.int)), "map": .init(.map(.string, .dyn)),
    "a.c": .init(.int, value: .int(7)), "span": .init(.duration), "bytes": .init(.bytes),
  ]
  return words
}()

private final class Home: Record {
  let typeName = "Home"
  private let depth: Int64

  init(depth: Int64) { self.depth = depth }

  func field(_ name: String) -> Value? {
    switch name {
    case "n": .int(depth)
    case "s": .string("家\(depth)")
    case "t": .timestamp(Timestamp(day: 20_000 + depth))
    case "l": .list(depth > 0 ? [.record(Home(depth: depth - 1)), .record(Home(depth: 0))] : [])
    case "o": .optional(depth > 1 ? .int(depth) : nil)
    case "m": .map(MapValue([(.string("n"), .int(depth))]))
    default: nil
    }
  }
}

private let values: [String: Value] = [
  "h": .record(Home(depth: 3)), "i": .int(-3), "u": .uint(.max), "b": .bool(true), "x": .double(.nan),
  "s": .string("é\u{301}中😀"), "list": .list([.int(1), .int(.min), .int(3)]),
  "map": .map(MapValue([(.string("k"), .null), (.string("n"), .list([.int(1)]))])),
  "span": .duration(TimeSpan(seconds: 90, nanos: 5)), "bytes": .bytes([0, 255, 65]),
]

@_cdecl("LLVMFuzzerTestOneInput")
public func runOneText(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  do throws(Complaints) {
    let rule = try Checker.check(text, vocabulary: vocabulary, most: 100_000)
    let printed = normalForm(of: rule.root)
    let again = try Checker.check(printed, vocabulary: vocabulary, most: 100_000)
    precondition(normalForm(of: again.root) == printed, "the normal form of a normal form is itself: \(text)")
    precondition(again.type == rule.type, "the normal form has the type of the text: \(text)")
    let (first, second) = (outcome(rule), outcome(again))
    precondition(first == second, "the normal form gives what the text gives: \(text): \(first) \(second)")
  } catch {
    // Laying out all of them would take longer than everything else.
    precondition(error.all.first?.rendered(in: error.source, .zh).isEmpty == false, "a refusal has words")
  }
  if let rule = try? Checker.parse(text, vocabulary: vocabulary) { _ = outcome(rule) }
  return 0
}

private func outcome(_ rule: CheckedRule) -> String {
  do throws(EvaluationFault) {
    let value = try Program(rule, vocabulary: vocabulary).evaluate({ values[$0] }, budget: 20_000)
    return String(value.description.prefix(1_000))
  } catch {
    return error.code
  }
}

/// The package manager gives an executable's entry a name of its own; from here libFuzzer takes over.
@_cdecl("RuleTexts_main")
public func runFuzzer(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  var (count, arguments) = (count, arguments)
  return runDriver(&count, &arguments, runOneText)
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ run: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt
