// All that a frame file can refuse.

package import Kernel

package enum SnapshotProblems {
  static func unreadable(_ path: String) -> Problem {
    Problem(
      "snapshots.file.unreadable", .unavailable, zh: "无法读取快照文件 \(path)。",
      en: "The snapshot \(path) cannot be read.", details: ["path": path])
  }

  static func foreign(_ path: String) -> Problem {
    Problem(
      "snapshots.file.foreign", .conflict, zh: "\(path) 不是本版本的快照文件。",
      en: "\(path) is no snapshot of this version.", details: ["path": path])
  }

  static func broken(_ path: String, _ what: String) -> Problem {
    Problem(
      "snapshots.file.broken", .conflict, zh: "快照文件 \(path) 已损坏（\(what)）。",
      en: "The snapshot \(path) is damaged (\(what)).", details: ["path": path, "part": what])
  }

  static func unwritable(_ path: String) -> Problem {
    Problem(
      "snapshots.file.unwritable", .unavailable, zh: "无法写入快照文件 \(path)，请检查权限和磁盘空间。",
      en: "The snapshot \(path) cannot be written; check the permissions and the disk.",
      details: ["path": path])
  }
}
