// `shouwang episode paper` and `shouwang episode register`: papers as PDF, registers as workbooks.

import Access
import ArgumentParser
import Assembly
import Casework
import Kernel
import Monitoring
import Papers

struct EpisodePaperCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paper", abstract: "把个案的文书生成 PDF / write papers of episodes as one PDF file.",
    discussion: "文书 / papers: \(EpisodePaper.allCases.map(\.rawValue).joined(separator: " "))")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "文书 / the paper.") var paper: String
  @Argument(help: "530602-17 …") var episodes: [String]
  @Option(name: .customLong("out"), help: "PDF 文件 / the file to write.") var path: String
  @OptionGroup var output: OutputOptions

  func run() throws {
    try cases.act { desk in
      try output.demandRoom(at: path)
      guard let kind = EpisodePaper(rawValue: paper) else { throw MonitoringProblems.unknownPaper }
      var papers: [Paper] = []
      for episode in episodes {
        guard let id = EpisodeNumber(episode) else { throw MonitoringProblems.unknownEpisode }
        papers.append(try desk.monitoring.paper(kind, of: id, desk.asking))
      }
      guard !papers.isEmpty else { throw MonitoringProblems.unknownEpisode }
      let drawn = try draw(papers, at: desk.asking.act.at)
      try output.write(drawn.bytes, to: path)
      let pages = drawn.pageCounts.reduce(0, +)
      desk.say(
        Text(
          zh: "\(papers.count) 份，共 \(pages) 页：\(path)", en: "\(papers.count) papers, \(pages) pages: \(path)")
      )
      if drawn.unknownCount > 0 {
        desk.say(
          Text(
            zh: "有 \(drawn.unknownCount) 个字缺少字体，显示为方框",
            en: "\(drawn.unknownCount) characters have no typeface and show as boxes"))
      }
    }
  }
}

struct EpisodeRegisterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register", abstract: "导出名册为 Excel / take a register out as a workbook.",
    discussion: "名册 / registers: \(Register.allCases.map(\.rawValue).joined(separator: " "))")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "名册 / the register.") var register: String
  @Option(help: "地方代码 / the code of a place.") var place: String
  @Option(help: "理由，记入审计日志 / why; it goes into the journal.") var reason: String
  @Option(name: .customLong("out"), help: "XLSX 文件 / the file to write.") var path: String
  @OptionGroup var output: OutputOptions
  @Flag(help: "证件号码和电话完整显示 / identity numbers and telephones whole.") var whole = false

  func run() throws {
    try cases.act { desk in
      try output.demandRoom(at: path)
      guard let register = Register(rawValue: register) else { throw MonitoringProblems.unknownPaper }
      guard let code = PlaceCode(place) else { throw AdminDoor.unreadable(place: place) }
      let request = RegisterRequest(register, of: code, reason: reason, isWhole: whole)
      try output.write(try desk.monitoring.register(request, desk.asking), to: path)
      desk.say(Text(zh: "已导出：\(path)", en: "taken out: \(path)"))
    }
  }
}
