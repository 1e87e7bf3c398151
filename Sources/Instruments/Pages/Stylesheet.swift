// The one stylesheet, at an address that changes with its content.

import Styles

/// The stylesheet of all pages.
package enum Stylesheet {
  package static let text = StyleText.all

  /// Named by its content, so that browsers may keep it for ever.
  package static let address = PageAddress.asset("\(fingerprint(of: text)).css")
}

/// 16 hex digits that change with the text (FNV-1a, 64 bits). Tells versions apart; it guards nothing.
func fingerprint(of text: String) -> String {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
