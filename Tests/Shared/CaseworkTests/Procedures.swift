// The files of procedures as they come with the program, and a book over them.

import Casework
import Foundation
import Kernel

enum Procedures {
  static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/casework"

  static func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
  }

  static func book() throws -> ProcedureBook { try ProcedureBook.load(folder) }

  /// The book with a piece of the procedure's file replaced.
  static func book(replacing old: String, by new: String) throws -> ProcedureBook {
    let text = try text("monitoring.yaml").replacingOccurrences(of: old, with: new)
    return try ProcedureBook(
      procedure: text, measures: self.text("measures.yaml"), income: self.text("income.yaml"))
  }
}

func day(_ text: String) -> Day {
  guard let day = Day(text) else { preconditionFailure("a day of a test is a day, not \(text)") }
  return day
}

/// The code of what a piece of work refuses; nil where it does not.
func refusal(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return (error as? Problem)?.code ?? "\(error)" }
}
