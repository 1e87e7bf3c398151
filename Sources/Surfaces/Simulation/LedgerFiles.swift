// The files that indicators count in: work, help to households, ledgers of places.

import Kernel

struct LedgerFiles {
  let work: CityFile
  let bindings: CityFile
  let claims: CityFile
  let cases: CityFile
  let entities: CityFile
  let premiums: CityFile
  let projects: CityFile
  let sites: CityFile
  let demos: CityFile
  let policies: CityFile
  let tasks: CityFile
  let statistics: CityFile

  init(_ opener: inout CityFileOpener) throws(Problem) {
    work = try opener.feed(
      "work", "until,work_place,months,monthly_wage,organised,certificate", isCounted: true)
    bindings = try opener.feed("bindings", "entity,form,start_date,end_date", isCounted: true)
    claims = try opener.feed("claims", "cause,event_date,paid_date,amount", [.badNumber], isCounted: true)
    cases = try opener.feed(
      "cases", "object_type,causes,opened_on,registered_on,eliminated_on,measure,measure_done_on",
      isCounted: true)
    entities = try opener.ledger("entities", "kind,name,credit_code,start_date,end_date")
    premiums = try opener.ledger("premiums", "insurer,start_date,end_date,amount")
    projects = try opener.ledger(
      "projects", "name,class,amount,review_round,reviewed_on,passed,started_on,finished_on")
    sites = try opener.ledger("sites", "name,opened_on,large")
    demos = try opener.ledger("demos", "name,started_on,opened_on")
    policies = try opener.ledger("policies", "title,level,issued_on,end_date")
    tasks = try opener.ledger("tasks", "title,kind,set_on,due_on,done_on")
    statistics = try opener.ledger("statistics", "series,until,value,source,published_on")
  }

  var all: [CityFile] {
    [
      work, bindings, claims, cases, entities, premiums, projects, sites, demos, policies, tasks, statistics,
    ]
  }
}

/// Opens the files of a city one after the other, each with a chance of its own for its flaws.
struct CityFileOpener {
  let folder: String
  let seed: UInt64
  let isClean: Bool
  private var number: UInt64 = 0

  init(folder: String, seed: UInt64, isClean: Bool) {
    (self.folder, self.seed, self.isClean) = (folder, seed, isClean)
  }

  mutating func file(
    _ name: String, _ header: String, _ flaws: [Flaw], resent: Set<Flaw> = []
  ) throws(Problem) -> CityFile {
    number += 1
    var seeds = SeededRandom(seed: seed ^ number << 56)
    let source = isClean ? nil : FlawSource(flaws, seed: seeds.next())
    return try CityFile(folder: folder, name: name + ".csv", header: header, flaws: source, resent: resent)
  }

  /// A feed about persons.
  /// - Parameter isCounted: a figure is counted from it, so that refused rows come again.
  mutating func feed(
    _ name: String, _ columns: String, _ flaws: [Flaw] = [], isCounted: Bool = false
  ) throws(Problem) -> CityFile {
    try file(
      name, "record_id,pid," + columns, [.wrongCheck, .stranger, .twice, .badDay, .untidy] + flaws,
      resent: isCounted ? Flaw.refused : [])
  }

  /// A ledger of places.
  mutating func ledger(_ name: String, _ columns: String) throws(Problem) -> CityFile {
    try file(name, "record_id,place_code," + columns, [.unknown, .twice, .badDay], resent: Flaw.refused)
  }
}
