// Where a page may send its reader on: within this server only.

/// A path that was handed in by a client, or `home` where it would leave this server.
package func localPath(_ text: String?, home: String = "/") -> String {
  guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 2_000,
    text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
  else { return home }
  return text
}
