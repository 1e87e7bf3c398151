// Which rows of a register of persons are doubles: the row with the smallest household number counts.
import Kernel
import Sheets

/// Found before the first row goes in, so that an interrupted import decides as an uninterrupted one would.
struct PersonDoubles {
  private var losers: Set<Int> = []

  init() {}

  /// Looks through the sheet twice: for numbers that stand in several rows, then for the row that counts.
  /// - Parameter usable: The household of a row that can be stored, nil for one that will be refused anyway.
  init(_ sheet: Sheet, id column: Int, usable: (borrowing SheetReader) -> Int64?) {
    let repeated = PersonDoubles.repeatedNumbers(sheet, column: column)
    guard !repeated.isEmpty else { return }
    var winners: [UInt64: (household: Int64, line: Int)] = [:]
    var reader = sheet.reader()
    while reader.next() {
      guard let id = CitizenID.read(bytes: reader.bytes(column)).id, repeated.contains(id.packed),
        reader.fault == nil, let household = usable(reader)
      else { continue }
      guard let winner = winners[id.packed] else {
        winners[id.packed] = (household, reader.line)
        continue
      }
      if household < winner.household {
        losers.insert(winner.line)
        winners[id.packed] = (household, reader.line)
      } else {
        losers.insert(reader.line)
      }
    }
  }

  func isLoser(line: Int) -> Bool { losers.contains(line) }

  private static func repeatedNumbers(_ sheet: Sheet, column: Int) -> Set<UInt64> {
    var numbers: [UInt64] = []
    var reader = sheet.reader()
    while reader.next() {
      if let id = CitizenID.read(bytes: reader.bytes(column)).id { numbers.append(id.packed) }
    }
    numbers.sort()
    var repeated: Set<UInt64> = []
    for (number, next) in zip(numbers, numbers.dropFirst()) where number == next { repeated.insert(number) }
    return repeated
  }
}
