// Everything that the briefings can refuse.

import Kernel

enum BriefingProblems {
  static let place = Problem(
    "briefings.place.unknown", .notFound, zh: "没有这个地区，或不在您的管辖范围内。",
    en: "There is no such place, or it is outside of yours.")

  /// The very same for a kind that there is not and for one of another level or line of work.
  static func kind(_ code: String, _ known: [String]) -> Problem {
    Problem(
      "briefings.kind.unknown", .notFound,
      zh: "这个地区没有您可以查看的材料“\(code)”"
        + (known.isEmpty ? "。" : "；可用：\(known.joined(separator: " "))。"),
      en: "There is no briefing \(code) of this place that you can see"
        + (known.isEmpty ? "." : "; there are \(known.joined(separator: " "))."), details: ["kind": code])
  }

  static func period(_ text: String, _ cadence: BriefingCadence) -> Problem {
    let example = cadence == .month ? "2022-12" : "2022-M11-12"
    return Problem(
      "briefings.period.unreadable", .invalid, zh: "周期“\(text)”无法识别，应写成 \(example)。",
      en: "The period \(text) cannot be read; write it as \(example).", details: ["period": text])
  }

  static func open(_ period: BriefingPeriod, last: BriefingPeriod) -> Problem {
    Problem(
      "briefings.period.open", .invalid,
      zh: "\(period) 到 \(period.last) 才结束；最近一个已结束的周期是 \(last)。",
      en: "\(period) ends on \(period.last) only; the last one that has ended is \(last).",
      details: ["period": "\(period)", "last": "\(last)"])
  }

  static let loading = Problem(
    "briefings.figures.loading", .unavailable, zh: "正在计算周期末和上期末的指标，请稍候一分钟再刷新。",
    en: "The figures of both days are being counted; please reload within a minute.")
}
