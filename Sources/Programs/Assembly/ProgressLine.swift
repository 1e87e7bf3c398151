// One line on a terminal that shows how far a long job has come, and the wish to stop it.

package import Exchange
import Foundation
package import Kernel
package import Synchronization

/// Set by Ctrl-C; the job ends behind its next transaction.
package let stopIsWished = Atomic<Bool>(false)

/// The exit code of what Ctrl-C ended: the shell's for the signal, so that a script does not take it as done.
package let interruptedExit: Int32 = 130

/// Ctrl-C asks once; a second one ends the program at once, which loses nothing that was reported as stored.
package func stopOnInterrupt() {
  signal(SIGINT) { _ in
    if stopIsWished.exchange(true, ordering: .relaxed) { _exit(interruptedExit) }
  }
}

/// Redrawn in place on a terminal, silent elsewhere.
package struct ProgressLine {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let language: Kernel.Language

  package init(_ language: Kernel.Language) { self.language = language }

  package func show(_ progress: ImportProgress) {
    guard isTerminal else { return }
    let share = progress.totalBytes == 0 ? 1 : Double(progress.doneBytes) / Double(progress.totalBytes)
    let filled = Int(share * 24)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    let rows = Text(zh: "\(grouped(progress.rows)) 行", en: "\(grouped(progress.rows)) rows")(language)
    draw(
      "[\(progress.fileNumber)/\(progress.fileCount)] \(progress.file) \(bar) \(Int(share * 100))% \(rows)")
  }

  package func show(_ text: String) { if isTerminal { draw(text) } }

  package func clear() { if isTerminal { draw("") } }

  private func draw(_ text: String) {
    FileHandle.standardError.write(Data("\r\u{1B}[2K\(text)".utf8))
  }
}
