// Words of files do not steer the terminal.
import Kernel
import Testing

@testable import Assembly

@Suite struct RefusalTests {
  @Test func whatWouldMoveTheCursorShowsAsAMark() {
    #expect(plain("秀英") == "秀英")
    #expect(plain("\u{1B}[2J秀\u{202E}英\n") == "\u{FFFD}[2J秀\u{FFFD}英\u{FFFD}")
  }

  @Test func whatWasInterruptedHasAnExitCodeOfItsOwn() {
    #expect(exitCode(of: Problem("exchange.import.interrupted", .conflict, zh: "停", en: "stopped")) == 130)
    #expect(exitCode(of: Problem("carryOver.interrupted", .unavailable, zh: "停", en: "stopped")) == 130)
    #expect(exitCode(of: Problem("program.rehearse.live", .conflict, zh: "有", en: "live")) == 75)
  }
}
