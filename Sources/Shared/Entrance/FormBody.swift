// What a form sends, read strictly.

package import Hummingbird
package import Kernel
import Pages

/// Names and values of a form. **Shape**: at most 100 fields in 64 KiB of UTF-8; a name counts once.
package struct FormBody: Sendable {
  package static let mostBytes = 65_536
  package static let mostFields = 100

  private let query: PageQuery

  /// **Problems**: `entrance.form.malformed` (400) for broken codes, bytes that are no UTF-8, zero bytes,
  /// a field that comes twice, too many fields.
  package init(reading bytes: some Collection<UInt8>) throws(Problem) {
    let pairs = bytes.split(separator: 0x26).count
    guard bytes.count <= FormBody.mostBytes, pairs <= FormBody.mostFields,
      let text = String(validating: bytes, as: UTF8.self), let query = try? PageQuery(reading: text),
      query.count == pairs, !query.hasZero
    else { throw FormBody.malformed }
    self.query = query
  }

  /// Of a form with files: names and values as they came, held to the same bounds.
  /// **Problems**: `entrance.form.malformed`.
  init(pairs: [(name: String, value: [UInt8])]) throws(Problem) {
    var query = PageQuery()
    for (name, bytes) in pairs {
      guard let value = String(validating: bytes, as: UTF8.self), query[name] == nil else {
        throw FormBody.malformed
      }
      query.add(name, value)
    }
    guard query.count <= FormBody.mostFields, !query.hasZero else { throw FormBody.malformed }
    self.query = query
  }

  static let malformed = Problem(
    "entrance.form.malformed", .invalid, zh: "提交的内容无法识别。请返回页面，刷新后重新填写。",
    en: "What was sent cannot be read. Please go back, reload the page and fill it in again.")

  package static let stale = Problem(
    "entrance.form.stale", .notPermitted,
    zh: "页面放置太久或登录已变化，内容没有提交。请返回，刷新页面后重试。",
    en: "The page was open too long or the sign-in has changed; nothing was sent. Go back, reload and try "
      + "again.")

  /// The value of a field without blanks around it and without signs that nobody sees; empty where the field
  /// is missing.
  package subscript(name: String) -> String {
    var value = Substring(TypedText.seen(query[name] ?? ""))
    while let first = value.first, first.isWhitespace { value.removeFirst() }
    while let last = value.last, last.isWhitespace { value.removeLast() }
    return String(value)
  }

  /// What was ticked of boxes named `prefix.word`: the words, parted by blanks, in the order of the form.
  package func ticked(_ prefix: String) -> String {
    query.items.filter { $0.name.hasPrefix(prefix + ".") && $0.value == "1" }
      .map { String($0.name.dropFirst(prefix.count + 1)) }.joined(separator: " ")
  }

  /// In the order of the form.
  package var names: [String] { query.items.map(\.name) }

  /// What somebody has written in sentences: neither choices nor numbers, and no secrets.
  package var sentences: [String] {
    let secrets = ["token", "key", "login", "password", "old", "new", "again", "code"]
    let written = query.items.filter { !secrets.contains($0.name) }.map { TypedText.seen($0.value) }
    return written.filter { value in
      value.count >= 20 || value.contains { $0.isLetter && !$0.isASCII }
    }
  }

  /// A value as it was typed, such as a password.
  package func exact(_ name: String) -> String { query[name] ?? "" }

  /// Names this sending of the form; nil where it brings no sound name.
  package var key: String? {
    guard let key = query["key"], (8...64).contains(key.utf8.count),
      key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return key
  }
}

/// Reads the body of a request as a form.
/// **Problems**: as `FormBody`, and `entrance.form.kind` (400) for other kinds of content; too long a body is
/// refused as HTTP says (413).
package func formBody(of request: Request) async throws -> FormBody {
  let kind = (request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
  guard kind == "application/x-www-form-urlencoded" else {
    throw Problem(
      "entrance.form.kind", .invalid, zh: "只接受网页表单提交的内容。",
      en: "Only what a form of these pages sends is read.")
  }
  if let length = request.headers[.contentLength].flatMap(Int.init), length > FormBody.mostBytes {
    throw HTTPError(.contentTooLarge)
  }
  var bytes: [UInt8] = []
  for try await part in request.body {
    bytes += part.readableBytesView
    guard bytes.count <= FormBody.mostBytes else { throw HTTPError(.contentTooLarge) }
  }
  return try FormBody(reading: bytes)
}
