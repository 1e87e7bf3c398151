// What `shouwang cel bench` answers: rates, matches, and how far apart the two ways are.

import Foundation
import Kernel

struct BenchReport {
  let run: BenchRun
  let seed: UInt64
  let cores: Int
  let ways: [BenchWay]

  /// Whether all ways found the same number of households for each rule.
  var agrees: Bool { ways.allSatisfy { $0.matches == ways[0].matches } }

  /// Columnar over row by row, both on one thread, by CPU time.
  var ratio: Double { rate(ways[1], \.cpu) / rate(ways[0], \.cpu) }

  /// Households a second.
  private func rate(_ way: BenchWay, _ seconds: KeyPath<Elapsed, Double>) -> Double {
    Double(run.count * way.rounds) / max(way.elapsed[keyPath: seconds], 1e-9)
  }

  func text(_ language: Language) -> String {
    let (households, persons) = (grouped(run.count), grouped(run.memberCount))
    let (loading, compiling) = (decimal(run.loading.cpu, 3), decimal(run.compiling.cpu, 4))
    let head = Text(
      zh: "\(households) 户，\(persons) 人，种子 \(seed)，\(cores) 个处理器核。"
        + "生成并装入数据用 \(loading) 秒，编译规则用 \(compiling) 秒，均不计入下表。",
      en: "\(households) households, \(persons) persons, seed \(seed), \(cores) cores. "
        + "Making and loading them took \(loading) s, compiling the rules \(compiling) s; not counted below.")
    let times = decimal(ratio, 1)
    let foot =
      agrees
      ? Text(
        zh: "各种方式找出的户数一致。单线程下，按列计算的速度是逐户计算的 \(times) 倍（按处理器时间）。",
        en: "All ways find the same. On one thread, columns are \(times) times as fast as rows (CPU time).")
      : Text(
        zh: "各种方式找出的户数不一致，结果不可用。", en: "The ways do not find the same: the figures are void.")
    return head(language) + "\n\n" + rates(language) + "\n" + matches(language) + "\n" + foot(language)
  }

  private func rates(_ language: Language) -> String {
    let heads = [
      Text(zh: "方式", en: "way"), Text(zh: "线程", en: "threads"), Text(zh: "轮次", en: "rounds"),
      Text(zh: "判断/CPU 秒", en: "evaluations/CPU s"), Text(zh: "判断/秒", en: "evaluations/s"),
      Text(zh: "户/CPU 秒", en: "households/CPU s"), Text(zh: "户/秒", en: "households/s"),
    ]
    let rows = ways.map { way in
      let (cpu, wall) = (rate(way, \.cpu), rate(way, \.wall))
      let rules = Double(BenchRules.all.count)
      return [way.kind.title(language), String(way.threads), grouped(way.rounds)]
        + [cpu * rules, wall * rules, cpu, wall].map { grouped(Int($0)) }
    }
    return TextTable.render([heads.map { $0(language) }] + rows)
  }

  private func matches(_ language: Language) -> String {
    let heads = [Text(zh: "规则", en: "rule")(language)] + ways.map { $0.kind.title(language) }
    let rows = BenchRules.all.enumerated().map { number, rule in
      [rule.name(language)] + ways.map { grouped($0.matches[number]) }
    }
    return TextTable.render([heads] + rows)
  }

  var json: String {
    let ways = ways.map { way in
      let (cpu, wall) = (rate(way, \.cpu), rate(way, \.wall))
      let rules = Double(BenchRules.all.count)
      return JSONText.object([
        "way": JSONText.quoted(way.kind.rawValue), "threads": String(way.threads),
        "rounds": String(way.rounds), "cpu_seconds": decimal(way.elapsed.cpu, 6),
        "wall_seconds": decimal(way.elapsed.wall, 6), "evaluations_per_second": decimal(cpu * rules, 0),
        "households_per_second": decimal(cpu, 0), "wall_evaluations_per_second": decimal(wall * rules, 0),
        "wall_households_per_second": decimal(wall, 0),
        "matches": JSONText.array(way.matches.map(String.init)),
      ])
    }
    return JSONText.object([
      "households": String(run.count), "persons": String(run.memberCount), "seed": String(seed),
      "cores": String(cores), "loading_seconds": decimal(run.loading.cpu, 6),
      "compiling_seconds": decimal(run.compiling.cpu, 6), "ways": JSONText.array(ways),
      "ratio": decimal(ratio, 3), "agrees": String(agrees),
    ])
  }
}

extension BenchWay.Kind {
  fileprivate func title(_ language: Language) -> String {
    switch self {
    case .rows: Text(zh: "逐户", en: "rows")(language)
    case .columns: Text(zh: "按列", en: "columns")(language)
    case .columnsOnAllCores: Text(zh: "按列（全部核）", en: "columns, all cores")(language)
    }
  }
}

private func decimal(_ number: Double, _ places: Int) -> String { String(format: "%.\(places)f", number) }
