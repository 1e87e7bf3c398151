// Comparing secrets gives the answers of `==`.
import Kernel
import Testing

@Suite struct SecretTextTests {
  @Test(arguments: [("", ""), ("a", "a"), ("a", "b"), ("ab", "a"), ("a", "ab"), ("密", "密"), ("密", "蜜")])
  func equalTextsAreFoundEqual(left: String, right: String) {
    #expect(areEqualSecrets(left, right) == (left == right))
  }
}
