// The 18-character citizen identity number of GB 11643, packed into one word.

/// An identity number: 17 digits and a check character.
/// **Source**: GB 11643; weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, remainder of 11 picks from
/// `10X98765432`.
package struct CitizenID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// 17 digits times 16 plus the value of the check character (X is 10).
  package let packed: UInt64

  /// What a text has against being a right number.
  package enum Fault: Equatable, Sendable {
    /// Not 17 digits and a digit or X: the text cannot be an identity number at all.
    case shape
    /// Right shape, wrong check character; the number is kept for what it says.
    case checkCharacter(expected: Character)
  }

  /// Reads a number; a wrong check character is told beside the number, a wrong shape is refused.
  /// Blanks around are ignored and a small x counts as X.
  package static func read(_ text: some StringProtocol) -> (id: CitizenID?, fault: Fault?) {
    Array(text.utf8).withUnsafeBytes { read(bytes: $0) }
  }

  /// The same from bytes, without making a string.
  package static func read(bytes: UnsafeRawBufferPointer) -> (id: CitizenID?, fault: Fault?) {
    var start = 0
    var end = bytes.count
    while start < end && bytes[start] == 0x20 { start += 1 }
    while end > start && bytes[end - 1] == 0x20 { end -= 1 }
    guard end - start == 18 else { return (nil, .shape) }
    var number: UInt64 = 0
    var sum = 0
    for index in 0..<17 {
      let digit = Int(bytes[start + index]) - 0x30
      guard digit >= 0, digit <= 9 else { return (nil, .shape) }
      number = number * 10 + UInt64(digit)
      sum += digit * Int(weights[index])
    }
    let last = bytes[start + 17]
    let given: Int
    switch last {
    case 0x30...0x39: given = Int(last) - 0x30
    case 0x58, 0x78: given = 10
    default: return (nil, .shape)
    }
    let id = CitizenID(packed: number << 4 | UInt64(given))
    let expected = checkValues[sum % 11]
    return (id, given == expected ? nil : .checkCharacter(expected: character(expected)))
  }

  /// The number of someone registered in `area` (six digits), with the right check character.
  package init?(area: Int, birth: Day, sequence: Int) {
    guard (100_000...999_999).contains(area), (0...999).contains(sequence) else { return nil }
    let number = UInt64(area) * 100_000_000_000 + UInt64(birth.compact) * 1_000 + UInt64(sequence)
    packed = number << 4 | UInt64(CitizenID.checkValue(of: number))
  }

  /// A number that was packed before; it is not checked again.
  package init(packed: UInt64) { self.packed = packed }

  /// Six digits of the place of first registration.
  package var area: Int { Int(number / 100_000_000_000) }
  /// The birth date that the number states, nil where it is no real day.
  package var birth: Day? {
    let date = Int(number / 1_000 % 100_000_000)
    return Day(year: date / 10_000, month: date / 100 % 100, day: date % 100)
  }
  package var sex: Sex { number % 2 == 1 ? .male : .female }
  package var hasRightCheck: Bool { CitizenID.checkValue(of: number) == Int(packed & 15) }

  package var text: String { padded(Int(number), 17) + String(CitizenID.character(Int(packed & 15))) }

  /// For every screen that has no reason to show it whole: the first six and the last four.
  package var masked: String { Mask.citizen(text) }

  /// A number that is printed by accident is printed in part.
  package var description: String { masked }

  package static func < (left: CitizenID, right: CitizenID) -> Bool { left.packed < right.packed }

  private var number: UInt64 { packed >> 4 }

  private static func checkValue(of number: UInt64) -> Int {
    var rest = number
    var sum = 0
    for weight in weights.reversed() {
      sum += Int(rest % 10) * Int(weight)
      rest /= 10
    }
    return checkValues[sum % 11]
  }

  private static func character(_ value: Int) -> Character { value == 10 ? "X" : Character(String(value)) }

  private static let weights: [UInt8] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  private static let checkValues = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2]
}

/// Sex as GB/T 2261.1 codes it.
package enum Sex: Int, Sendable {
  case male = 1
  case female = 2
}
