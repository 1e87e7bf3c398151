// The names of the functions that operators stand for.

/// The function names that operators parse to.
package enum Operator {
  package static let and = "_&&_", or = "_||_", not = "!_", conditional = "_?_:_"
  package static let equals = "_==_", notEquals = "_!=_", less = "_<_", lessOrEqual = "_<=_"
  package static let greater = "_>_", greaterOrEqual = "_>=_", in_ = "@in"
  package static let add = "_+_", subtract = "_-_", multiply = "_*_", divide = "_/_", modulo = "_%_"
  package static let negate = "-_", index = "_[_]"
  package static let optionalSelect = "_?._", optionalIndex = "_[?_]"
  /// Marks an element or an entry's value that is left out where there is none: `[?e]`, `{?k: v}`.
  package static let optionalEntry = "?_"
}
