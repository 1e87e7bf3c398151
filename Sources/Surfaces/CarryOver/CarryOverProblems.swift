// What the carrying over of an older ledger can refuse as a whole.

package import Kernel

package enum CarryOverProblems {
  static func columns(_ file: String, _ missing: [String]) -> Problem {
    let names = missing.joined(separator: " ")
    return Problem(
      "carryOver.sheet.columns", .invalid, zh: "\(file) 缺少列：\(names)。请把原台账的列名改成这些名字。",
      en: "\(file) lacks the columns \(names); give the columns of the older ledger these names.",
      details: ["columns": names])
  }

  /// How an interrupted run is told: the rows that are stored stay, and the same command goes on.
  static func interrupted(_ rows: Int) -> Problem {
    Problem(
      "carryOver.interrupted", .unavailable, zh: "已中断，\(rows) 行已办理；再次运行同一命令即可继续。",
      en: "Interrupted after \(rows) rows; run the same command again to go on.")
  }
}
