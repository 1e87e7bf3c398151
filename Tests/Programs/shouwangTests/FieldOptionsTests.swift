// Fields as somebody writes them behind a command: each refusal.

import Kernel
import Testing

@testable import shouwang

@Suite struct FieldOptionsTests {
  /// fields | the code of the refusal, or `read`.
  static let table = """
    on=2026-03-01 schooled=yes insured=no housed=1 watered=off concern= | read
    schooled=maybe | program.option.choice
    concern=是 | program.option.choice
    labour=YES | program.option.choice
    note=maybe | read
    note | program.field.unreadable
    note=a note=b | program.field.twice
    """

  @Test(arguments: table.split(separator: "\n").map(String.init))
  func aFieldIsReadOrRefused(row: String) throws {
    let parts = row.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
    var options = FieldOptions()
    options.fields = parts[0]
    do throws(Problem) {
      _ = try options.reading()
      #expect(parts[1] == ["read"])
    } catch {
      #expect([error.code] == parts[1], "\(row)")
    }
  }
}
