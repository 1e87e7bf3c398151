// `shouwang settings`: the settings in force, where each comes from and what it means.

import ArgumentParser
import Assembly
import Foundation
import Kernel
import Operation
import Serving

/// Where the settings are.
struct SettingsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "设置文件（YAML）/ the settings file; by default SHOUWANG_SETTINGS, or none.", valueName: "file"))
  var settings: String?

  /// The settings of commands that name no file.
  static func ofEnvironment() throws(Problem) -> ServerSettingsFile {
    let environment = ProcessInfo.processInfo.environment
    return try ServerSettingsFile.read(environment["SHOUWANG_SETTINGS"], environment: environment)
  }

  func read(_ options: [String: SettingValue] = [:]) throws(Problem) -> ServerSettingsFile {
    let environment = ProcessInfo.processInfo.environment
    return try ServerSettingsFile.read(
      settings ?? environment["SHOUWANG_SETTINGS"], environment: environment, options: options)
  }
}

struct SettingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "当前生效的设置及其来源 / the settings in force, their origin and meaning.",
    discussion: """
      每项设置可写在 YAML 文件中（键: 值），也可用环境变量 SHOUWANG_<大写键名>。
      Each may stand in a YAML file (key: value) or in the environment as SHOUWANG_<KEY>.
      """)

  @OptionGroup var settings: SettingsOptions
  @OptionGroup var speech: SpeechOptions

  func run() throws {
    try answering(speech) {
      let file = try settings.read()
      try file.check()
      if speech.json {
        print(JSONText.array(file.settings.map(json)))
        return
      }
      for one in file.settings {
        print("\(one.setting.key): \(shown(one))\n    \(one.setting.meaning(speech.lang))（\(one.origin)）")
      }
    }
  }

  private func shown(_ one: SettingInForce) -> String {
    one.setting.isSecret && one.value != .text("") ? "******" : one.value.shown
  }

  private func json(_ one: SettingInForce) -> String {
    JSONText.object([
      "key": JSONText.quoted(one.setting.key), "value": JSONText.quoted(shown(one)),
      "origin": JSONText.quoted(one.origin), "meaning": JSONText.quoted(one.setting.meaning(speech.lang)),
    ])
  }
}
