// All that making a synthetic city can refuse.

import Kernel

enum SimulationProblems {
  static func unwritable(_ path: String, error: Int32) -> Problem {
    Problem(
      "simulation.file.unwritable", .unavailable, zh: "无法写入 \(path)（系统错误 \(error)），请检查磁盘空间和权限",
      en: "Cannot write \(path) (system error \(error)); check disk space and permissions.",
      details: ["path": path, "errno": "\(error)"])
  }
}
