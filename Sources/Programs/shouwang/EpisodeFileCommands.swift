// Files of episodes: papers as PDF, registers as workbooks, an older ledger taken over.

import Access
import ArgumentParser
import Assembly
import CarryOver
import Casework
import Foundation
import Kernel
import Monitoring
import Papers
import Registry
import Sheets
import Synchronization

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

struct EpisodeCarryOverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "carry-over",
    abstract: "转入原有的监测台账 / take over an older ledger of monitored households.",
    discussion: """
      列 / columns: record_id pid object_type causes opened_on registered_on eliminated_on measure
      measure_done_on
      每行成为一个已纳入（或已消除）的个案，页面上注明由原有台账转入；坏行进入退回区，其余照常。同一文件可以反复运行。
      Each row becomes a registered (or ended) case that says where it comes from; refused rows are kept in
      quarantine, the rest goes in. The same file may be run again.

      例 / example:
        shouwang episode carry-over --store city.sqlite cases.csv
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "CSV 文件 / the sheet.", completion: .file(extensions: ["csv"])) var file: String

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      stopOnInterrupt()
      let line = ProgressLine(speech.lang)
      defer { line.clear() }
      let carryOver = CarryOver(
        database, try MonitoringDoor.book(), by: Settings.act("carry-over"), as: nil,
        report: { done, all in
          line.show("\(file)  \(grouped(done)) / \(grouped(all))")
        }, shouldStop: { stopIsWished.load(ordering: .relaxed) })
      let sheet = try carryOver.run(file)
      line.clear()
      tell(sheet)
    }
  }

  private func tell(_ sheet: CarriedSheet) {
    let counts = sheet.counts
    if speech.json {
      return print(
        JSONText.object([
          "file": JSONText.quoted(sheet.name), "import": String(sheet.number), "rows": String(counts.total),
          "new": String(counts.outcomes.new), "identical": String(counts.outcomes.identical),
          "refused": String(counts.refused), "flagged": String(counts.flagged),
        ]))
    }
    speech.say(
      Text(
        zh: "共 \(grouped(counts.total)) 行：转入 \(grouped(counts.outcomes.new))，"
          + "已有 \(grouped(counts.outcomes.identical))，退回 \(grouped(counts.refused))，"
          + "存疑 \(grouped(counts.flagged))",
        en: "\(grouped(counts.total)) rows: \(grouped(counts.outcomes.new)) carried over, "
          + "\(grouped(counts.outcomes.identical)) known, \(grouped(counts.refused)) refused, "
          + "\(grouped(counts.flagged)) flagged"))
    guard counts.refused + counts.flagged > 0 else { return }
    speech.say(
      Text(
        zh: "原因和更正办法：shouwang quarantine --feed cases",
        en: "why and what to do: shouwang quarantine --feed cases"))
  }
}
