// The households of `shouwang cel bench` as JSON lines, for other engines.

import Foundation
import Kernel

extension BenchHouseholds {
  /// One household a line, numbered from 1.
  func write(to path: String) throws(Problem) {
    do {
      try Data().write(to: URL(fileURLWithPath: path))
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      defer { try? file.close() }
      for start in stride(from: 0, to: count, by: 1_000) {
        let lines = (start..<min(start + 1_000, count)).map { line($0) + "\n" }
        try file.write(contentsOf: Data(lines.joined().utf8))
      }
    } catch {
      throw Problem(
        "program.bench.export", .unavailable, zh: "无法写入 \(path)。", en: "\(path) cannot be written.")
    }
  }

  private func line(_ household: Int) -> String {
    let members = (Int(offsets[household])..<Int(offsets[household + 1])).map { member in
      JSONText.object([
        "age": String(ages[member]), "disabled": truth(disabled[member]), "working": truth(working[member]),
        "alive": truth(alive[member]),
      ])
    }
    return JSONText.object([
      "id": String(household + 1), "members": JSONText.array(members),
      "income_per_capita": String(incomes[household]), "minimum_living": truth(grants[household]),
      "medical_paid": String(medicalBills[household]), "tuition": String(tuitions[household]),
      "water_safe": truth(safeWaters[household]), "house_grade": String(grades[household]),
    ])
  }

  private func truth(_ bit: UInt8) -> String { bit == 1 ? "true" : "false" }
}
