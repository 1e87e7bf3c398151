// What a node of the plan computes, and an instruction does.

import RuleLanguage
import RuleValues

/// What the values of a node are.
enum Kind: Hashable, Sendable {
  case bool, int
  /// A timestamp; unit: seconds since 1970-01-01.
  case moment
  /// A duration; unit: seconds.
  case span
  /// A number of the run's text book: equal texts have equal numbers.
  case text

  init?(_ type: CELType) {
    switch type {
    case .bool: self = .bool
    case .int: self = .int
    case .timestamp: self = .moment
    case .duration: self = .span
    case .string: self = .text
    default: return nil
    }
  }

  /// The range that a computed value has to lie in; what leaves it is an error, as in the interpreter.
  var limits: ClosedRange<Int64>? {
    switch self {
    case .moment: -62_135_596_800...253_402_300_799
    // What fits in 64 bits of nanoseconds.
    case .span: -9_223_372_036...9_223_372_036
    case .bool, .int, .text: nil
    }
  }
}

enum Comparison: Hashable, Sendable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  /// The comparison that says the same with its sides exchanged.
  var flipped: Comparison {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual: self
    }
  }
}

enum Arithmetic: Hashable, Sendable { case add, subtract, multiply, divide, modulo }

enum CalendarPart: String, Hashable, Sendable {
  case year = "getFullYear", month = "getMonth", date = "getDate", dayOfMonth = "getDayOfMonth"
  case dayOfYear = "getDayOfYear", dayOfWeek = "getDayOfWeek", hour = "getHours", minute = "getMinutes"
  case second = "getSeconds"
}

/// What a list of values is folded to.
enum Fold: Hashable, Sendable { case sum, least, greatest }

/// What a list of tests is folded to.
enum Quantifier: Hashable, Sendable { case any, all, one }

/// Child rows that a reduction runs over.
struct Choice: Hashable, Sendable {
  let domain: Int
  /// The operand that says which of the domain's rows; nil for all. An error in it is an error of the
  /// reduction.
  let keep: Int?

  func mapKeep(_ change: (Int) -> Int) -> Choice { Choice(domain: domain, keep: keep.map(change)) }
}

/// Operands are numbers: of nodes in the graph, of lanes once the graph is lowered to instructions.
/// A value that can't be computed is an error, marked in a mask beside the values; what each operation
/// does with errors of its operands is what the language says, and the same as in the interpreter.
enum Operation: Hashable, Sendable {
  /// One value for all rows, known when a run begins.
  case constant(Int)
  /// A constant, written out for each row.
  case splat(Int)
  /// A field of the row, an error where it has none.
  case field(Int)
  /// Does the row have the field? Never an error.
  case present(Int)
  /// A text field's codes as the run's numbers of texts. Made by lowering only.
  case translate(Int)
  /// What was found for the rows with child rows in a list, at all rows. Made by lowering only.
  case scatter(Int, list: Int)

  case compare(Comparison, Int, Int)
  case sameBool(Int, Int)
  case arithmetic(Arithmetic, Int, Int)
  /// The lesser or greater of two.
  case pairwise(Fold, Int, Int)

  case not(Int)
  case and(Int, Int)
  case or(Int, Int)
  case choose(Int, Int, Int)
  /// The second where the first is true, false elsewhere; unlike `and`, an error of the first stays an error.
  case narrow(Int, Int)
  /// True, an error where the operand is one.
  case sound(Int)
  /// Is the operand no error? Never an error itself.
  case settled(Int)

  /// A bool or int made of a text by the plan's text test of that number.
  case textTest(Int, Int)
  /// A comparison of two texts by their bytes.
  case compareText(Comparison, Int, Int)
  /// A part of a moment's date or time of day in UTC.
  case calendar(CalendarPart, Int)

  /// What the interpreter says of the plan's row part of that number, where `need` is true; what stands in
  /// the other rows must not be looked at. `need` is never an error; without it all rows are asked.
  case byRow(Int, need: Int?)

  /// The parent's value for each child row.
  case broadcast(Int)
  /// Over chosen child rows: how many there are, …
  case count(Choice)
  /// … whether a test holds for them, …
  case quantify(Quantifier, Choice, test: Int)
  /// … the sum or an extreme of their values, …
  case fold(Fold, Choice, value: Int)
  /// … and the place of the last, counted from the block's first child row; an error where none is chosen.
  case last(Choice)
  /// The value of the child row at that place.
  case pick(Int, at: Int, of: Int)
  /// The value that an earlier pass found for the row that a reference points to, an error where it has none.
  case gather(Int, reference: Int)

  /// The operation with each operand replaced, in order.
  func mapOperands(_ change: (Int) -> Int) -> Operation {
    switch self {
    case .constant, .field: self
    case .splat(let one): .splat(change(one))
    case .present(let field): .present(change(field))
    case .translate(let field): .translate(change(field))
    case .scatter(let one, let list): .scatter(change(one), list: list)
    case .compare(let comparison, let left, let right): .compare(comparison, change(left), change(right))
    case .sameBool(let left, let right): .sameBool(change(left), change(right))
    case .arithmetic(let kind, let left, let right): .arithmetic(kind, change(left), change(right))
    case .pairwise(let fold, let left, let right): .pairwise(fold, change(left), change(right))
    case .not(let one): .not(change(one))
    case .and(let left, let right): .and(change(left), change(right))
    case .or(let left, let right): .or(change(left), change(right))
    case .choose(let test, let yes, let no): .choose(change(test), change(yes), change(no))
    case .narrow(let keep, let test): .narrow(change(keep), change(test))
    case .sound(let one): .sound(change(one))
    case .settled(let one): .settled(change(one))
    case .textTest(let test, let one): .textTest(test, change(one))
    case .compareText(let comparison, let left, let right):
      .compareText(comparison, change(left), change(right))
    case .calendar(let part, let one): .calendar(part, change(one))
    case .byRow(let part, let need): .byRow(part, need: need.map(change))
    case .broadcast(let one): .broadcast(change(one))
    case .count(let rows): .count(rows.mapKeep(change))
    case .quantify(let quantifier, let rows, let test):
      .quantify(quantifier, rows.mapKeep(change), test: change(test))
    case .fold(let fold, let rows, let value): .fold(fold, rows.mapKeep(change), value: change(value))
    case .last(let rows): .last(rows.mapKeep(change))
    case .pick(let value, let place, let domain): .pick(change(value), at: change(place), of: domain)
    case .gather(let value, let reference): .gather(change(value), reference: reference)
    }
  }

  var operands: [Int] {
    var operands: [Int] = []
    _ = mapOperands { operand in
      operands.append(operand)
      return operand
    }
    return operands
  }

  /// The child rows that a reduction runs over.
  var chosenDomain: Int? {
    switch self {
    case .count(let rows), .quantify(_, let rows, _), .fold(_, let rows, _), .last(let rows): rows.domain
    default: nil
    }
  }
}
