// All that the room of papers can refuse.

import Kernel

enum PapersProblems {
  static func failed(_ reason: String) -> Problem {
    Problem(
      "papers.drawing.failed", .unavailable, zh: "文书未能生成 PDF：\(reason)",
      en: "The papers could not be drawn: \(reason).", details: ["reason": reason])
  }
}
