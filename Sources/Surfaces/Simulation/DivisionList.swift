// A real list of counties and townships, read from a file of statistical codes.

package import Kernel

/// Counties and townships as `--places` brings them: tab-separated, with the columns code12, level (city,
/// county, town), name, type, parentCode12. Villages and groups stay synthetic.
package struct DivisionList: Sendable {
  struct Township: Sendable {
    let code: Int64
    let name: String
    let kind: TownshipKind
  }

  /// **Shape**: townships of each county in order of code, by the county's six digits.
  private(set) var townships: [Int64: [Township]] = [:]
  private(set) var names: [Int64: String] = [:]

  /// **Problems**: `simulation.places.row` for the first line that cannot be used, with its remedy.
  package init(_ text: String, named file: String) throws(Problem) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.last == "\r" ? $0.dropLast() : $0
    }
    let header = lines.first?.split(separator: "\t").map(String.init) ?? []
    guard header.prefix(5) == ["code12", "level", "name", "type", "parentCode12"] else {
      throw SimulationProblems.division(
        file, line: 1, zh: "第一行应为 code12、level、name、type、parentCode12，以制表符分隔",
        en: "the first line names code12, level, name, type and parentCode12, separated by tabs")
    }
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      try take(line.split(separator: "\t", omittingEmptySubsequences: false), file, line: index + 1)
    }
    for key in townships.keys { townships[key]?.sort { $0.code < $1.code } }
  }

  private mutating func take(_ cells: [Substring], _ file: String, line: Int) throws(Problem) {
    func refusal(_ zh: String, _ en: String) -> Problem {
      SimulationProblems.division(file, line: line, zh: zh, en: en)
    }
    guard cells.count >= 5 else {
      throw refusal("应有 5 列，只有 \(cells.count) 列", "5 columns are expected, not \(cells.count)")
    }
    guard let code = PlaceCode(cells[0]), cells[0].utf8.count == 12 else {
      throw refusal("\(cells[0]) 不是 12 位区划代码", "\(cells[0]) is no place code of 12 digits")
    }
    guard !cells[2].isEmpty, !cells[2].contains(where: { ",\"".contains($0) }) else {
      throw refusal("名称不能为空，也不能有逗号或引号", "a name is expected, without commas and quotes")
    }
    switch (cells[1], code.level) {
    case ("city", .city): return
    case ("county", .county): names[code.county] = String(cells[2])
    case ("town", .township):
      guard let kind = DivisionList.kinds[String(cells[3])] else {
        throw refusal(
          "\(cells[3]) 应为 subdistrict、town、township、ethnicTownship 之一",
          "\(cells[3]) is none of subdistrict, town, township and ethnicTownship")
      }
      let township = Township(code: code.number / 1_000_000, name: String(cells[2]), kind: kind)
      guard townships[code.county]?.contains(where: { $0.code == township.code }) != true else {
        throw refusal("代码 \(cells[0]) 重复，每个乡镇只写一行", "\(cells[0]) comes twice; a township has one line")
      }
      townships[code.county, default: []].append(township)
    default:
      throw refusal(
        "级别 \(cells[1]) 与代码 \(cells[0]) 不符，应为 city、county 或 town",
        "the level \(cells[1]) is not that of \(cells[0]); city, county or town is expected")
    }
  }

  private static let kinds: [String: TownshipKind] = [
    "subdistrict": .subDistrict, "town": .town, "township": .township, "ethnicTownship": .ethnicTownship,
  ]
}
