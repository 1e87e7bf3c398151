// The values and columns of a workbook, and the names that its sheets can have.

package import Kernel

/// One value of a workbook.
package enum WorkbookCell: Equatable, Sendable {
  /// Always a text, also where it looks like a formula or a number: `=1+1`, `00123`.
  case text(String)
  case number(Int64)
  /// A number with so many decimals, counted in units of the last of them: `7132` with 2 is 71.32.
  case decimal(Int64, decimals: Int)
  /// Yuan with two decimals.
  case money(Money)
  case day(Day)
  case empty

  /// `71.32`: units of the last decimal as a number is written.
  package static func written(_ units: Int64, decimals: Int) -> String {
    let digits = String(units.magnitude)
    let filled = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let tail = decimals == 0 ? "" : "." + filled.suffix(decimals)
    return (units < 0 ? "-" : "") + filled.dropLast(decimals) + tail
  }

  /// A text, or nothing.
  package static func text(orEmpty text: String?) -> WorkbookCell { text.map { .text($0) } ?? .empty }
  package static func day(orEmpty day: Day?) -> WorkbookCell { day.map { .day($0) } ?? .empty }
  package static func money(orEmpty money: Money?) -> WorkbookCell { money.map { .money($0) } ?? .empty }
}

/// One column of a workbook.
package struct WorkbookColumn: Equatable, Sendable {
  package let title: String
  /// Unit: characters of half width.
  package let width: Double

  package init(_ title: String, width: Double = 14) { (self.title, self.width) = (title, width) }
}

/// The names of the sheets of one workbook.
struct SheetNames {
  private var taken: Set<String> = []

  /// The name as spreadsheet programs take it: not empty, without signs of formulas, at most 31 UTF-16 units,
  /// each once whatever its case.
  mutating func next(_ wanted: String) -> String {
    let plain = wanted.filter {
      !"[]:*?/\\'".contains($0) && $0.unicodeScalars.allSatisfy { $0.value >= 0x20 }
    }
    let base = plain.isEmpty || plain.lowercased() == "history" ? "Sheet" : plain
    var name = SheetNames.cut(base, 31)
    var number = 1
    while !taken.insert(name.lowercased()).inserted {
      number += 1
      name = SheetNames.cut(base, 25) + " (\(number))"
    }
    return name
  }

  private static func cut(_ name: String, _ length: Int) -> String {
    var name = name
    while name.utf16.count > length { name.removeLast() }
    return name
  }
}
