// Everything that the pages of the figures can refuse.

package import Kernel

package enum FigureProblems {
  /// The very same as for a place that there is not.
  static let place = Problem(
    "figures.place.unknown", .notFound, zh: "没有这个地方，或者它不在您的管辖范围内。",
    en: "There is no such place, or it is not within your jurisdiction.")

  static let tooFew = Problem(
    "figures.place.few", .notPermitted, zh: "村和村民小组的数字涉及户数太少，不对您的岗位显示。",
    en: "Numbers of single villages and groups stand for too few households to be shown to your post.")

  static let subject = Problem(
    "figures.subject", .notPermitted, zh: "这项指标所用的数据不属于您部门的业务。",
    en: "This figure rests on data that are not the business of your department.")

  static let loading = Problem(
    "figures.loading", .unavailable, zh: "指标正在计算，请稍等片刻再刷新。",
    en: "The figures are being computed; please reload in a moment.")

  package static func before(_ day: Day, first: Day) -> Problem {
    Problem(
      "figures.day.before", .invalid,
      zh: "\(day) 早于登记数据的起点（\(first)），那时的情况无从得知，请改正日期。",
      en: "\(day) is before anything that the register speaks of, which begins on \(first); correct the day.",
      details: ["day": "\(day)", "first": "\(first)"])
  }

  package static func kept(_ day: Day, on keptOn: Day) -> Problem {
    Problem(
      "figures.day.kept", .conflict,
      zh: "\(day) 的指标已于 \(keptOn) 存档；已印发的材料以它为准。确要重新存档请加 --again。",
      en:
        "The figures of \(day) were kept on \(keptOn), and papers rest on them; "
        + "to keep them anew say --again.",
      details: ["day": "\(day)"])
  }

  package static func future(_ day: Day, today: Day) -> Problem {
    Problem(
      "figures.day.future", .invalid, zh: "\(day) 晚于今天（\(today)），请改正日期。",
      en: "\(day) is later than today (\(today)); correct the day.", details: ["day": "\(day)"])
  }
}
