// Everything that the figures can refuse.

package import Kernel

package enum IndicatorProblems {
  package static func unknown(_ code: String, nearest: String?) -> Problem {
    Problem(
      "indicators.unknown", .notFound,
      zh: "没有代码为“\(code)”的指标\(nearest.map { "，是否指 \($0)？" } ?? "。")",
      en: "There is no figure \(code)\(nearest.map { "; did you mean \($0)?" } ?? ".")",
      details: nearest.map { ["figure": code, "nearest": $0] } ?? ["figure": code])
  }
}
