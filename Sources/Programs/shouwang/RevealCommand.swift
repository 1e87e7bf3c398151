// `shouwang reveal`: one personal number whole, with the reason on record.

import Access
import ArgumentParser
import Assembly
import Database
import Kernel
import Registry

struct RevealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reveal",
    abstract: "显示完整的身份证号、电话或账号，事由记入日志 / show a personal number whole; the reason is journalled.",
    discussion: """
      例 / examples:
        shouwang reveal --store city.sqlite --person 4711 --reason "核对银行退票"
        shouwang reveal --store city.sqlite --household 5306020000001 --field phone --reason "call back"
      """)

  enum Field: String, ExpressibleByArgument, CaseIterable { case phone, account }

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "人的内部编号，显示其身份证号 / the id of a person, whose identity number is shown.")
  var person: Int64?

  @Option(help: "户编号 / the number of a household.")
  var household: Int64?

  @Option(help: "电话或账号 / phone or account of the household.")
  var field: Field = .phone

  @Option(help: "事由，记入日志 / why; it is kept in the journal.")
  var reason: String

  func validate() throws {
    guard (person == nil) != (household == nil) else {
      throw ValidationError("请给出 --person 或 --household 之一 / give --person or --household.")
    }
  }

  func run() throws {
    try answering(speech) {
      _ = try JournalLook.reason(reason)
      let database = try store.open()
      let value = try database.write { (connection) throws(Problem) -> String? in
        if let person {
          try note("person \(person)", JournalSubject(person: person), "citizen", on: connection)
          return try PersonalDataStore.revealCitizen(of: PersonID(number: person), on: connection)
        }
        let number = household ?? 0
        guard let match = try HouseholdQueryStore.byNumber(number, on: connection) else {
          throw Problem(
            "program.household.unknown", .notFound, zh: "没有编号为 \(number) 的户。",
            en: "There is no household \(number).")
        }
        try note("household \(number)", JournalSubject(household: number), field.rawValue, on: connection)
        return try PersonalDataStore.reveal(
          field == .phone ? .phone : .account, ofHousehold: number, county: match.county, on: connection)
      }
      print(value ?? Text(zh: "未登记", en: "none given")(speech.lang))
    }
  }

  /// The look is on record before it is answered, in the same transaction.
  private func note(
    _ subject: String, _ about: JournalSubject, _ field: String, on connection: Connection
  ) throws(Problem) {
    try JournalLook.reveal.record(
      Settings.act("reveal"), as: nil, subject: subject, about: about,
      details: JSONText.object(["fields": JSONText.array([JSONText.quoted(field)])]), reason: reason,
      on: connection)
  }
}
