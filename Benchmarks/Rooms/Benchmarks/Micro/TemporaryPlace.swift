// Where benchmarks put their files: one folder, which `Benchmarks/micro` gives and removes.

import Foundation
import Glibc

enum TemporaryPlace {
  /// A path for a file of this program.
  static func file(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("shouwang-micro-\(getpid())-\(name)").path
  }

  static func remove(_ path: String) { unlink(path) }
}
