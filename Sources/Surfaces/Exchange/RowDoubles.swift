// Which rows of a sheet are doubles: the number stands in another row that counts.

import Kernel
import Sheets

/// Found before the first row goes in, so that neither an interruption nor what the store knows already
/// changes which row of a file counts: the usable row of the lowest rank, and of those the first.
struct RowDoubles {
  private var losers: Set<Int> = []

  init() {}

  /// Looks through the sheet twice: for numbers that stand in several rows, then for the row that counts.
  /// - Parameters:
  ///   - number: what a row may not share with another, nil where it cannot be read.
  ///   - rank: of a row that can be stored, nil for one that will be refused anyway.
  init(
    _ sheet: Sheet, number: (borrowing SheetReader) -> Int64?, rank: (borrowing SheetReader) -> Int64?
  ) {
    let repeated = RowDoubles.repeated(sheet, number)
    guard !repeated.isEmpty else { return }
    var winners: [Int64: (rank: Int64, line: Int)] = [:]
    var reader = sheet.reader()
    while reader.next() {
      guard reader.fault == nil, let key = number(reader), repeated.contains(key), let rank = rank(reader)
      else { continue }
      guard let winner = winners[key] else {
        winners[key] = (rank, reader.line)
        continue
      }
      if rank < winner.rank {
        losers.insert(winner.line)
        winners[key] = (rank, reader.line)
      } else {
        losers.insert(reader.line)
      }
    }
  }

  func isLoser(line: Int) -> Bool { losers.contains(line) }

  private static func repeated(_ sheet: Sheet, _ number: (borrowing SheetReader) -> Int64?) -> Set<Int64> {
    var numbers: [Int64] = []
    var reader = sheet.reader()
    while reader.next() {
      if let key = number(reader) { numbers.append(key) }
    }
    numbers.sort()
    var repeated: Set<Int64> = []
    for (number, next) in zip(numbers, numbers.dropFirst()) where number == next { repeated.insert(number) }
    return repeated
  }
}
