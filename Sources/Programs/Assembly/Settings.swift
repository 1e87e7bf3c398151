// What the program learns from the machine it runs on: folders, the clock, who runs it.

import Foundation
package import Kernel

/// Only Programs asks the environment.
package enum Settings {
  package static let version = "0.1.0"

  /// `SHOUWANG_DATA`, or the user's data folder.
  static var dataFolder: String {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["SHOUWANG_DATA"], !folder.isEmpty { return folder }
    if let data = environment["XDG_DATA_HOME"], !data.isEmpty { return data + "/shouwang" }
    return NSHomeDirectory() + "/.local/share/shouwang"
  }

  /// `SHOUWANG_RULES`, `rules` in the working folder, or one of the `places` of `rules`.
  static var rulesFolder: String? { resource("rules", marker: "parameters.yaml", variable: "SHOUWANG_RULES") }

  /// `SHOUWANG_LEDGER_RULES`, or `ledger-rules` like the rules.
  static var ledgerRulesFolder: String? {
    resource("ledger-rules", marker: "waiting.yaml", variable: "SHOUWANG_LEDGER_RULES")
  }

  /// `SHOUWANG_INDICATORS`, or `indicators` like the rules.
  static var indicatorsFolder: String? {
    resource("indicators", marker: "base.yaml", variable: "SHOUWANG_INDICATORS")
  }

  /// `SHOUWANG_RESOURCES`, or `Resources` like the rules: what is of one city, such as its board and its map.
  package static var resourcesFolder: String? {
    resource("Resources", marker: "", variable: "SHOUWANG_RESOURCES")
  }

  /// `SHOUWANG_ACCESS`, or `access` like the rules: what each post may.
  static var accessFolder: String? { resource("access", marker: "roles.yaml", variable: "SHOUWANG_ACCESS") }

  /// `SHOUWANG_CASEWORK`, or `casework` like the rules: limits, quorums, lines and measures.
  static var caseworkFolder: String? {
    resource("casework", marker: "monitoring.yaml", variable: "SHOUWANG_CASEWORK")
  }

  /// `SHOUWANG_DUTIES`, or `duties` like the rules: who owes what, how often, by when.
  static var dutiesFolder: String? { resource("duties", marker: "cadence.yaml", variable: "SHOUWANG_DUTIES") }

  /// `SHOUWANG_MESSAGES`, or `messages` like the rules: who is reminded of what, and when it is quiet.
  static var messagesFolder: String? {
    resource("messages", marker: "messages.yaml", variable: "SHOUWANG_MESSAGES")
  }

  package static let clock = Clock { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

  /// Today where the city lies: China, eight hours before UTC.
  package static var today: Day { clock.now().day() }

  /// Who runs a command on this machine; sign-in has its own door. One run is one request, whatever it
  /// changes.
  package static func act(_ command: String) -> Act {
    Act(
      actor: "local:" + NSUserName(), at: clock.now(),
      request: "\(command)-\(String(UInt64.random(in: .min ... .max), radix: 16))")
  }

  private static func resource(_ name: String, marker: String, variable: String) -> String? {
    func isThere(_ folder: String) -> Bool {
      FileManager.default.fileExists(atPath: marker.isEmpty ? folder : folder + "/" + marker)
    }
    if let folder = ProcessInfo.processInfo.environment[variable], !folder.isEmpty { return folder }
    if isThere(name) { return name }
    guard let executable = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
    return places(of: name, for: executable.path).first(where: isThere)
  }

  /// Where a folder may lie that came with a program, the nearest first: beside the program, in a folder
  /// above it, and in `share/shouwang` of each, so that `/usr/bin/shouwang` finds `/usr/share/shouwang`.
  static func places(of name: String, for executable: String) -> [String] {
    var places: [String] = []
    var folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
    while folder.path != "/" {
      places += [folder.path + "/" + name, folder.path + "/share/shouwang/" + name]
      folder.deleteLastPathComponent()
    }
    return places
  }
}
