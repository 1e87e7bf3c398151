// Markup whose interpolation escapes by default.

package import Kernel

/// A piece of a page. Only text that stands in the source of the program becomes markup as it is;
/// every string that is interpolated is escaped, inside an element as well as inside a quoted attribute.
/// **Shape**: any fragment, also an empty one. Attribute values are always written in quotes.
package struct HTML: ExpressibleByStringInterpolation, Equatable, Sendable {
  package private(set) var text: String

  package init() { text = "" }

  /// The one way to write markup unescaped: a text known when the program was compiled.
  package init(stringLiteral trusted: StaticString) { text = HTML.string(of: trusted) }
  package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// A text of the world, escaped.
  package init(escaping plain: some StringProtocol) {
    text = ""
    HTML.escape(plain, into: &text)
  }

  /// Markup cut out of other markup.
  init(checked markup: String) { text = markup }

  package var isEmpty: Bool { text.isEmpty }

  package static func + (left: HTML, right: HTML) -> HTML {
    var sum = left
    sum.text += right.text
    return sum
  }

  package static func += (left: inout HTML, right: HTML) { left.text += right.text }

  /// Holds the markup while an interpolated literal is put together.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 24)
    }

    package mutating func appendLiteral(_ trusted: StaticString) { text += HTML.string(of: trusted) }
    package mutating func appendInterpolation(_ plain: some StringProtocol) {
      HTML.escape(plain, into: &text)
    }
    package mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }
    package mutating func appendInterpolation(_ day: Day) { appendInterpolation(day.description) }
    package mutating func appendInterpolation(_ month: WorkMonth) { appendInterpolation(month.description) }
    package mutating func appendInterpolation(_ money: Money) { appendInterpolation(money.description) }
    package mutating func appendInterpolation(_ part: HTML) { text += part.text }
    package mutating func appendInterpolation(_ part: HTML?) { text += part?.text ?? "" }
    package mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { text += part.text } }
    package mutating func appendInterpolation(_ address: PageAddress) {
      HTML.escape(address.link, into: &text)
    }
    package mutating func appendInterpolation(_ link: PageLink) { HTML.escape(link.text, into: &text) }
  }

  private static func string(of trusted: StaticString) -> String {
    trusted.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
  }

  // Control characters other than tab and line break have no place in a page; they show as U+FFFD.
  private static func escape(_ plain: some StringProtocol, into text: inout String) {
    for scalar in plain.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      case "\u{0}"..<"\u{9}", "\u{B}"..<"\u{D}", "\u{E}"..<"\u{20}", "\u{7F}"..<"\u{A0}":
        text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Sequence<HTML> {
  /// All pieces one after the other, with nothing or with a separator between them.
  package func joined(separator: HTML = HTML()) -> HTML {
    var whole = HTML()
    for (index, part) in enumerated() {
      if index > 0 { whole += separator }
      whole += part
    }
    return whole
  }
}

/// ` name="value"` with the value escaped, or nothing where there is no value.
package func attribute(_ name: StaticString, _ value: String?) -> HTML {
  guard let value else { return HTML() }
  return " \(HTML(stringLiteral: name))=\"\(value)\""
}
