// The journal's actions in words.
import Kernel
import Testing

@testable import Doors

@Suite struct ActionWordsTests {
  @Test func anActionIsToldInTheReadersLanguage() {
    #expect(ActionWords.of("session.begin", .zh) == "登录")
    #expect(ActionWords.of("session.begin", .en) == "signed in")
    #expect(ActionWords.of("new.thing", .zh) == "new.thing")
  }

  @Test func wordsTellActionsApart() {
    for language in Language.allCases {
      let told = ActionWords.known.map { ActionWords.of($0, language) }
      #expect(Set(told).count == told.count)
    }
  }
}
