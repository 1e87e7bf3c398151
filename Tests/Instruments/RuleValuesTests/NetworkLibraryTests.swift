// The library of network addresses and blocks.
import RuleValues
import Testing

struct NetworkLibraryTests {
  @Test(arguments: [
    ("192.168.0.1", "192.168.0.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
    ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8::68", "2001:db8::68"),
    ("2001:db8:0:0:0:0:0:1", "2001:db8::1"), ("2001:0db8::0001", "2001:db8::1"),
    ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:0:0:2:3:0:0:4", "1::2:3:0:0:4"),
    ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"),
    ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
    ("::1.2.3.4", "::102:304"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ("1:2:3:4:5:6:7.8.9.10", "1:2:3:4:5:6:708:90a"), ("::ffff:c0a8:1", "192.168.0.1"),
    ("0:0:0:0:0:FFFF:C0A8:0001", "192.168.0.1"), ("::fffe:c0a8:1", "::fffe:c0a8:1"),
  ])
  func anAddressHasOneCanonicalText(text: String, canonical: String) throws {
    let address = try value("ip", [.string(text)])
    #expect(call("string", [address]) == "\"\(canonical)\"")
    #expect(call("isIP", [.string(text)]) == "true")
    #expect(call("ip.isCanonical", [.string(text)]) == (text == canonical ? "true" : "false"))
    #expect(address == (try value("ip", [.string(canonical)])))
    #expect(address.description == "ip(\"\(canonical)\")")
    #expect(call("type", [address]) == "net.IP")
  }

  @Test(arguments: [
    "", "192.168.0.1.0", "192.168.0", "192.168.0.256", "192.168.0.01", "192.168.00.1", "192.168.0.", ".1.2.3",
    "192.168..1", "+1.2.3.4", " 1.2.3.4", "1.2.3.4 ", "1.2.3.4/24", "0x1.2.3.4", "1.2.3.1234", "١.2.3.4",
    ":", ":::", ":1", "1:", "1:2", "1::2::3", "1:::2", "12345::", "g::", "::1:", ":1::", "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "::1.2.3",
    "::1.2.3.04",
    "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "-1::", "[::1]", "hello",
    String(repeating: "0", count: 100),
  ])
  func whatIsNoAddressIsRefused(text: String) {
    #expect(call("ip", [.string(text)]) == "rule.badConversion")
    #expect(call("isIP", [.string(text)]) == "false")
    #expect(call("ip.isCanonical", [.string(text)]) == "rule.badConversion")
  }

  @Test(arguments: ["fe80::1%en0", "::1%", "::ffff:192.168.0.1", "0:0:0:0:0:ffff:1.2.3.4"])
  func zonesAndDottedTextInAMappedAddressAreRefused(text: String) {
    #expect(call("ip", [.string(text)]) == "rule.badArgument")
    #expect(call("isIP", [.string(text)]) == "false")
    #expect(call("cidr", [.string(text + "/24")]) == "rule.badArgument")
    #expect(call("isCIDR", [.string(text + "/24")]) == "false")
  }

  /// Unspecified, loopback, global unicast, link-local multicast, link-local unicast.
  @Test(arguments: [
    ("0.0.0.0", 4, "u"), ("127.0.0.1", 4, "l"), ("127.255.255.255", 4, "l"), ("128.0.0.1", 4, "g"),
    ("1.2.3.4", 4, "g"), ("192.168.0.1", 4, "g"), ("10.0.0.1", 4, "g"), ("255.255.255.255", 4, ""),
    ("224.0.0.1", 4, "m"), ("224.0.1.1", 4, ""), ("239.1.1.1", 4, ""), ("240.0.0.1", 4, "g"),
    ("169.254.1.1", 4, "n"), ("169.255.0.1", 4, "g"), ("::", 6, "u"), ("::1", 6, "l"), ("::2", 6, "g"),
    ("2001:db8::abcd", 6, "g"), ("ff00::1", 6, ""), ("ff02::1", 6, "m"), ("ff12::1", 6, "m"),
    ("ff05::2", 6, ""),
    ("fd00::1", 6, "g"), ("fd80::1", 6, "g"), ("fe80::1", 6, "n"), ("febf::1", 6, "n"), ("fec0::1", 6, "g"),
    ("::ffff:7f00:1", 4, "l"), ("::ffff:0:0", 4, "u"),
  ])
  func anAddressIsOfAKind(text: String, family: Int, kind: String) throws {
    let address = try value("ip", [.string(text)])
    #expect(call(on: address, "family") == "\(family)")
    let kinds = [
      "isUnspecified": "u", "isLoopback": "l", "isGlobalUnicast": "g", "isLinkLocalMulticast": "m",
      "isLinkLocalUnicast": "n",
    ]
    for (name, sign) in kinds {
      #expect(call(on: address, name) == (kind == sign ? "true" : "false"), "\(text).\(name)()")
    }
  }

  @Test(arguments: [
    ("192.168.0.1/24", "192.168.0.1/24", "192.168.0.0/24"), ("10.1.2.3/0", "10.1.2.3/0", "0.0.0.0/0"),
    ("10.1.2.3/32", "10.1.2.3/32", "10.1.2.3/32"),
    ("2001:DB8:ffff::1/33", "2001:db8:ffff::1/33", "2001:db8:8000::/33"),
    ("::1/0", "::1/0", "::/0"), ("::1/128", "::1/128", "::1/128"),
  ])
  func aBlockKeepsItsAddressUntilItIsMasked(text: String, plain: String, masked: String) throws {
    let block = try value("cidr", [.string(text)])
    #expect(call("isCIDR", [.string(text)]) == "true")
    #expect(call("string", [block]) == "\"\(plain)\"")
    #expect(call("type", [block]) == "net.CIDR")
    #expect(call(on: block, "masked") == "cidr(\"\(masked)\")")
    #expect(call(on: block, "prefixLength") == plain.split(separator: "/")[1])
    #expect(call(on: block, "ip") == "ip(\"\(plain.split(separator: "/")[0])\")")
    #expect((block == (try value("cidr", [.string(masked)]))) == (plain == masked))
  }

  @Test(arguments: [
    "", "/", "192.168.0.0", "192.168.0.0/", "/24", "192.168.0.0/33", "::/129", "192.168.0.0/024",
    "192.168.0.0/+4",
    "192.168.0.0/-1", "192.168.0.0/2 4", "192.168.0.0/24/24", "192.168.0/24", "192.168.0.0/1000",
    "192.168.0.0/255.255.255.0",
  ])
  func whatIsNoBlockIsRefused(text: String) {
    #expect(call("cidr", [.string(text)]) == "rule.badConversion")
    #expect(call("isCIDR", [.string(text)]) == "false")
  }

  @Test func theMappedSpellingOfABlockIsRefused() {
    #expect(call("cidr", [.string("::ffff:c0a8:1/24")]) == "rule.badArgument")
    #expect(call("cidr", [.string("::ffff:c0a8:1/120")]) == "rule.badArgument")
  }

  @Test(arguments: [
    ("192.168.0.0/24", "192.168.0.1", "true"), ("192.168.0.9/24", "192.168.0.255", "true"),
    ("192.168.0.0/24", "192.168.1.1", "false"), ("0.0.0.0/0", "1.2.3.4", "true"),
    ("0.0.0.0/0", "::1", "false"),
    ("::/0", "1.2.3.4", "false"), ("::/0", "::1", "true"), ("2001:db8::/32", "2001:db8::1", "true"),
    ("2001:db8::/32", "2001:db9::1", "false"), ("192.168.0.0/16", "::ffff:c0a8:1", "true"),
    ("192.168.0.0/24", "192.168.0", "rule.badConversion"),
    ("192.168.0.0/24", "fe80::1%en0", "rule.badArgument"),
  ])
  func aBlockContainsTheAddressesOfItsFamilyThatBeginAlike(text: String, other: String, contains: String)
    throws
  {
    let block = try value("cidr", [.string(text)])
    #expect(call(on: block, "containsIP", [.string(other)]) == contains)
    guard call("isIP", [.string(other)]) == "true" else { return }
    #expect(call(on: block, "containsIP", [try value("ip", [.string(other)])]) == contains)
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.0.0.0/8", "true"), ("10.0.0.0/8", "10.1.0.0/16", "true"),
    ("10.1.0.0/16", "10.0.0.0/8", "false"),
    ("10.0.0.0/8", "11.0.0.0/16", "false"), ("10.0.0.0/8", "10.0.0.1/32", "true"),
    ("2001:db8::/32", "2001:db8::/33", "true"),
    ("::/0", "10.0.0.0/8", "false"), ("0.0.0.0/0", "::/8", "false"),
    ("10.0.0.0/8", "10.0.0.0", "rule.badConversion"),
  ])
  func aBlockContainsTheBlocksWithin(text: String, other: String, contains: String) throws {
    let block = try value("cidr", [.string(text)])
    #expect(call(on: block, "containsCIDR", [.string(other)]) == contains)
    guard call("isCIDR", [.string(other)]) == "true" else { return }
    #expect(call(on: block, "containsCIDR", [try value("cidr", [.string(other)])]) == contains)
  }

  @Test func addressesAndBlocksAreNotEachOther() throws {
    let address = try value("ip", [.string("10.0.0.1")])
    let block = try value("cidr", [.string("10.0.0.1/32")])
    #expect(address != block)
    #expect(block != address)
    #expect(address != .string("10.0.0.1"))
    for name in ["masked", "prefixLength", "ip"] { #expect(call(on: address, name) == "rule.noOverload") }
    for name in ["family", "isLoopback"] { #expect(call(on: block, name) == "rule.noOverload") }
    for name in ["ip", "isIP", "ip.isCanonical", "cidr", "isCIDR"] {
      #expect(call(name, [.int(1)]) == "rule.noOverload")
    }
    #expect(call(on: block, "containsIP", [block]) == "rule.noOverload")
    #expect(call(on: block, "containsCIDR", [address]) == "rule.noOverload")
    #expect(
      call(on: list(address, block, address), "distinct") == "[ip(\"10.0.0.1\"), cidr(\"10.0.0.1/32\")]")
  }
}
