// A network address, of IPv4 or IPv6, and what the standards say of its kind.

/// The value type `net.IP`. An IPv4 address that is written as an IPv6 one (`::ffff:c0a8:1`) is the IPv4
/// address.
package final class NetworkAddress: OpaqueValue {
  package enum Version: Int64, Sendable {
    case four = 4
    case six = 6

    /// How many bits an address has.
    package var width: Int { self == .four ? 32 : 128 }
  }

  package let family: Version
  /// The address as a number; of IPv4 the lower 32 bits.
  package let bits: UInt128

  package init(_ family: Version, bits: UInt128) { (self.family, self.bits) = (family, bits) }

  package let typeName = "net.IP"
  package var text: String { "ip(\"\(plainText)\")" }

  package func isSame(as other: any OpaqueValue) -> Bool {
    guard let other = other as? NetworkAddress else { return false }
    return family == other.family && bits == other.bits
  }

  package var isUnspecified: Bool { bits == 0 }
  package var isLoopback: Bool { family == .four ? bits >> 24 == 127 : bits == 1 }

  /// Any address for a single machine that can be reached through a router, private networks included.
  package var isGlobalUnicast: Bool {
    let isBroadcast = family == .four && bits == 0xffff_ffff
    return !isBroadcast && !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast
  }

  private var isMulticast: Bool { family == .four ? bits >> 28 == 0xe : bits >> 120 == 0xff }

  /// Of IPv6 the flags (the third digit) say nothing of the reach (the fourth).
  package var isLinkLocalMulticast: Bool {
    family == .four ? bits >> 8 == 0xe00000 : (bits >> 112) & 0xff0f == 0xff02
  }

  /// 169.254.0.0/16 and fe80::/10.
  package var isLinkLocalUnicast: Bool {
    family == .four ? bits >> 16 == 0xa9fe : bits >> 118 == 0xfe80 >> 6
  }
}

extension NetworkAddress {
  /// The one way to write the address that RFC 5952 recommends: small letters, no leading zeros, `::` in
  /// place of the longest run of zero groups, if there are two or more, and of the first among equals.
  package var plainText: String {
    switch family {
    case .four:
      return stride(from: 24, through: 0, by: -8).map { "\((bits >> $0) & 0xff)" }.joined(separator: ".")
    case .six:
      let groups = stride(from: 112, through: 0, by: -16).map { UInt16((bits >> $0) & 0xffff) }
      let zeros = Self.longestZeros(groups)
      guard zeros.count >= 2 else { return Self.joined(groups[...]) }
      return Self.joined(groups[..<zeros.lowerBound]) + "::" + Self.joined(groups[zeros.upperBound...])
    }
  }

  private static func joined(_ groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  private static func longestZeros(_ groups: [UInt16]) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    for (place, group) in groups.enumerated() {
      if group != 0 {
        start = place + 1
      } else if place + 1 - start > longest.count {
        longest = start..<place + 1
      }
    }
    return longest
  }
}
