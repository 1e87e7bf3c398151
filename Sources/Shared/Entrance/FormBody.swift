// The fields of a form that was sent.

package import Hummingbird
package import Kernel
import Pages

/// Fields by name, in the form's order. **Shape**: up to 100 fields in 64 KiB of strict UTF-8; of a name that
/// comes twice the first counts.
package struct FormBody: Sendable {
  package let fields: [(name: String, value: String)]

  package static let mostBytes = 65_536
  package static let mostFields = 100

  /// **Problems**: `entrance.form.type`, `entrance.form.large`, `pages.query.encoding`, all 400.
  package init(reading request: Request) async throws(Problem) {
    let type = request.headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() }
    guard type == "application/x-www-form-urlencoded" else {
      throw Problem(
        "entrance.form.type", .invalid, zh: "提交的内容不是网页表单。", en: "What was sent is not a form of a page.")
    }
    guard let bytes = try? await request.body.collect(upTo: FormBody.mostBytes) else {
      throw FormBody.tooLarge
    }
    guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
      throw Problem(
        "pages.query.encoding", .invalid, zh: "提交的文字编码不对。", en: "The text that was sent is not UTF-8.")
    }
    try self.init(text)
  }

  package init(_ text: String) throws(Problem) {
    let items = try PageQuery(reading: text).items
    guard items.count <= FormBody.mostFields else { throw FormBody.tooLarge }
    fields = items.map { ($0.name, $0.value) }
  }

  package subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  private static let tooLarge = Problem(
    "entrance.form.large", .invalid, zh: "提交的内容太多。", en: "Too much was sent at once.")
}
