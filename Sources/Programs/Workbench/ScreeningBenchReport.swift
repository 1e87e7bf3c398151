// What `shouwang bench screening` answers.

import Foundation
import Kernel
import Screening

extension ScreeningBench {
  func text(_ language: Language) -> String {
    let households = grouped(city.householdCount)
    let head = Text(
      zh: "\(households) 户，\(grouped(city.personIDs.count)) 人，读取用 \(decimal(loading.wall, 2)) 秒（不计入下表）。",
      en: "\(households) households, \(grouped(city.personIDs.count)) persons, "
        + "read in \(decimal(loading.wall, 2)) s (not counted below).")
    let heads: [Text] = [
      Text(zh: "毫秒", en: "milliseconds"), Text(zh: "次数", en: "times"), Text(zh: "最小", en: "min"),
      Text(zh: "中位", en: "median"), Text(zh: "p99", en: "p99"), Text(zh: "最大", en: "max"),
      Text(zh: "CPU 中位", en: "CPU median"),
    ]
    let rows = series.map { one in
      [one.title(language), grouped(one.times.count)]
        + [one.share(0), one.share(0.5), one.share(0.99), one.share(1), one.cpuMedian].map { decimal($0, 3) }
    }
    let table = TextTable.render([heads.map { $0(language) }] + rows)
    guard compared > 0 else { return head(language) + "\n\n" + table }
    let foot = Text(
      zh: "与逐户解释对照 \(grouped(compared)) 户，不一致 \(grouped(differing)) 户。",
      en: "\(grouped(compared)) households were judged one by one too; \(grouped(differing)) differ.")
    return head(language) + "\n\n" + table + "\n" + foot(language)
  }

  var json: String {
    let lines = series.map { one in
      JSONText.object([
        "name": JSONText.quoted(one.name), "times": String(one.times.count),
        "min_ms": decimal(one.share(0), 4), "median_ms": decimal(one.share(0.5), 4),
        "p99_ms": decimal(one.share(0.99), 4), "max_ms": decimal(one.share(1), 4),
        "cpu_median_ms": decimal(one.cpuMedian, 4),
      ])
    }
    return JSONText.object([
      "households": String(city.householdCount), "persons": String(city.personIDs.count),
      "as_of": JSONText.quoted(city.asOf.description), "loading_seconds": decimal(loading.wall, 3),
      "series": JSONText.array(lines), "oracle_compared": String(compared),
      "oracle_differing": String(differing),
    ])
  }
}

extension BenchSeries {
  fileprivate var cpuMedian: Double {
    let sorted = cpu.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}

private func decimal(_ number: Double, _ places: Int) -> String { String(format: "%.\(places)f", number) }
