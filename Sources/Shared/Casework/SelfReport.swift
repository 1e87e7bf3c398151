// What a household tells of itself on the public page, and how it asks later what came of it.

package import Kernel

package enum SelfReportKind {}
package typealias SelfReportNumber = CaseNumber<SelfReportKind>

/// What somebody writes on the public page.
package struct SelfReportForm: Equatable, Sendable {
  package let name: String
  package let citizen: String
  /// Empty where none is given.
  package let phone: String
  package let words: String
  /// The township in which the reporter says to live: who looks after a report that fits no household.
  package let place: PlaceCode

  package init(name: String, citizen: String, phone: String = "", words: String, place: PlaceCode) {
    (self.name, self.citizen, self.phone) = (name, citizen, phone)
    (self.words, self.place) = (words, place)
  }

  /// The verb: what is there is enough to find the household and to know what happened.
  /// **Problems**: `casework.report.name`, `.citizen`, `.words`, `.phone`.
  package func checked() throws(Problem) -> (form: SelfReportForm, citizen: CitizenID) {
    guard isSaid(name), name.count <= 40 else { throw SelfReportProblems.name }
    let read = CitizenID.read(citizen)
    guard let id = read.id, read.fault == nil else { throw SelfReportProblems.citizen }
    guard (5...500).contains(words.count), isSaid(words) else { throw SelfReportProblems.words }
    guard phone.isEmpty || phone.count == 11 && phone.allSatisfy(\.isASCII) && phone.allSatisfy(\.isNumber)
    else { throw SelfReportProblems.phone }
    return (self, id)
  }
}

/// A report as it is kept: what it says of persons stands sealed.
package struct SelfReport: Equatable, Sendable {
  package let id: SelfReportNumber
  package let toldOn: Day
  package let place: PlaceCode
  /// The household of the identity number; nil where the register has none.
  package var household: Int64?
  /// The clue that it became, in its county.
  package var clue: Int64?
  package var answer: String?
  package var answeredOn: Day?
  package var complainedOn: Day?

  package init(
    id: SelfReportNumber, toldOn: Day, place: PlaceCode, household: Int64? = nil, clue: Int64? = nil
  ) {
    (self.id, self.toldOn, self.place) = (id, toldOn, place)
    (self.household, self.clue) = (household, clue)
  }
}

/// A complaint that nobody did in time what a report asks for: who is late, and which level hears of it.
package struct ReportComplaint: Equatable, Sendable {
  package let report: SelfReportNumber
  package let on: Day
  /// The place that is late.
  package let place: PlaceCode
  /// The level above it.
  package let level: PlaceLevel

  package init(_ report: SelfReportNumber, on: Day, place: PlaceCode, level: PlaceLevel) {
    (self.report, self.on, self.place, self.level) = (report, on, place, level)
  }

  /// Where each step of a procedure is done; before the first, a village comes to look.
  package static func isLate(_ step: Step?) -> PlaceLevel {
    switch step {
    case nil, .verify, .review, .notice: .village
    case .audit: .township
    case .compare, .decide: .county
    case .announce: .township
    }
  }

  /// Who hears that a level is late. **Shape**: nothing is above the city.
  package static func hears(of late: PlaceLevel) -> PlaceLevel {
    switch late {
    case .group, .village: .township
    case .township: .county
    case .county, .city: .city
    }
  }
}

/// A report of which somebody complained, with its last complaint.
package struct ComplainedReport: Equatable, Sendable {
  package let report: SelfReport
  package let complaint: ReportComplaint
  /// How many there were.
  package let count: Int
}

/// Letters and digits that nobody confuses: how a reporter finds the report again.
package enum QueryCode {
  /// About 50 bits: rate limits make that enough for a code that says nothing about who asked.
  package static let length = 10
  private static let letters = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")

  /// - Parameter random: as many bytes as the code is long.
  package static func make(_ random: [UInt8]) -> String {
    precondition(random.count == length, "a code is made of one byte a letter")
    return String(random.map { letters[Int($0) % letters.count] })
  }

  /// The code as it is kept in mind: blanks, dashes and small letters do not count; nil for no code.
  package static func read(_ text: String) -> String? {
    let code = String(text.uppercased().filter { !$0.isWhitespace && $0 != "-" })
    return code.count == length && code.allSatisfy(letters.contains) ? code : nil
  }
}

/// All that self-reports can refuse.
package enum SelfReportProblems {
  private static func invalid(_ code: String, _ field: String, _ zh: String, _ en: String) -> Problem {
    Problem("casework.report.\(code)", .invalid, zh: zh, en: en, details: ["field": field])
  }
  package static let name = invalid("name", "name", "请填写姓名。", "Give your name.")
  package static let citizen = invalid(
    "citizen", "citizen", "身份证号应为 18 位，请核对。", "An identity number has 18 characters; check it.")
  package static let words = invalid(
    "words", "words", "请写明遇到的困难，5 到 500 个字。", "Say what happened, in 5 to 500 characters.")
  package static let phone = invalid("phone", "phone", "手机号应为 11 位数字。", "A telephone has 11 digits.")
  package static let place = invalid("place", "place", "请选择所在乡镇（街道）。", "Choose your township.")
  /// Also for one of a neighbour.
  package static let none = Problem(
    "casework.report.none", .notFound, zh: "没有这件待核对的反映，或不在您的辖区；编号如 530602-1。",
    en: "There is no such report that waits, or it is not in your area; its number is like 530602-1.")
  package static let unknown = Problem(
    "casework.report.unknown", .notFound, zh: "没有这个查询码，请核对后再试。",
    en: "There is no such code; check it and try again.")
  package static let complained = Problem(
    "casework.report.complained", .conflict, zh: "今天已经催办过，上级已收到。明天仍未办理可以再催。",
    en: "You have complained today, and the next level knows. If nothing happens you can again tomorrow.")
  package static let answered = Problem(
    "casework.report.answered", .conflict, zh: "这份申报已经答复。", en: "The report is answered already.")
}
