// Digests: the same for the same bytes, of memory and of files.
import Access
import Testing

@Suite struct DigestTests {
  @Test func differentBytesHaveDifferentDigests() {
    #expect(Digest.of([1]) != Digest.of([2]))
  }
}
