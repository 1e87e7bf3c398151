// `shouwang rules complaints`: the page of everything that can be said of a faulty rule.

import ArgumentParser
import RuleTelling

struct ComplaintsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complaints",
    abstract: "生成 docs/COMPLAINTS.md 的内容 / write the page of all complaints to standard output.")

  func run() { print(complaintPage(), terminator: "") }
}
