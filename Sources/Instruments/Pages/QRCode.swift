// A QR code as a drawing, by libqrencode.

import CQRCode
import Kernel

/// The text as a QR code for a telephone's camera; nil for a text that is too long (about 2,000 bytes).
/// **Source**: ISO/IEC 18004, error correction level M, four squares of margin.
package func qrCode(_ text: String, label: String) -> HTML? {
  guard let code = text.withCString({ QRcode_encodeString8bit($0, 0, QR_ECLEVEL_M) }) else { return nil }
  defer { QRcode_free(code) }
  let side = Int(code.pointee.width)
  var squares = HTML()
  for row in 0..<side {
    var column = 0
    while column < side {
      var run = 0
      while column + run < side, code.pointee.data[row * side + column + run] & 1 == 1 { run += 1 }
      if run > 0 { squares += "M\(column + 4) \(row + 4)h\(run)v1h-\(run)z" }
      column += max(run, 1)
    }
  }
  return """
    <svg class="qr" viewBox="0 0 \(side + 8) \(side + 8)" role="img" aria-label="\(label)" \
    shape-rendering="crispEdges"><rect width="\(side + 8)" height="\(side + 8)" fill="#fff"/>\
    <path d="\(squares)" fill="#000"/></svg>
    """
}
