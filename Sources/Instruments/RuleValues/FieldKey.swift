// The name of a field with a number of its own, so that a record finds it without reading text.

import Synchronization

package struct FieldKey: Hashable, Sendable {
  package let text: String
  /// The same for the same text as long as the program runs, counted from 0; -1 where the name has no number.
  package let number: Int

  /// A name that some kind of record has: it gets a number, which is kept for good.
  package init(ofRecords text: String) {
    self.text = text
    number = Self.numbers.withLock { numbers in
      if let number = numbers[text] { return number }
      numbers[text] = numbers.count
      return numbers.count - 1
    }
  }

  /// Any name that stands in a rule. It gets no number, since rules may be written by strangers.
  package init(_ text: String) { (self.text, number) = (text, -1) }

  private static let numbers = Mutex<[String: Int]>([:])
}
