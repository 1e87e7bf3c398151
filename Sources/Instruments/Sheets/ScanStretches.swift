// Cuts sheets at line ends into stretches that threads read side by side.

import Glibc
import Kernel

/// A part of a sheet between two line ends.
struct Stretch: Sendable {
  let bytes: Range<Int>
  /// The line that begins it, and the row of the scan that its first row becomes.
  var line = 0
  var firstRow = 0
  /// How many rows it can hold: one a line.
  var rowLimit = 0
  /// Line ends by their bytes.
  var feeds = 0
  var returns = 0
}

extension SheetScan {
  /// Reads sheets whole, on several threads.
  /// **Shape**: one scan a sheet, in their order.
  package static func read(
    _ requests: [(sheet: Sheet, cells: [ScanCell])], threads: Int = 2, stretchBytes: Int = 2 << 20
  ) -> [SheetScan] {
    var stretches = requests.map { cut($0.sheet, bytes: stretchBytes) }
    let places = stretches.indices.flatMap { sheet in stretches[sheet].indices.map { (sheet, $0) } }
    let (sheets, ranges) = (requests.map(\.sheet), stretches.map { $0.map(\.bytes) })
    let counts = Shares.each(places.count, threads: threads) { place in
      let (sheet, number) = places[place]
      return lineEnds(sheets[sheet].bytes.base, ranges[sheet][number])
    }
    for ((sheet, number), count) in zip(places, counts) {
      (stretches[sheet][number].feeds, stretches[sheet][number].returns) = count
    }
    let scans = requests.indices.map { number in
      place(&stretches[number], of: requests[number].sheet)
      let limit = stretches[number].last.map { $0.firstRow + $0.rowLimit } ?? 0
      return SheetScan(requests[number].sheet, requests[number].cells, rowLimit: limit)
    }
    let placed = stretches
    let parts = Shares.each(places.count, threads: threads) { place in
      let (sheet, number) = places[place]
      var run = ScanRun(scans[sheet], placed[sheet][number])
      run.read(scans[sheet].cells)
      return (firstRow: placed[sheet][number].firstRow, rows: run.rows)
    }
    for (number, scan) in scans.enumerated() {
      scan.finish(zip(places, parts).filter { $0.0.0 == number }.map(\.1))
    }
    return scans
  }

  /// Stretches in order, without a gap. A sheet with a quote in it is one, since a quoted field may hold line
  /// ends.
  private static func cut(_ sheet: Sheet, bytes size: Int) -> [Stretch] {
    let (base, end) = (sheet.bytes.base, sheet.bytes.count)
    var from = sheet.firstRowOffset
    guard from < end else { return [] }
    let hasQuotes = memchr(base + from, 0x22, end - from) != nil
    var stretches: [Stretch] = []
    while from < end {
      var to = hasQuotes ? end : min(end, from + max(1, size))
      if to < end {
        to = LineScan.lineEnd(base, from: to, to: end)
        if to < end { to = LineScan.afterBreak(base, at: to, to: end) }
      }
      stretches.append(Stretch(bytes: from..<to))
      from = to
    }
    return stretches
  }

  /// Says for each stretch where its lines and rows begin.
  private static func place(_ stretches: inout [Stretch], of sheet: Sheet) {
    var (line, row) = (sheet.firstRowLine, 0)
    for number in stretches.indices {
      let stretch = stretches[number]
      // A return and a feed together end one line.
      let breaks =
        stretch.returns == 0
        ? stretch.feeds
        : LineScan.breaks(
          sheet.bytes, from: stretch.bytes.lowerBound, to: stretch.bytes.upperBound)
      let isLast = number == stretches.count - 1
      (stretches[number].line, stretches[number].firstRow) = (line, row)
      stretches[number].rowLimit = isLast ? breaks + 1 : breaks
      line += breaks
      row += stretches[number].rowLimit
    }
  }

  /// How many bytes are a line feed, and how many a return: eight bytes at a time, counted in byte lanes.
  private static func lineEnds(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> (Int, Int) {
    let (low, lanes): (UInt64, UInt64) = (0x7F7F_7F7F_7F7F_7F7F, 0x0101_0101_0101_0101)
    func zeroBytes(_ word: UInt64) -> UInt64 { ~(((word & low) &+ low) | word) >> 7 & lanes }
    func sum(_ counts: UInt64) -> Int {
      (0..<8).reduce(0) { $0 + Int(counts >> UInt64($1 * 8) & 0xFF) }
    }
    var (feeds, returns) = (0, 0)
    var at = range.lowerBound
    while at &+ 8 <= range.upperBound {
      var (some, others): (UInt64, UInt64) = (0, 0)
      var rounds = 0
      while rounds < 255, at &+ 8 <= range.upperBound {
        let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
        some &+= zeroBytes(word ^ (lanes &* 0x0A))
        others &+= zeroBytes(word ^ (lanes &* 0x0D))
        at &+= 8
        rounds &+= 1
      }
      feeds += sum(some)
      returns += sum(others)
    }
    for place in at..<range.upperBound {
      feeds += base[place] == 0x0A ? 1 : 0
      returns += base[place] == 0x0D ? 1 : 0
    }
    return (feeds, returns)
  }
}
