// `shouwang bench`: times what the program does on a store of the user's own.

package import ArgumentParser

package struct BenchCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "测速：在自己的数据库上 / time the program on a store of your own.",
    subcommands: [BenchScreeningCommand.self, BenchListsCommand.self])

  package init() {}
}
