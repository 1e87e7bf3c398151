// One line on a terminal that shows how far a long job has come, and the wish to stop it.

import Exchange
import Foundation
import Kernel
import Synchronization

/// Set by Ctrl-C; the job ends behind its next transaction.
let stopIsWished = Atomic<Bool>(false)

/// Ctrl-C asks once; a second one ends the program at once, which loses nothing that was reported as stored.
func stopOnInterrupt() {
  signal(SIGINT) { _ in
    if stopIsWished.exchange(true, ordering: .relaxed) { _exit(130) }
  }
}

/// Redrawn in place on a terminal, silent elsewhere.
struct ProgressLine {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let language: Kernel.Language

  init(_ language: Kernel.Language) { self.language = language }

  func show(_ progress: ImportProgress) {
    guard isTerminal else { return }
    let share = progress.totalBytes == 0 ? 1 : Double(progress.doneBytes) / Double(progress.totalBytes)
    let filled = Int(share * 24)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    let rows = Text(zh: "\(grouped(progress.rows)) 行", en: "\(grouped(progress.rows)) rows")(language)
    draw(
      "[\(progress.fileNumber)/\(progress.fileCount)] \(progress.file) \(bar) \(Int(share * 100))% \(rows)")
  }

  func show(_ text: String) { if isTerminal { draw(text) } }

  func clear() { if isTerminal { draw("") } }

  private func draw(_ text: String) {
    FileHandle.standardError.write(Data("\r\u{1B}[2K\(text)".utf8))
  }
}
