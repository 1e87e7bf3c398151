// All that measures and visits can refuse.

package import Kernel
package import Rules

/// Each with a code, a sentence in both languages and what to do.
package enum CaseworkProblems {
  package static let note = Problem(
    "casework.note.missing", .invalid, zh: "请写明情况或理由。", en: "Say what happened, or why.")
  static func long(_ count: Int) -> Problem {
    Problem(
      "casework.note.long", .invalid,
      zh: "这里最多写 \(mostNoteCharacters) 个字，现在有 \(count) 个；请写要点，详细材料另存。",
      en:
        "At most \(mostNoteCharacters) characters stand here, and these are \(count): write the gist, and "
        + "keep the papers elsewhere.", details: ["most": String(mostNoteCharacters)])
  }
  package static func group(_ code: String) -> Problem {
    Problem(
      "casework.measure.group", .invalid, zh: "没有“\(code)”这一类帮扶措施，请从清单中选择。",
      en: "There is no group of measures \(code); choose one of the list.",
      details: ["field": "group", "group": code])
  }
  package static func risk(_ risk: RuleCause) -> Problem {
    Problem(
      "casework.measure.risk", .invalid, zh: "这户没有登记“\(risk.title.zh)”风险，措施要对应一项已有风险。",
      en: "The household has no risk of this kind (\(risk.title.en)); a measure answers a risk it has.",
      details: ["field": "risk", "risk": risk.rawValue])
  }
  package static let title = Problem(
    "casework.measure.title", .invalid, zh: "请写明措施内容。", en: "Say what is to be done.")
  package static let officer = Problem(
    "casework.measure.officer", .invalid, zh: "请写明责任人。", en: "Name who answers for it.")
  package static let due = Problem(
    "casework.measure.due", .invalid, zh: "完成期限不能早于今天。", en: "It cannot be due before today.",
    details: ["field": "due"])
  package static let farDue = Problem(
    "casework.measure.far", .invalid, zh: "完成期限超过 \(Measure.daysMost / 365) 年，请检查年份。",
    en: "It would be due in more than \(Measure.daysMost / 365) years; look at its year.",
    details: ["field": "due"])
  package static func subject(_ name: String, among all: [String]) -> Problem {
    let list = all.joined(separator: " ")
    return Problem(
      "casework.measure.subject", .invalid, zh: "没有“\(name)”这个部门；可用：\(list)。留空表示乡镇自己办。",
      en: "There is no line of work \(name); there are \(list). Empty is the township itself.",
      details: ["field": "subject", "subject": name])
  }
  package static func otherSubject(_ own: String) -> Problem {
    Problem(
      "casework.measure.other", .notPermitted, zh: "部门只能安排本部门负责的措施，负责部门请填“\(own)”。",
      en: "A department plans its own measures alone: let \(own) answer for it.",
      details: ["field": "subject"])
  }
  package static let amount = Problem(
    "casework.measure.amount", .invalid, zh: "金额应大于 0，没有金额就留空。",
    en: "An amount is more than nothing; leave it empty where there is none.", details: ["field": "amount"])
  package static let started = Problem(
    "casework.measure.started", .conflict, zh: "这项措施已经开始实施。", en: "The measure has begun already.")
  package static let closedMeasure = Problem(
    "casework.measure.closed", .conflict, zh: "这项措施已经完成或取消，不能再改。",
    en: "The measure is done or cancelled and stays as it is.")
  package static let unknownMeasure = Problem(
    "casework.measure.unknown", .notFound, zh: "没有这项措施，或不在您的辖区。",
    en: "There is no such measure, or it is not in your area.")
  package static let futureVisit = Problem(
    "casework.visit.future", .invalid, zh: "走访日期不能晚于今天。", en: "A visit cannot be later than today.",
    details: ["field": "on"])
  package static let oldVisit = Problem(
    "casework.visit.old", .invalid, zh: "走访日期已超过 \(Visit.daysMost) 天，请检查年份。",
    en: "The visit would be more than \(Visit.daysMost) days ago; look at its year.", details: ["field": "on"]
  )
}
