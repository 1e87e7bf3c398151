// What a form brings, and what of it is kept.
import Entrance
import Kernel
import Testing

@Suite struct FormBodyTests {
  @Test func aFieldIsReadWithoutWhatNobodySees() throws {
    let sent =
      "spot=%E2%80%8B%20%E6%9D%91%E2%80%AE%E5%8F%A3%20%E2%80%8B&note=a%0D%0A%09b%1B&password=%E2%80%8Bp"
    let body = try FormBody(reading: Array(sent.utf8))
    #expect(body["spot"] == "村口" && body["note"] == "a\n\tb")
    // A password is what was typed.
    #expect(body.exact("password") == "\u{200B}p")
  }

  @Test(arguments: ["a=%00", "a%00=b", "a=b%00%CC%81", "a=%00%EF%B8%8F"])
  func aByteOfZerosIsRefusedAlsoWhereAMarkFollows(sent: String) {
    #expect(throws: Problem.self) { try FormBody(reading: Array(sent.utf8)) }
  }
}
