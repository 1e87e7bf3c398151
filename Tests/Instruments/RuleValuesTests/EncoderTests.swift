// Bytes as base64 and back.
import RuleValues
import Testing

struct EncoderTests {
  @Test(
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"), ("户口", "5oi35Y+j"),
    ])
  func textIsReadWithAndWithoutPadding(text: String, encoded: String) throws {
    let bytes = Value.bytes(Array(text.utf8))
    #expect(try call("base64.encode", isMember: false, bytes) == .string(encoded))
    #expect(try call("base64.decode", isMember: false, .string(encoded)) == bytes)
    let bare = encoded.prefix { $0 != "=" }
    #expect(try call("base64.decode", isMember: false, .string(String(bare))) == bytes)
  }

  @Test func everyByteComesBack() throws {
    for length in [255, 256, 257] {
      let bytes = Value.bytes((0..<length).map { UInt8(truncatingIfNeeded: $0 * 37) })
      let text = try call("base64.encode", isMember: false, bytes)
      #expect(try call("base64.decode", isMember: false, text) == bytes)
    }
  }

  @Test(arguments: [
    "z!", "Z", "Zm9vY", "Zg=", "Zg===", "=", "==", "====", "Zg==Zg==", "Zm=v", "Zm9v\n", " Zm9v", "Zm-_",
    "Zm9v=",
    "Zm户",
  ])
  func whatIsNotBase64IsRefused(text: String) {
    let fault = #expect(throws: EvaluationFault.Reason.self) {
      try call("base64.decode", isMember: false, .string(text))
    }
    #expect(fault?.refuses("base64.decode") == true)
  }

  @Test func onlyBytesAreEncodedAndOnlyTextDecoded() {
    for (name, value) in [("base64.encode", "text"), ("base64.decode", Value.bytes([]))] {
      let fault = #expect(throws: EvaluationFault.Reason.self) { try call(name, isMember: false, value) }
      #expect(fault?.isNoOverload == true)
    }
    #expect(throws: EvaluationFault.Reason.tooLarge) {
      try call("base64.encode", isMember: false, .bytes(Array(repeating: 0, count: 800_000)))
    }
  }
}
