// How many steps a rule takes at worst, told before it ever runs.

package import RuleValues

/// The worst case of a rule for one row, in steps: a step is one operator, one field, one element looked at.
package struct Cost: Hashable, Sendable {
  package let steps: Int
  /// The macro or call that takes most of them.
  package let dearest: Span

  /// What a rule may take: a few hundredths of a second for a row that has all it may have.
  package static let most = 1_000_000

  /// How much there is at most of what the vocabulary does not say.
  static let unknownSize = 50
}

/// How large a value can become, as far as it matters for the work on it.
struct Bound: Sendable {
  /// Elements of a list or map, bytes of a text; 1 of anything else.
  var size: Int
  /// Of the elements of a list, of the values of a map, of what an optional holds.
  var element: Element

  indirect enum Element: Sendable { case none, some(Bound) }

  static let one = Bound(size: 1, element: .none)

  /// Of an element; what is not known may be as large as a list.
  var inner: Bound {
    if case .some(let bound) = element { bound } else { .one }
  }

  /// The bytes that reading the whole value takes, elements of elements included.
  var whole: Int { Cost.product(size, max(1, inner.size)) }

  /// The larger of both in every part.
  func joined(_ other: Bound) -> Bound {
    let element: Element =
      switch (element, other.element) {
      case (.some(let left), .some(let right)): .some(left.joined(right))
      case (.none, let one), (let one, .none): one
      }
    return Bound(size: max(size, other.size), element: element)
  }

  static func list(_ size: Int, of element: Bound) -> Bound { Bound(size: size, element: .some(element)) }

  /// As large as a value of the type may be, where nothing else is known.
  init(_ type: CELType, size: Int? = nil) {
    let size = size ?? Cost.unknownSize
    switch type {
    case .string, .bytes: self = Bound(size: size, element: .none)
    case .list(let element), .map(_, let element): self = .list(size, of: Bound(element))
    case .dyn, .parameter: self = .list(size, of: Bound(size: size, element: .none))
    case .optional(let value), .wrapper(let value): self = Bound(value, size: size)
    default: self = .one
    }
  }

  init(size: Int, element: Element) { (self.size, self.element) = (size, element) }
}

extension Cost {
  /// Sums and products stay below this: what is above any limit need not be told exactly.
  private static let ceiling = 1_000_000_000_000

  static func sum(_ parts: Int...) -> Int { min(ceiling, parts.reduce(0, +)) }

  static func product(_ left: Int, _ right: Int) -> Int {
    let (product, overflows) = left.multipliedReportingOverflow(by: right)
    return overflows ? ceiling : min(ceiling, product)
  }
}
