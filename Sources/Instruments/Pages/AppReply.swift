// Files of an app that stays on a phone, as answers, packed where the browser can unpack.

package import Hummingbird
import Kernel

/// What the app may do: run its own files, ask this server, show photos just taken, keep itself.
let appPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
  + "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
let appPermissions = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"

/// One file with its packed twin. It names nobody, so that caches may keep it.
package struct AppFile: Sendable {
  package let name: String
  package let kind: String
  let plain: [UInt8]
  let packed: [UInt8]

  /// - Parameter kind: of content, such as `text/javascript`.
  package init(_ name: String, kind: String, plain: [UInt8], packed: [UInt8]) {
    (self.name, self.kind, self.plain, self.packed) = (name, kind, plain, packed)
  }

  /// **Unit**: bytes over the link, headers not counted.
  package var packedBytes: Int { packed.count }

  /// - Parameters:
  ///   - isFixed: whether the address changes with the content, so that it may be kept for ever.
  ///   - scope: for a worker, the part of the addresses that it may serve.
  package func reply(to request: Request, isFixed: Bool, scope: String? = nil) -> Response {
    let isPacked = acceptsPacked(request) && packed.count < plain.count
    var headers: HTTPFields = [
      .contentType: "\(kind); charset=utf-8", .vary: "accept-encoding", policyName: appPolicy,
      permissionsName: appPermissions,
      .cacheControl: isFixed ? "public, max-age=31536000, immutable" : "no-cache",
    ]
    if isPacked { headers[.contentEncoding] = "gzip" }
    if let scope { headers[name("service-worker-allowed")] = scope }
    return Response(
      status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: isPacked ? packed : plain)))
  }

  private func name(_ text: String) -> FieldName { Pages.name(text) }
}

/// Whether the asker can unpack gzip.
package func acceptsPacked(_ request: Request) -> Bool {
  (request.headers[.acceptEncoding] ?? "").split(separator: ",").contains { part in
    let words = part.split(separator: ";").map { $0.filter { $0 != " " } }
    return words.first == "gzip" && !words.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
  }
}

/// JSON that is packed already. No cache keeps it: it names people.
package func packedReply(_ bytes: [UInt8]) -> Response {
  Response(
    status: .ok,
    headers: [
      .contentType: "application/json; charset=utf-8", .cacheControl: "no-store", .contentEncoding: "gzip",
      .vary: "accept-encoding",
    ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
}
