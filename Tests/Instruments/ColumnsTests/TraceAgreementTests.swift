// Random rules over random rows: a trace says what the interpreter says, and its reasons hold by themselves.
import Columns
import RuleLanguage
import RuleTelling
import RuleValues
import Testing

@Suite struct TraceAgreementTests {
  private struct Subject {
    let rules: [CheckedRule]
    let vocabulary: Vocabulary
    let context: RowContext
    let derived: [DerivedField]

    init(seed: Int) {
      var grammar = RuleGrammar(seed, Town.vocabulary)
      derived = grammar.derivedFields(8)
      let scope: RuleGrammar.Scope = [("household", .record(Town.subject))]
      rules = (0..<24).map { grammar.rule(.bool, scope, depth: 2 + $0 % 4) }
      vocabulary = grammar.vocabulary
      var chance = grammar.chance
      let frame = Town.frame(households: 6, calm: seed % 2 == 0, &chance)
      context = RowContext(
        frame: frame, derived: derived, constants: Town.constants(&chance), vocabulary: vocabulary)
    }

    func lookup(_ row: Int) -> (String) -> Value? {
      { [context] in $0 == "household" ? .record(context.record(Town.subject, row)) : context.constants[$0] }
    }

    /// Calls `look` with every rule and row that can be traced, and with the interpreter's answer.
    func each(_ look: (Trace, Result<Value, EvaluationFault>) -> Void) {
      let tracer = Tracer(vocabulary: vocabulary) { record, field in
        derived.first { $0.record == record && $0.name == field }.map {
          TracedField(variable: $0.variable, rule: $0.rule, vocabulary: vocabulary)
        }
      }
      for rule in rules {
        let program = Program(rule, vocabulary: vocabulary)
        for row in 0..<6 {
          guard let trace = try? tracer.trace(rule, budget: 200_000, lookup(row)) else { continue }
          look(trace, Result { () throws(EvaluationFault) in try program.evaluate(lookup(row)) })
        }
      }
    }
  }

  @Test(arguments: 1...20) func aTraceSaysWhatTheInterpreterSays(seed: Int) {
    var count = 0
    Subject(seed: seed).each { trace, answer in
      count += 1
      switch (trace.outcome, answer) {
      case (.success(let own), .success(let value)):
        #expect(own == value || own.description == value.description, "\(trace.rule.source)")
      case (.failure(let own), .failure(let fault)): #expect(own == fault, "\(trace.rule.source)")
      default: Issue.record("seed \(seed): \(trace.outcome), not \(answer)\n\(trace.rule.source)")
      }
    }
    #expect(count > 100)
  }

  @Test(arguments: 1...20) func theReasonsAloneAreEnough(seed: Int) {
    var count = 0
    Subject(seed: seed).each { trace, _ in
      guard let reason = trace.reason else { return }
      count += 1
      #expect(TraceAgreementTests.stands(reason), "seed \(seed)\n\(trace.rule.source)")
    }
    #expect(count > 30)
  }

  /// Whether the value follows from the reasons that are told, without a look at what is not told.
  private static func stands(_ reason: Reason) -> Bool {
    guard reason.because.allSatisfy(stands) else { return false }
    let below = reason.because.map(\.value)
    switch reason.trace.parts {
    case .junction(let decisive, _, _):
      let truths = below.compactMap(\.truth)
      return reason.value.truth == decisive ? truths.contains(decisive) : truths == [!decisive, !decisive]
    case .negation: return below.compactMap(\.truth) == [reason.value.truth == false]
    case .choice where reason.value.truth != nil:
      return below.count == 2 && below[1].truth == reason.value.truth
    case .derived, .same: return below.count == 1 && below[0].description == reason.value.description
    case .comparison:
      guard let (left, sign, right) = reason.operands else { return false }
      return reason.value.truth == holds(left, sign, right)
    case .loop(let kind, _, let turns) where [.all, .exists, .existsOne].contains(kind):
      let truths = reason.because.filter { $0.element != nil }.compactMap(\.value.truth)
      switch (kind, reason.value.truth) {
      case (.exists, true), (.all, false): return truths.contains(kind == .exists)
      case (.existsOne, true): return truths == [true]
      case (.existsOne, _): return truths.count { $0 } != 1
      default: return truths.count == turns.count && !truths.contains(kind == .exists)
      }
    default: return true
    }
  }

  @Test func movingTheLeftSideByTheDistanceTurnsTheComparison() {
    var count = 0
    for seed in 1...20 {
      Subject(seed: seed).each { trace, _ in
        for condition in trace.missing ?? [] {
          guard let distance = condition.distance else { continue }
          count += 1
          let moved = TraceAgreementTests.moved(distance)
          #expect(moved.map { TraceAgreementTests.holds($0, distance.sign, distance.right) } ?? true)
          #expect(!TraceAgreementTests.holds(distance.left, distance.sign, distance.right))
          #expect(condition.trace.isTrue == !condition.wanted)
        }
      }
    }
    #expect(count > 150)
  }

