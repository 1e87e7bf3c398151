// A list of households as a sheet that says on every row who took it out, when and in which post.

package import Kernel
import Pages

/// Households at risk of a place. **Shape**: in order of place and number; nothing in it is unmasked.
package struct HouseholdSheet: Sendable {
  package let place: PlaceName
  package let households: [RiskHousehold]
  /// False where incomes are not the visitor's business: then the column is left out.
  package let seesIncome: Bool
  /// Who took it out: name, sign-in name and post.
  package let taker: String
  package let at: Instant

  package init(
    place: PlaceName, households: [RiskHousehold], seesIncome: Bool, taker: String, at: Instant
  ) {
    (self.place, self.households, self.seesIncome) = (place, households, seesIncome)
    (self.taker, self.at) = (taker, at)
  }

  /// How many rows one sheet may have.
  static let mostRows = 50_000

  /// The name that a browser keeps it under.
  var fileName: String { "households-\(place.code.short).csv" }

  /// CSV in UTF-8 with the mark that spreadsheet programs look for; the first line is the watermark.
  func text(_ language: Language) -> String {
    let mark = language.say(
      "\(taker) 于 \(timeText(at)) 导出，仅限本岗位工作使用",
      "Taken out by \(taker) at \(timeText(at)), for the work of this post only")
    var heads = [
      language.say("户编号", "Number"), language.say("户主", "Head"), language.say("小组", "Group"),
      language.say("在世人数", "Living members"), language.say("命中规则", "Rules"),
    ]
    if seesIncome { heads.append(language.say("人均纯收入（元）", "Net income a head (yuan)")) }
    heads.append(language.say("水印", "Watermark"))
    var lines = [[place.name, mark], heads]
    for one in households {
      let rules = one.rules.map { $0.title(language) }.joined(separator: language.say("；", "; "))
      var cells = [String(one.number), one.head, one.group, String(one.members), rules]
      if seesIncome { cells.append(one.incomePerHead.map { "\($0)" } ?? "") }
      lines.append(cells + [mark])
    }
    let rows = lines.map { $0.map(HouseholdSheet.cell).joined(separator: ",") + "\r\n" }
    return "\u{FEFF}" + rows.joined()
  }

  /// Quoted where it must be; a text that a spreadsheet would compute is kept a text.
  private static func cell(_ text: String) -> String {
    var text = text
    // The wide signs too: a spreadsheet that is set to Chinese may read them as the narrow ones.
    if let first = text.unicodeScalars.first, "=+-@＝＋－＠\t\r\n".unicodeScalars.contains(first) {
      text = "'" + text
    }
    guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
