// The command line of Shouwang: one command a job.

import ArgumentParser
import Assembly
import Glibc
import Kernel
import Workbench

@main
struct Shouwang: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shouwang",
    abstract: "守望：防止返贫监测。Watch over every household, so that none falls back into poverty unseen.",
    discussion: """
      一座城市，从文件到每户风险 / from a city's files to every household at risk:
        shouwang city make --scale small --seed 1 --out files
        shouwang import --store city.sqlite files
        shouwang screen --store city.sqlite --as-of 2025-10-31
        shouwang serve --store city.sqlite

      命令补全 / completion: shouwang --generate-completion-script bash > shouwang.bash
      """,
    version: Settings.version,
    subcommands: [
      ImportCommand.self, ScreenCommand.self, ExplainCommand.self, WhatIfCommand.self, BackTestCommand.self,
      ClueCommand.self, EpisodeCommand.self, EvidenceCommand.self, HelperCommand.self,
      MonitoringCommand.self, MonthCommand.self, ReportsCommand.self, DutiesCommand.self,
      MessagesCommand.self,
      RehearseCommand.self, PlacesCommand.self, FiguresCommand.self, BriefingCommand.self,
      WellbeingCommand.self,
      HouseholdsCommand.self, QuarantineCommand.self, RulesCommand.self, LedgerCommand.self, CityCommand.self,
      KeysCommand.self, RevealCommand.self, EraseCommand.self, RetentionCommand.self,
      JournalCommand.self, AdminCommand.self,
      CelCommand.self, BenchCommand.self, ServeCommand.self, SettingsCommand.self, BackupCommand.self,
      RestoreCommand.self, CheckCommand.self,
    ])

  /// What the program writes is for its own user alone: stores, sheets and logs name people.
  static func main() async {
    umask(0o077)
    do {
      // Words on a command line may be pasted, with signs that nobody sees, as those in a form.
      var command = try await asyncParseAsRoot(CommandLine.arguments.dropFirst().map(TypedText.seen))
      if var slow = command as? any AsyncParsableCommand { try await slow.run() } else { try command.run() }
    } catch {
      if let chinese = ParserRefusal.chinese(error, to: Shouwang.self) { writeError(chinese) }
      exit(withError: error)
    }
  }
}
