// A block of network addresses that begin alike.

/// The value type `net.CIDR`: an address and how many of its leading bits the addresses of the block share.
/// The bits behind them are kept as they were written.
package final class NetworkBlock: OpaqueValue {
  package let address: NetworkAddress
  package let length: Int

  package init(_ address: NetworkAddress, length: Int) {
    precondition(0...address.family.width ~= length, "a prefix is no longer than its address")
    (self.address, self.length) = (address, length)
  }

  package let typeName = "net.CIDR"
  package var text: String { "cidr(\"\(plainText)\")" }
  package var plainText: String { "\(address.plainText)/\(length)" }

  package func isSame(as other: any OpaqueValue) -> Bool {
    guard let other = other as? NetworkBlock else { return false }
    return length == other.length && address.isSame(as: other.address)
  }

  /// The bits in which the addresses of the block differ.
  private var hostBits: UInt128 { (1 << (address.family.width - length)) &- 1 }

  /// The block with zeros behind the bits that count.
  package var masked: NetworkBlock {
    NetworkBlock(NetworkAddress(address.family, bits: address.bits & ~hostBits), length: length)
  }

  package func contains(_ other: NetworkAddress) -> Bool {
    address.family == other.family && address.bits | hostBits == other.bits | hostBits
  }

  package func contains(_ other: NetworkBlock) -> Bool {
    length <= other.length && contains(other.address)
  }
}
