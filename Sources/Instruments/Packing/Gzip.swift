// Bytes made fewer for a slow link, and whole again.

import CZlib

/// The gzip format of RFC 1952 by zlib.
package enum Gzip {
  /// The format's mark on zlib's window size.
  private static let windowBits: Int32 = 15 + 16

  /// - Parameter level: 1 for quick, 9 for small.
  package static func packed(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    let begun = deflateInit2_(
      &stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    precondition(begun == Z_OK, "zlib is of the version it was built against")
    defer { deflateEnd(&stream) }
    let most = Int(deflateBound(&stream, UInt(bytes.count)))
    var source = bytes
    return source.withUnsafeMutableBufferPointer { source in
      [UInt8](unsafeUninitializedCapacity: most) { target, count in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(most)
        let end = deflate(&stream, Z_FINISH)
        precondition(end == Z_STREAM_END, "the bound holds all of it")
        count = most - Int(stream.avail_out)
      }
    }
  }

  /// Nil for what is not one whole packed text, or would be longer than `most` bytes.
  package static func whole(_ bytes: [UInt8], most: Int) -> [UInt8]? {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, size) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var source = bytes
    return source.withUnsafeMutableBufferPointer { source -> [UInt8]? in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      var isWhole = false
      // One byte more than is allowed tells what is too long.
      let result = [UInt8](unsafeUninitializedCapacity: most + 1) { target, count in
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(most + 1)
        isWhole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0
        count = most + 1 - Int(stream.avail_out)
      }
      return isWhole && result.count <= most ? result : nil
    }
  }
}
