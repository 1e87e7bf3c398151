// A checked rule made ready to run over rows.

package import RuleValues

/// One step of a macro, told to who watches an evaluation: which element, and what came out for it.
package struct Observation: Sendable {
  /// The id of the comprehension node.
  package let node: Int
  package let kind: Comprehension
  package let element: Value
  /// The step's result; the filter's `false` where `map(x, filter, step)` passed the element over.
  package let result: Value
}

/// Names are resolved and constants computed once, when the program is made; it can then run any number of
/// times, also at the same time.
package struct Program: Sendable {
  private let root: any Step
  private let variables: [String]
  private let cellCount: Int
  private let givenCells: [Int]

  /// **Problems**: none; what can't be computed faults when it is reached.
  package init(_ rule: CheckedRule, vocabulary: Vocabulary) {
    var planner = Planner(rule, vocabulary)
    root = planner.step(for: rule.root)
    variables = planner.variables
    (cellCount, givenCells) = (planner.cellCount, [])
  }

  /// One part of a rule, alone; what the macros around it name is given to `run`.
  package init(_ rule: CheckedRule, part: Expression, within names: [MacroName], vocabulary: Vocabulary) {
    var planner = Planner(rule, vocabulary, within: names)
    root = planner.step(for: part)
    variables = planner.variables
    (cellCount, givenCells) = (planner.cellCount, planner.givenCells)
  }

  /// The names that an evaluation looks up, each once.
  package var names: [String] { variables }

  /// The rule's value for the row that `lookup` speaks of.
  ///
  /// `observer` hears every step of every macro that was computed without a fault, in order; it can't see
  /// steps that were not needed. `budget` bounds the steps of macros, and with them the time.
  ///
  /// **Problems**: the first fault that decides the result.
  package func evaluate(
    _ lookup: (String) -> Value?, observing observer: ((Observation) -> Void)? = nil, budget: Int = 1_000_000
  ) throws(EvaluationFault) -> Value {
    var frame = Frame(cellCount: cellCount, budget: budget, observer: observer)
    return try value(&frame, lookup)
  }

  private func value(_ frame: inout Frame, _ lookup: (String) -> Value?) throws(EvaluationFault) -> Value {
    for (place, name) in variables.enumerated() { frame.cells[place] = lookup(name) }
    let value = try root.value(&frame)
    if frame.budget < 0 { throw EvaluationFault(.budgetSpent, at: root.span) }
    return value
  }

  /// The value for somebody who reads it.
  ///
  /// **Problems**: those of `evaluate`; also `rule.tooLarge` for a value whose text nobody could read.
  package func readable(_ lookup: (String) -> Value?) throws(EvaluationFault) -> Value {
    let value = try evaluate(lookup)
    guard !value.isLonger(than: 2_000_000) else { throw EvaluationFault(.tooLarge, at: root.span) }
    return value
  }

  /// The same for a rule that answers true or false.
  package func holds(
    _ lookup: (String) -> Value?, observing observer: ((Observation) -> Void)? = nil, budget: Int = 1_000_000
  ) throws(EvaluationFault) -> Bool {
    let value = try evaluate(lookup, observing: observer, budget: budget)
    guard case .bool(let truth) = value else {
      throw EvaluationFault(.noOverload(function: "bool", types: value.typeName), at: root.span)
    }
    return truth
  }

  /// The value of a part, for the elements that the macros around it are at; pays from the budget.
  package func run(
    _ lookup: (String) -> Value?, elements: [Value], budget: inout Int
  ) throws(EvaluationFault) -> Value {
    var frame = Frame(cellCount: cellCount, budget: budget)
    for (cell, element) in zip(givenCells, elements) { frame.cells[cell] = element }
    defer { budget = frame.budget }
    return try value(&frame, lookup)
  }
}
