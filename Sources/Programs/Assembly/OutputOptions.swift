// Files that a command writes where somebody names them: what stands there is not written over unasked.

package import ArgumentParser
import Foundation
package import Kernel

package struct OutputOptions: ParsableArguments {
  @Flag(help: "已有的文件可以覆盖 / a file that is there may be overwritten.")
  package var overwrite = false

  package init() {}

  /// Asked before the work, so that nothing is journalled as taken out that then cannot be kept.
  /// **Problems**: `program.output.exists`.
  package func demandRoom(at path: String) throws(Problem) {
    guard !overwrite, FileManager.default.fileExists(atPath: path) else { return }
    throw Problem(
      "program.output.exists", .conflict,
      zh: "文件 \(path) 已经存在，没有改动。请换一个名称；确定要覆盖时加 --overwrite。",
      en: "There is a file \(path) already; it was left as it is. Name another one, or add --overwrite to "
        + "write over it.", details: ["path": path])
  }

  /// **Problems**: `program.output.exists`, `program.output.unwritable`.
  package func write(_ bytes: [UInt8], to path: String) throws(Problem) {
    // Looked at by the writing itself too: another program may have been quicker than the work was.
    let options: Data.WritingOptions = overwrite ? .atomic : .withoutOverwriting
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: options)
    } catch {
      try demandRoom(at: path)
      throw Problem(
        "program.output.unwritable", .unavailable, zh: "无法写入文件：\(path)",
        en: "The file \(path) cannot be written.",
        details: ["path": path])
    }
  }
}
