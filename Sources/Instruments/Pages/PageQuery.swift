// The part of a URL behind the question mark, read strictly and written canonically.

package import Kernel

/// Names and values of a query string, in their order.
package struct PageQuery: Equatable, Sendable {
  package private(set) var items: [(name: String, value: String)] = []

  package init() {}

  /// Reads `a=1&b=2`; a name that comes twice counts once, the first time.
  /// **Problems**: `pages.query.encoding` for a broken percent sign, or bytes that are not
  /// UTF-8.
  package init(reading text: String) throws(Problem) {
    for pair in text.utf8.split(separator: 0x26) {
      let parts = pair.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PageQuery.decoded(parts[0], plusIsBlank: true),
        let value = parts.count > 1 ? PageQuery.decoded(parts[1], plusIsBlank: true) : ""
      else {
        throw Problem(
          "pages.query.encoding", .invalid, zh: "网址里的参数编码不正确，请从页面上的链接进入。",
          en: "A parameter of the address is encoded wrongly; please follow a link from a page.")
      }
      if self[name] == nil { items.append((name, value)) }
    }
  }

  package subscript(name: String) -> String? { items.first { $0.name == name }?.value }

  package var count: Int { items.count }

  /// Whether a byte of zeros stands in any name or value, also before what would make one character with it.
  package var hasZero: Bool {
    items.contains { $0.name.utf8.contains(0) || $0.value.utf8.contains(0) }
  }

  package mutating func add(_ name: String, _ value: String) { items.append((name, value)) }

  /// `?a=1&b=2`, or nothing where there is no item.
  package var text: String {
    guard !items.isEmpty else { return "" }
    return "?"
      + items.map { PageQuery.encoded($0.name) + "=" + PageQuery.encoded($0.value) }.joined(separator: "&")
  }

  package static func == (left: PageQuery, right: PageQuery) -> Bool { left.text == right.text }

  /// Letters, digits and `-._~` as they are, every other byte as `%XX`.
  package static func encoded(_ plain: String) -> String { percentEncoded(plain) }

  /// The text behind percent signs; nil where they are broken or hide bytes that are no UTF-8.
  package static func decoded(_ coded: some Sequence<UInt8>, plusIsBlank: Bool = false) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(coded.underestimatedCount)
    var source = coded.makeIterator()
    while let byte = source.next() {
      if byte == 0x25 {
        guard let high = source.next().flatMap(hexValue), let low = source.next().flatMap(hexValue)
        else { return nil }
        bytes.append(high << 4 | low)
      } else {
        bytes.append(byte == 0x2B && plusIsBlank ? 0x20 : byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }
}
