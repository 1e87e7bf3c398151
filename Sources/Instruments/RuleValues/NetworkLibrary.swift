// The library of network addresses (`ip`) and blocks of them (`cidr`).

extension Standard {
  package static let networkLibrary: [Function] = [
    ofText("ip", to: ip) { text throws(EvaluationFault.Reason) in .opaque(try NetworkAddress(text)) },
    ofText("isIP", to: .bool) { text throws(EvaluationFault.Reason) in
      .bool((try? NetworkAddress(text)) != nil)
    },
    ofText("ip.isCanonical", to: .bool) { text throws(EvaluationFault.Reason) in
      .bool(try NetworkAddress(text).plainText.isSameText(as: text))
    },
    ofAddress("family", to: .int) { .int($0.family.rawValue) },
    ofAddress("isUnspecified", to: .bool) { .bool($0.isUnspecified) },
    ofAddress("isLoopback", to: .bool) { .bool($0.isLoopback) },
    ofAddress("isGlobalUnicast", to: .bool) { .bool($0.isGlobalUnicast) },
    ofAddress("isLinkLocalMulticast", to: .bool) { .bool($0.isLinkLocalMulticast) },
    ofAddress("isLinkLocalUnicast", to: .bool) { .bool($0.isLinkLocalUnicast) },
    ofText("cidr", to: cidr) { text throws(EvaluationFault.Reason) in .opaque(try NetworkBlock(text)) },
    ofText("isCIDR", to: .bool) { text throws(EvaluationFault.Reason) in
      .bool((try? NetworkBlock(text)) != nil)
    },
    ofBlock("ip", to: ip) { .opaque($0.address) },
    ofBlock("masked", to: cidr) { .opaque($0.masked) },
    ofBlock("prefixLength", to: .int) { .int(Int64($0.length)) },
    .two("containsIP", [.member(cidr, ip, to: .bool), .member(cidr, .string, to: .bool)]) {
      block, other throws(EvaluationFault.Reason) in
      switch (block, other) {
      case (.opaque(let block as NetworkBlock), .opaque(let other as NetworkAddress)):
        .bool(block.contains(other))
      case (.opaque(let block as NetworkBlock), .string(let other)):
        .bool(block.contains(try NetworkAddress(other)))
      default: throw Function.noOverload("containsIP", block, other)
      }
    },
    .two("containsCIDR", [.member(cidr, cidr, to: .bool), .member(cidr, .string, to: .bool)]) {
      block, other throws(EvaluationFault.Reason) in
      switch (block, other) {
      case (.opaque(let block as NetworkBlock), .opaque(let other as NetworkBlock)):
        .bool(block.contains(other))
      case (.opaque(let block as NetworkBlock), .string(let other)):
        .bool(block.contains(try NetworkBlock(other)))
      default: throw Function.noOverload("containsCIDR", block, other)
      }
    },
  ]

  private static let ip = CELType.opaque("net.IP")
  private static let cidr = CELType.opaque("net.CIDR")

  private static func ofText(
    _ name: String, to result: CELType,
    _ body: @escaping @Sendable (String) throws(EvaluationFault.Reason) -> Value
  ) -> Function {
    .one(name, [.free(.string, to: result)]) { value throws(EvaluationFault.Reason) in
      guard case .string(let text) = value else { throw Function.noOverload(name, value) }
      return try body(text)
    }
  }

  private static func ofAddress(
    _ name: String, to result: CELType, _ body: @escaping @Sendable (NetworkAddress) -> Value
  ) -> Function {
    .one(name, [.member(ip, to: result)]) { value throws(EvaluationFault.Reason) in
      guard case .opaque(let address as NetworkAddress) = value else {
        throw Function.noOverload(name, value)
      }
      return body(address)
    }
  }

  private static func ofBlock(
    _ name: String, to result: CELType, _ body: @escaping @Sendable (NetworkBlock) -> Value
  ) -> Function {
    .one(name, [.member(cidr, to: result)]) { value throws(EvaluationFault.Reason) in
      guard case .opaque(let block as NetworkBlock) = value else { throw Function.noOverload(name, value) }
      return body(block)
    }
  }
}