  @Test func ifEveryMissingConditionTurnsTheRuleTurns() {
    var count = 0
    for seed in 1...20 {
      Subject(seed: seed).each { trace, _ in
        guard trace.isTrue == false, let missing = trace.missing else { return }
        let places = Set(missing.map { Place($0.trace, $0.elements) })
        guard let truth = TraceAgreementTests.truth(trace, turning: places, []) else { return }
        count += 1
        #expect(truth, "seed \(seed)\n\(trace.rule.source)")
      }
    }
    #expect(count > 200)
  }

  /// A condition, for the elements around it.
  private struct Place: Hashable {
    let words: String

    init(_ trace: Trace, _ elements: [Value]) {
      let rows = elements.map { element in
        RowContext.place(of: element).map { "\($0.table) \($0.row)" } ?? element.description
      }
      words = "\(trace.rule.source)#\(trace.node.id)#\(rows)"
    }
  }

  /// What a trace comes to when those conditions are the other way round.
  private static func truth(_ trace: Trace, turning turned: Set<Place>, _ elements: [Value]) -> Bool? {
    if turned.contains(Place(trace, elements)) { return trace.isTrue.map { !$0 } }
    func next(_ part: Trace) -> Bool? { truth(part, turning: turned, elements) }
    switch trace.parts {
    case .junction(let decisive, let left, let right):
      let sides = [next(left), next(right)]
      return sides.contains(decisive) ? decisive : sides.contains(nil) ? nil : !decisive
    case .negation(let operand): return next(operand).map { !$0 }
    case .choice(let condition, let taken, let other):
      guard let yes = next(condition) else { return nil }
      return (yes == condition.isTrue ? taken : other).flatMap(next)
    case .same(let own): return next(own)
    case .derived(let record, let own):
      let isElement = elements.last.flatMap { RowContext.place(of: $0) }
        .map { $0 == RowContext.place(of: .record(record)) ?? ("", -1) }
      return truth(own, turning: turned, isElement == true ? elements : elements + [.record(record)])
    case .loop(let kind, _, let turns) where [.all, .exists, .existsOne].contains(kind):
      let truths = turns.map { turn in
        turn.step.flatMap { truth($0, turning: turned, elements + [turn.element]) }
      }
      // Elements that are the same turn together, and "exactly one" with them: nothing to say here.
      if kind == .existsOne { return nil }
      let decisive = kind == .exists
      return truths.contains(decisive) ? decisive : truths.contains(nil) ? nil : !decisive
    default: return trace.isTrue
    }
  }

  private static func moved(_ distance: Distance) -> Value? {
    switch (distance.left, distance.amount) {
    case (.int(let left), .int(let amount)):
      let (sum, isOver) =
        distance.rises ? left.addingReportingOverflow(amount) : left.subtractingReportingOverflow(amount)
      return isOver ? nil : .int(sum)
    case (.timestamp(let left), .duration(let amount)):
      let (seconds, nanos) = carried(left.seconds, left.nanos, amount, distance.rises)
      return .timestamp(Timestamp(seconds: seconds, nanos: nanos))
    case (.duration(let left), .duration(let amount)):
      let (seconds, nanos) = carried(left.seconds, left.nanos, amount, distance.rises)
      return .duration(TimeSpan(seconds: seconds, nanos: nanos))
    default: return nil
    }
  }

  private static func carried(
    _ seconds: Int64, _ nanos: Int32, _ amount: TimeSpan, _ rises: Bool
  ) -> (Int64, Int32) {
    let sign: Int128 = rises ? 1 : -1
    let own = Int128(seconds) * 1_000_000_000 + Int128(nanos)
    let all = own + sign * (Int128(amount.seconds) * 1_000_000_000 + Int128(amount.nanos))
    var (whole, rest) = all.quotientAndRemainder(dividingBy: 1_000_000_000)
    if rest < 0, own >= 0 || all < 0 { (whole, rest) = (whole - 1, rest + 1_000_000_000) }
    return (Int64(whole), Int32(rest))
  }

  private static func holds(_ left: Value, _ sign: String, _ right: Value) -> Bool {
    if sign == "_==_" || sign == "_!=_" { return (left == right) == (sign == "_==_") }
    switch (sign, try? left.order(to: right, for: sign)) {
    case ("_<_", .less), ("_<=_", .less), ("_<=_", .equal), ("_>_", .greater), ("_>=_", .greater),
      ("_>=_", .equal):
      return true
    default: return false
    }
  }
}

extension Value {
  fileprivate var truth: Bool? { if case .bool(let truth) = self { truth } else { nil } }
}
