// A run as files: masks, roll-up and data quality, in the form that other engines are compared by.

package import Kernel
package import Registry
import Rules
import Sheets

package enum ScreeningExport {
  /// Writes `masks.csv`, `rollup.csv` and `dq.csv` into a folder that exists.
  package static func write(
    _ result: ScreeningResult, quality: [QualityLine], to folder: String
  ) throws(Problem) {
    try writeMasks(result, to: folder + "/masks.csv")
    try writeCounts(result, quality: quality, to: folder)
  }

  /// The roll-up and data quality alone.
  package static func writeCounts(
    _ result: ScreeningResult, quality: [QualityLine], to folder: String
  ) throws(Problem) {
    try writeRollUp(result, to: folder + "/rollup.csv")
    try writeQuality(quality, to: folder + "/dq.csv")
  }

  /// The masks alone, in order of household.
  package static func writeMasks(_ result: ScreeningResult, to path: String) throws(Problem) {
    let file = try SheetWriter(path: path, header: ["hid", "mask"])
    let masks = result.masks()
    let numbers = result.city.numbers
    var order = Array(numbers.indices)
    if zip(numbers, numbers.dropFirst()).contains(where: { $0 > $1 }) {
      order.sort { numbers[$0] < numbers[$1] }
    }
    for row in order {
      file.field(numbers[row])
      file.field(masks[row])
      try file.endRow()
    }
    try file.finish()
  }

  private static func writeRollUp(_ result: ScreeningResult, to path: String) throws(Problem) {
    let codes = result.library.rules.map { $0.code.lowercased() }
    let file = try SheetWriter(
      path: path, header: ["level", "code", "households", "persons", "hit", "candidates"] + codes)
    for count in result.placeCounts() {
      file.field(count.place.level.rawValue)
      file.field(count.place.short)
      for number in [count.households, count.persons, count.hit, count.candidates] { file.field(number) }
      for number in count.rules { file.field(number) }
      try file.endRow()
    }
    try file.finish()
  }

  private static func writeQuality(_ lines: [QualityLine], to path: String) throws(Problem) {
    let file = try SheetWriter(
      path: path, header: ["feed", "total", "malformed", "bad_check", "unknown", "duplicate", "accepted"])
    for line in lines {
      file.field(line.kind)
      for number in [line.total, line.malformed, line.badCheck, line.unknown, line.duplicate, line.accepted] {
        file.field(number)
      }
      try file.endRow()
    }
    try file.finish()
  }
}
