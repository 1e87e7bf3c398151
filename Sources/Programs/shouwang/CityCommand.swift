// `shouwang city make`: a synthetic city as the files that registers and departments send.

import ArgumentParser
import Assembly
import Foundation
import Kernel
import Simulation

extension Scale: ExpressibleByArgument {}

struct CityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "city", abstract: "合成城市 / a synthetic city.", subcommands: [Make.self])

  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "生成一座合成城市的登记表和部门数据 / write registers and feeds of a synthetic city.",
      discussion: """
        同样的规模和种子生成同样的字节；约千分之五的行故意有错（--clean 则没有）。
        The same scale and seed give the same bytes; half a percent of the rows are wrong on purpose.

        例 / example:
          shouwang city make --scale small --seed 1 --out files
          shouwang city make --scale full --as-of 2022-12-31 --places zhaotong_divisions.tsv --out files
        """)

    @OptionGroup var speech: SpeechOptions

    @Option(help: "规模 / tiny (200 households), small (10,000), medium (100,000), full (1,300,000).")
    var scale: Scale = .small

    @Option(help: "种子 / the seed.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("输出目录 / the folder to write to.", valueName: "folder"))
    var out: String

    @Option(
      help: """
        数据截至日，默认 2025-10-31，用 --calibration 时默认为其 day / the day the files were delivered: 2025-10-31, or \
        the day of the --calibration.
        """)
    var asOf: Day?

    @Option(
      help: ArgumentHelp(
        "校准文件（YAML），默认为昭通 / what the city adds up to (YAML), by default Zhaotong.", valueName: "file"))
    var calibration: String?

    @Option(
      help: ArgumentHelp(
        "县乡名单（TSV），默认合成 / a list of counties and townships (TSV), by default synthetic.",
        valueName: "file"))
    var places: String?

    @Flag(help: "没有错误行 / without wrong rows.")
    var clean = false

    @Flag(help: "目录里已有的表可以覆盖 / sheets that are in the folder may be overwritten.")
    var overwrite = false

    func validate() throws {
      guard asOf.map({ (1970...2100).contains($0.year) }) ?? true else {
        throw ValidationError("--as-of 应在 1970 至 2100 年之间 / --as-of lies between 1970 and 2100.")
      }
    }

    func run() throws {
      try answering(speech) {
        try demandRoom()
        let line = ProgressLine(speech.lang)
        defer { line.clear() }
        let figures = try calibration.map { try Calibration.read(try text(of: $0), named: $0) }
        let divisions = try places.map { try DivisionList(try text(of: $0), named: $0) }
        let day = asOf ?? figures?.figuresDay ?? Day(number: 20_392)
        let city = SyntheticCity(
          scale: scale, seed: seed, asOf: day, clean: clean, calibration: figures ?? .zhaotong,
          divisions: divisions)
        let files = try city.write(to: out) { file, rows in line.show("\(file) \(grouped(rows))") }
        line.clear()
        if speech.json {
          print(
            JSONText.array(
              files.map {
                JSONText.object([
                  "file": JSONText.quoted($0.name), "rows": String($0.rows), "flawed": String($0.flawedRows),
                ])
              }))
          return
        }
        let heads = [Text(zh: "文件", en: "file"), Text(zh: "行", en: "rows"), Text(zh: "错误行", en: "flawed")]
        print(
          TextTable.render(
            [heads.map { $0(speech.lang) }]
              + files.map { [$0.name, grouped($0.rows), grouped($0.flawedRows)] }),
          terminator: "")
      }
    }

    private func text(of path: String) throws(Problem) -> String {
      guard let data = FileManager.default.contents(atPath: path),
        let text = String(data: data, encoding: .utf8)
      else {
        throw Problem(
          "program.city.file", .notFound, zh: "无法读取文件 \(path)，应为 UTF-8 文本",
          en: "The file \(path) cannot be read; UTF-8 text is expected.", details: ["path": path])
      }
      return text
    }

    /// Sheets that somebody else's city may be in are not written over, nor mixed with the new ones.
    private func demandRoom() throws(Problem) {
      let found = (try? FileManager.default.contentsOfDirectory(atPath: out)) ?? []
      let sheets = found.filter { $0.lowercased().hasSuffix(".csv") }.sorted()
      guard !overwrite, let first = sheets.first else { return }
      throw Problem(
        "program.city.folder", .conflict,
        zh: "目录 \(out) 里已有 \(sheets.count) 张表（如 \(first)）。请换一个目录；确定要覆盖时加 --overwrite。",
        en:
          "The folder \(out) holds \(sheets.count) sheets already, such as \(first). Name another folder, or "
          + "add --overwrite to write over them.", details: ["folder": out])
    }
  }
}
