// A path within these pages, safe to be sent to.

/// Where a reader may be sent on: never to another host, whatever a link said.
/// **Shape**: begins with one slash; printable ASCII without backslash, at most 1,000 bytes.
package struct LocalPath: Equatable, Sendable {
  package let text: String

  /// Nil for everything else: `//host`, `/\host`, line breaks, other schemes, percent-coded slashes in front.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.first == 0x2F, bytes.count <= 1_000,
      bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }), bytes.count == 1 || bytes[1] != 0x2F
    else { return nil }
    self.text = text
  }

  package init(_ address: PageAddress) { text = address.link }
}
