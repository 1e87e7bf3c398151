// Passwords, codes, tokens and signatures, against the vectors of their standards.

import Kernel
import Testing
import Vault

@Suite struct SecretsTests {
  // RFC 6238, appendix B, SHA-1: eight digits.
  @Test(
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
      (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ] as [(Int64, String)])
  func aCodeIsThatOfTheStandard(_ second: Int64, _ code: String) {
    let secret = OneTimeCode(secret: Array("12345678901234567890".utf8))
    let step = OneTimeCode.step(at: Instant(milliseconds: second * 1_000))
    #expect(secret.code(step: step, digits: 8) == code)
    #expect(secret.code(step: step) == String(code.suffix(6)))
  }

  @Test func aCodeHoldsForItsNeighboursAndOnce() {
    let secret = OneTimeCode(secret: Array("12345678901234567890".utf8))
    let now = Instant(milliseconds: 1_111_111_111_000)
    let step = OneTimeCode.step(at: now)
    for near in -1...1 {
      #expect(secret.step(of: secret.code(step: step + Int64(near)), at: now, after: 0) == step + Int64(near))
    }
    for far in [-2, 2] as [Int64] {
      #expect(secret.step(of: secret.code(step: step + far), at: now, after: 0) == nil)
    }
    #expect(secret.step(of: secret.code(step: step), at: now, after: step) == nil)
    #expect(secret.step(of: secret.code(step: step + 1), at: now, after: step) == step + 1)
    for wrong in ["", "00000", "0000000", "abcdef"] {
      #expect(secret.step(of: wrong, at: now, after: 0) == nil)
    }
  }

  // RFC 4648, section 10, without padding.
  @Test(arguments: [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")])
  func base32IsThatOfTheStandard(_ plain: String, _ text: String) {
    #expect(OneTimeCode.base32(Array(plain.utf8)) == text)
  }

  @Test func anAddressOfAnAuthenticatorIsEscaped() {
    let code = OneTimeCode(secret: Array("foobar".utf8))
    #expect(
      code.address(account: "li&x", issuer: "守望")
        == "otpauth://totp/%E5%AE%88%E6%9C%9B:li%26x?secret=MZXW6YTBOI&issuer=%E5%AE%88%E6%9C%9B"
        + "&algorithm=SHA1&digits=6&period=30")
  }

  private let cheap = PasswordHash.Cost(logN: 4)
  private let salt = [UInt8](repeating: 7, count: 16)

  // Computed by Python's hashlib.scrypt.
  @Test func aHashIsThatOfTheStandard() {
    let stored = PasswordHash(of: "password", salt: Array("NaClNaClNaClNaCl".utf8), cost: .init(logN: 10))
      .stored
    #expect(stored == "scrypt$10$8$1$TmFDbE5hQ2xOYUNsTmFDbA==$AughW9OQdIjb8Y7W3yGZXE5EX58i0ciSXZxtEpWJvdU=")
  }

  @Test func aPasswordMatchesItsOwnHashAlone() throws {
    let hash = PasswordHash(of: "Correct horse 1", salt: salt, cost: cheap)
    let read = try #require(PasswordHash(hash.stored))
    #expect(read.cost == cheap)
    #expect(read.matches("Correct horse 1"))
    #expect(!read.matches("Correct horse 2"))
    #expect(!read.matches(""))
    #expect(
      hash.stored
        != PasswordHash(of: "Correct horse 1", salt: [UInt8](repeating: 8, count: 16), cost: cheap).stored)
    #expect(!PasswordHash.decoy(cost: cheap).matches(""))
  }

  @Test func anotherSpellingOfTheSameLettersIsTheSamePassword() {
    let hash = PasswordHash(of: "caf\u{E9} 12345", salt: salt, cost: cheap)
    #expect(hash.matches("cafe\u{301} 12345"))
  }

  @Test(arguments: [
    "", "scrypt", "bcrypt$4$8$1$AAAAAAAAAAAAAAAAAAAAAA==$x", "scrypt$99$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAA",
    "scrypt$4$8$1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  ])
  func whatIsNoHashIsNotRead(_ text: String) { #expect(PasswordHash(text) == nil) }

  @Test func aTokenIsReadBackAndItsDigestIsNotIt() throws {
    let token = SecretToken(random: (0..<32).map { UInt8($0 * 8 % 251) })
    let read = try #require(SecretToken(reading: token.secretText))
    #expect(read.digest == token.digest && read.formToken == token.formToken)
    #expect(token.secretText.utf8.count == 43 && token.formToken.utf8.count == 64)
    #expect(!"\(token)".contains(token.secretText))
    let other = SecretToken(random: [UInt8](repeating: 1, count: 32))
    #expect(other.digest != token.digest && other.formToken != token.formToken)
    for text in [
      "", "x", token.secretText + "A", token.secretText.dropLast() + "+", token.secretText.dropLast() + "=",
    ] {
      #expect(SecretToken(reading: text) == nil)
    }
  }

  // RFC 8032, section 7.1, test 1: the public key of a seed.
  @Test func aSigningKeyHasThePublicKeyOfTheStandard() throws {
    let key = try SigningKey(reading: "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=\n")
    #expect(key.verifying.text == "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
    #expect("\(key)" == "signing key")
  }

  @Test func aSignatureHoldsForItsTextAlone() throws {
    let key = try SigningKey(random: [UInt8](repeating: 3, count: 32))
    let open = try VerifyingKey(reading: key.verifying.text)
    let signature = key.signature(of: "text")
    #expect(open.signed(signature, "text"))
    #expect(!open.signed(signature, "texT"))
    #expect(!open.signed([UInt8](repeating: 0, count: 64), "text"))
    #expect(try !SigningKey(random: [UInt8](repeating: 4, count: 32)).verifying.signed(signature, "text"))
    #expect(throws: Problem.self) { _ = try SigningKey(reading: "AAAA") }
    #expect(throws: Problem.self) { _ = try VerifyingKey(reading: "no key") }
  }
}
