// Finds rows by number where numbers rise but for a few, as those of registers do.

/// Numbers that rise are kept as two lists and found by halving; what comes late goes into a dictionary.
struct NumberIndex: Sendable {
  private var numbers: [Int64] = []
  private var rows: [Int32] = []
  private var late: [Int64: Int32] = [:]

  init(capacity: Int) {
    numbers.reserveCapacity(capacity)
    rows.reserveCapacity(capacity)
  }

  /// Enters a number; where it was known before, that row stays and is answered.
  mutating func insert(_ number: Int64, row: Int32) -> Int32? {
    guard let last = numbers.last, number <= last else {
      numbers.append(number)
      rows.append(row)
      return nil
    }
    var place = 0
    if let found = self.row(of: number, near: &place) { return found }
    late[number] = row
    return nil
  }

  /// The number's row, nil where it is not known.
  /// - Parameter place: where the last search ended; numbers that follow each other are found at once.
  func row(of number: Int64, near place: inout Int) -> Int32? {
    if place < numbers.count, numbers[place] == number { return rows[place] }
    if place + 1 < numbers.count, numbers[place + 1] == number {
      place += 1
      return rows[place]
    }
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    if low < numbers.count, numbers[low] == number {
      place = low
      return rows[low]
    }
    return late.isEmpty ? nil : late[number]
  }
}
