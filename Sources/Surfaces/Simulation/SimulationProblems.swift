// All that making a synthetic city can refuse.

import Kernel

enum SimulationProblems {
  static func unwritable(_ path: String, error: Int32) -> Problem {
    Problem(
      "simulation.file.unwritable", .unavailable, zh: "无法写入 \(path)（系统错误 \(error)），请检查磁盘空间和权限",
      en: "Cannot write \(path) (system error \(error)); check disk space and permissions.",
      details: ["path": path, "errno": "\(error)"])
  }

  static func unreadable(_ file: String, at key: String, told: String) -> Problem {
    Problem(
      "simulation.calibration.unreadable", .invalid,
      zh: "校准文件 \(file) 的 \(key) 无法读取（\(told)）；完整的例子见 zhaotong.yaml",
      en: "\(key) of the calibration \(file) cannot be read (\(told)); zhaotong.yaml is a whole one.",
      details: ["file": file, "key": key])
  }

  static func value(_ file: String, at key: String, zh: String, en: String) -> Problem {
    Problem(
      "simulation.calibration.value", .invalid, zh: "校准文件 \(file) 的 \(key)：\(zh)",
      en: "\(key) of the calibration \(file): \(en).", details: ["file": file, "key": key])
  }

  static func division(_ file: String, line: Int, zh: String, en: String) -> Problem {
    Problem(
      "simulation.places.row", .invalid, zh: "区划文件 \(file) 第 \(line) 行：\(zh)",
      en: "Line \(line) of the places \(file): \(en).", details: ["file": file, "line": "\(line)"])
  }
}
