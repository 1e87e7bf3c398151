// Where an installed program finds what it came with.
import Testing

@testable import Assembly

@Suite struct SettingsTests {
  @Test func anInstalledProgramFindsWhatLiesInShare() {
    #expect(
      Settings.places(of: "access", for: "/usr/bin/shouwang") == [
        "/usr/bin/access", "/usr/bin/share/shouwang/access", "/usr/access", "/usr/share/shouwang/access",
      ])
  }
}
