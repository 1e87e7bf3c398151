// The households that a group had in a run, with their living members, as a few bytes each.

/// **Shape**: for each household eight bytes of its number and two of its living members, low bytes first.
struct ScreenedGroup: Equatable {
  private(set) var bytes: [UInt8]

  private static let size = 10

  /// - Parameter bytes: What a store kept.
  init(bytes: [UInt8] = []) {
    precondition(bytes.count % ScreenedGroup.size == 0, "a group is kept as whole households")
    self.bytes = bytes
  }

  mutating func append(_ household: Int64, living: Int) {
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: household >> Int64(shift * 8))) }
    bytes.append(UInt8(truncatingIfNeeded: living))
    bytes.append(UInt8(truncatingIfNeeded: living >> 8))
  }

  /// Living members of a household, nil where it was not in the group.
  func living(_ household: Int64) -> Int? {
    place(of: household).map { Int(bytes[$0 + 8]) | Int(bytes[$0 + 9]) << 8 }
  }

  /// Enters a household, or the number of its living members; nil takes it out.
  mutating func set(_ household: Int64, living: Int?) {
    if let place = place(of: household) { bytes.removeSubrange(place..<place + ScreenedGroup.size) }
    if let living { append(household, living: living) }
  }

  /// The households, in the order in which they were entered.
  var numbers: [Int64] { stride(from: 0, to: bytes.count, by: ScreenedGroup.size).map(number) }

  private func number(at start: Int) -> Int64 {
    var number: Int64 = 0
    for shift in 0..<8 { number |= Int64(bytes[start + shift]) << Int64(shift * 8) }
    return number
  }

  private func place(of household: Int64) -> Int? {
    stride(from: 0, to: bytes.count, by: ScreenedGroup.size).first { number(at: $0) == household }
  }
}
