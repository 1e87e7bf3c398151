// Digests: the same for the same bytes, of memory and of files.

import Access
import Glibc
import Kernel
import Testing

@Suite struct DigestTests {
  // BLAKE2b with 32 bytes of output, as RFC 7693 defines it, of nothing and of "abc".
  @Test(arguments: [
    ("", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"),
    ("abc", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"),
  ])
  func aDigestIsThatOfTheStandard(_ text: String, _ hex: String) {
    #expect(Digest.hex(Digest.of(Array(text.utf8))) == hex)
  }

  @Test func oneBitMakesAnotherDigest() {
    let bytes = [UInt8](repeating: 7, count: 100)
    var changed = bytes
    changed[99] ^= 1
    #expect(Digest.of(bytes) == Digest.of(bytes))
    #expect(Digest.of(bytes) != Digest.of(changed))
  }

  @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 1])
  func aFileHasTheDigestOfItsBytes(_ count: Int) throws {
    var random = SeededRandom(seed: 5)
    let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    var template = Array("\(P_tmpdir)/digest-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    #expect(write(descriptor, bytes, count) == count)
    close(descriptor)
    let (digest, size) = try Digest.ofFile(path)
    #expect(digest == Digest.of(bytes))
    #expect(size == Int64(count))
  }

  @Test(arguments: ["/nowhere/at/all.csv", "/"])
  func aFileThatCannotBeReadIsToldByItsPath(_ path: String) throws {
    let refusal = #expect(throws: Problem.self) { _ = try Digest.ofFile(path) }
    #expect(refusal?.code == "access.file.unreadable")
    #expect(refusal?.kind == .unavailable)
    #expect(refusal?.details == ["path": path])
  }

  @Test func bytesAreSpelledInTwoDigitsEach() {
    #expect(Digest.hex([0, 10, 255]) == "000aff")
  }
}
