// Network addresses and blocks read from text.

extension NetworkAddress {
  /// Reads every spelling of an address but those that others read differently or that mean something to one
  /// machine only: zones, zeros before the numbers of IPv4, and `::ffff:` before an IPv4 address in dots.
  package convenience init(_ text: String) throws(EvaluationFault.Reason) {
    let letters = Array(text.utf8)
    if letters.contains(UInt8(ascii: ":")), letters.contains(UInt8(ascii: "%")) {
      throw .badArgument(
        function: "ip", Wording(zh: "地址不能带区域（%）。", en: "An address with a zone value (%) is not allowed."))
    }
    guard letters.count <= Self.longestText else { throw .badConversion(to: "net.IP", text: text) }
    if let number = Self.four(letters[...]) {
      self.init(.four, bits: UInt128(number))
    } else if let groups = Self.six(letters) {
      let bits = groups.reduce(into: UInt128(0)) { $0 = $0 << 16 | UInt128($1) }
      guard bits >> 32 == 0xffff else {
        self.init(.six, bits: bits)
        return
      }
      if letters.contains(UInt8(ascii: ".")) { throw Self.isMapped("ip") }
      self.init(.four, bits: bits & 0xffff_ffff)
    } else {
      throw .badConversion(to: "net.IP", text: text)
    }
  }

  package static func isMapped(_ function: String) -> EvaluationFault.Reason {
    .badArgument(
      function: function,
      Wording(zh: "不接受以 IPv6 写成的 IPv4 地址。", en: "An IPv4-mapped IPv6 address is not allowed."))
  }

  /// Eight groups of four, the last two as IPv4.
  private static let longestText = 45

  private static func four(_ letters: ArraySlice<UInt8>) -> UInt32? {
    let parts = letters.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var number: UInt32 = 0
    for part in parts {
      guard let octet = decimal(part, upTo: 255) else { return nil }
      number = number << 8 | UInt32(octet)
    }
    return number
  }

  /// Up to three digits without a leading zero.
  package static func decimal(_ letters: ArraySlice<UInt8>, upTo most: Int) -> Int? {
    guard 1...3 ~= letters.count, letters.allSatisfy(\.isDigit),
      letters.count == 1 || letters.first != UInt8(ascii: "0")
    else { return nil }
    let number = letters.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return number <= most ? number : nil
  }

  private static func six(_ letters: [UInt8]) -> [UInt16]? {
    let colon = UInt8(ascii: ":")
    guard let gap = zip(letters, letters.dropFirst()).enumerated().first(where: { $1 == (colon, colon) })
    else {
      return groups(letters[...], mayEndInFour: true).flatMap { $0.count == 8 ? $0 : nil }
    }
    guard let head = groups(letters[..<gap.offset], mayEndInFour: false),
      let tail = groups(letters[(gap.offset + 2)...], mayEndInFour: true)
    else { return nil }
    // `::` stands for one group at least.
    let zeros = 8 - head.count - tail.count
    return zeros < 1 ? nil : head + Array(repeating: 0, count: zeros) + tail
  }

  /// The groups of one side of `::`, which may be none.
  private static func groups(_ letters: ArraySlice<UInt8>, mayEndInFour: Bool) -> [UInt16]? {
    if letters.isEmpty { return [] }
    var parts = letters.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var ending: [UInt16] = []
    if mayEndInFour, let number = parts.last.flatMap(four) {
      parts.removeLast()
      ending = [UInt16(number >> 16), UInt16(number & 0xffff)]
    }
    var groups: [UInt16] = []
    for part in parts {
      guard 1...4 ~= part.count else { return nil }
      var group: UInt16 = 0
      for letter in part {
        guard let digit = letter.hexDigit else { return nil }
        group = group << 4 | UInt16(digit)
      }
      groups.append(group)
    }
    return groups + ending
  }
}

extension NetworkBlock {
  /// An address, `/` and a length. IPv4 written as IPv6 is refused in every spelling: the length would count
  /// from another place than the address.
  package convenience init(_ text: String) throws(EvaluationFault.Reason) {
    let letters = Array(text.utf8)
    guard let slash = letters.lastIndex(of: UInt8(ascii: "/")) else {
      throw .badConversion(to: "net.CIDR", text: text)
    }
    let address: NetworkAddress
    do {
      address = try NetworkAddress(String(decoding: letters[..<slash], as: UTF8.self))
    } catch .badArgument(_, let reason) {
      throw .badArgument(function: "cidr", reason)
    } catch {
      throw .badConversion(to: "net.CIDR", text: text)
    }
    if address.family == .four, letters.contains(UInt8(ascii: ":")) { throw NetworkAddress.isMapped("cidr") }
    guard let length = NetworkAddress.decimal(letters[(slash + 1)...], upTo: address.family.width) else {
      throw .badConversion(to: "net.CIDR", text: text)
    }
    self.init(address, length: length)
  }
}
