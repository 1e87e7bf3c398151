// Reading `duties/deliberation.yaml` strictly.

import Casework
import Kernel
import Yams

struct DeliberationFile {
  static let name = "deliberation.yaml"
  private let file = DutyFile(name: DeliberationFile.name)

  /// **Problems**: `duties.file.invalid`.
  func procedure(_ text: String) throws(Problem) -> DeliberationProcedure {
    let all = try file.mapping(file.root(text), ["title", "level", "by", "stages"])
    let level = try file.choice(all("level"), PlaceLevel.allCases.map { "\($0)" })
    let stages = try file.entries(all("stages")).map { (entry) throws(Problem) in
      try stage(entry.name, entry.value)
    }
    return DeliberationProcedure(
      title: try file.words(all("title")), level: PlaceLevel.allCases.first { "\($0)" == level } ?? .village,
      roles: try file.list(all("by")).map { (item) throws(Problem) in try file.text(item) }, stages: stages)
  }

  private func stage(_ code: String, _ node: Node) throws(Problem) -> DeliberationStage {
    let all = try file.mapping(node, ["title"], others: ["quorum", "agree", "posted_days"])
    let title = try file.words(all("title"))
    if let days = all("posted_days") {
      guard all("quorum") == nil, all("agree") == nil else {
        throw file.fault(
          node, zh: "公开不表决，不写 quorum 和 agree。", en: "posts and votes not; leave quorum and agree out.")
      }
      return DeliberationStage(
        code: code, title: title, quorum: nil, majority: nil, isMore: false, base: .present,
        postedDays: try file.number(days, 0...60))
    }
    let agree = try all("agree").map { (node) throws(Problem) in try agreement(node) }
    return DeliberationStage(
      code: code, title: title,
      quorum: try all("quorum").map { (node) throws(Problem) in try file.share(node) },
      majority: agree?.share, isMore: agree?.isMore ?? false, base: agree?.base ?? .present, postedDays: nil)
  }

  private func agreement(
    _ node: Node
  ) throws(Problem) -> (share: Share, isMore: Bool, base: DeliberationStage.Base) {
    let all = try file.mapping(node, ["of"], others: ["more_than", "at_least"])
    let word = try file.choice(all("of"), DeliberationStage.Base.allCases.map(\.rawValue))
    guard let base = DeliberationStage.Base(rawValue: word),
      (all("more_than") == nil) != (all("at_least") == nil)
    else {
      throw file.fault(node, zh: "写 more_than 或 at_least 其中一项。", en: "needs one of more_than and at_least.")
    }
    let isMore = all("more_than") != nil
    return (try file.share(all("more_than") ?? all("at_least")), isMore, base)
  }
}
