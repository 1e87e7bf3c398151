// Asking further with a value that may be missing, where the asking can be refused.

extension Optional {
  /// The answer for the value, nil where there is none. The standard `map` does not carry typed throws
  /// through.
  package func asking<Answer>(_ body: (Wrapped) throws(Problem) -> Answer) throws(Problem) -> Answer? {
    guard let self else { return nil }
    return try body(self)
  }

  /// The same where the answer may be missing too.
  package func asking<Answer>(_ body: (Wrapped) throws(Problem) -> Answer?) throws(Problem) -> Answer? {
    guard let self else { return nil }
    return try body(self)
  }
}
