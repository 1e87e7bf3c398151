// The departments' files: right links, plausible dates, a case of everything, mistakes on purpose.
import Kernel
import Simulation
import Testing

private let dateColumns = [
  "medical": "settle_date", "education": "event_date", "housing": "inspect_date", "employment": "lost_date",
  "disaster": "event_date", "minlife": "start_date", "vehicles": "reg_date", "companies": "reg_date",
  "deaths": "death_date", "disability": "cert_date", "loans": "due_date",
  "work": "until", "bindings": "start_date", "claims": "event_date", "cases": "opened_on",
]

@Suite struct CityRecordTests {
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func recordsAreAboutPeopleAndLieInTheirLives(seed: UInt64) throws {
    let city = try WrittenCity(.tiny, seed: seed, clean: true)
    let asOf = try referenceDay()
    let people = Set(try city.table("persons").rows.map { $0[0] })
    for name in WrittenCity.personFeeds {
      var numbers: Set<String> = []
      let column = try #require(dateColumns[name])
      try city.table(name).each { cell in
        #expect(people.contains(cell("pid")), "\(name): somebody of this city")
        #expect(numbers.insert(cell("record_id")).inserted, "\(name): each record once")
        let day = try #require(Day(cell(column)), "\(name): \(cell(column))")
        let birth = try #require(CitizenID.read(cell("pid")).id?.birth)
        #expect(birth <= day, "\(name): after birth")
        if name != "loans" { #expect(day <= asOf, "\(name): not in the future") }
      }
    }
  }

  @Test func billsAddUpAndAmountsAreNumbers() throws {
    let city = try WrittenCity(.tiny, seed: 4, clean: true)
    try city.table("medical").each { cell in
      let parts = try ["total_cost", "reimbursed", "self_paid"].map { try #require(Money(cell($0))).fen }
      #expect(parts[0] == parts[1] + parts[2])
      #expect(parts[0] > 0)
    }
    try city.table("disaster").each { cell in
      let loss = try #require(Money(cell("loss")))
      let compensation = try #require(Money(cell("compensation")))
      #expect(loss > compensation)
    }
    try city.table("loans").each { cell in
      let balance = try #require(Int(cell("balance")))
      let principal = try #require(Int(cell("principal")))
      #expect(balance <= principal)
    }
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func theTiniestCityHasACaseOfEverything(seed: UInt64) throws {
    let city = try WrittenCity(.tiny, seed: seed, clean: true)
    func count(_ name: String, where isMeant: (TableRow) throws -> Bool) throws -> Int {
      var count = 0
      try city.table(name).each { if try isMeant($0) { count += 1 } }
      return count
    }
    func amount(_ text: String) -> Int { Int(text) ?? 0 }
    let recently = try #require(Day(year: 2024, month: 11, day: 1)).description
    #expect(try count("water") { $0("end_date").isEmpty && $0("start_date") < "2025-09-20" } > 0)
    #expect(try count("deaths") { $0("death_date") >= recently } > 0)
    #expect(try count("disability") { $0("cert_date") >= recently && amount($0("level")) <= 2 } > 0)
    #expect(try count("minlife") { $0("end_date") >= "2025-05-05" } > 0)
    #expect(try count("loans") { $0("due_date") < "2025-10-01" && amount($0("balance")) >= 1_000 } > 0)
    #expect(try count("companies") { $0("status") == "A" && amount($0("capital")) >= 100_000 } > 0)
    #expect(try count("vehicles") { amount($0("price")) >= 100_000 } > 0)
    #expect(try count("education") { $0("event") != "return" && $0("event_date") >= recently } > 0)
    #expect(try count("employment") { $0("reemployed_date").isEmpty && $0("lost_date") <= "2025-08-02" } > 0)
    #expect(try count("housing") { $0("grade") >= "C" } > 0)
    #expect(try count("disaster") { (Money($0("loss"))?.yuan ?? 0) >= 5_000 } > 0)
    #expect(try count("medical") { (Money($0("total_cost"))?.yuan ?? 0) >= 20_000 } > 0)
    #expect(try count("households") { $0("hh_type") == "M" } > 0)
    #expect(try count("households") { $0("hh_type") == "T" } > 0)
  }

  @Test func aboutOneRowInTwoHundredIsWrongOnPurpose() throws {
    let city = try WrittenCity(.small, seed: 5, clean: false)
    let rows = city.files.dropFirst().reduce(0) { $0 + $1.rows }
    let flawed = city.files.reduce(0) { $0 + $1.flawedRows }
    #expect((rows / 330...rows / 140).contains(flawed), "\(flawed) of \(rows)")
    let groups = Set(try city.table("regions").rows.map { $0[0] })
    let households = try city.table("households").rows
    let known = Set(households.map { $0[0] })
    #expect(known.count < households.count, "some households come twice")
    #expect(households.contains { !groups.contains($0[1]) })
    #expect(households.contains { $0[5].isEmpty })
    var faults: Set<String> = []
    var people: Set<String> = []
    try city.table("persons").each { cell in
      if !people.insert(cell("pid")).inserted { faults.insert("twice") }
      if CitizenID.read(cell("pid")).fault != nil { faults.insert("check") }
      if !known.contains(cell("household_id")) { faults.insert("household") }
      if Day(cell("birth_date")) == nil { faults.insert("day") }
      if let birth = Day(cell("birth_date")), CitizenID.read(cell("pid")).id?.birth != birth {
        faults.insert("other")
      }
    }
    #expect(faults == ["twice", "check", "household", "day", "other"])
    faults = []
    var records: Set<String> = []
    try city.table("medical").each { cell in
      if !records.insert(cell("record_id")).inserted { faults.insert("twice") }
      let (id, fault) = CitizenID.read(cell("pid"))
      if fault != nil { faults.insert("check") }
      if let id, fault == nil, !people.contains(id.text) { faults.insert("stranger") }
      if cell("pid").hasPrefix(" ") { faults.insert("untidy") }
      if Day(cell("settle_date")) == nil { faults.insert("day") }
      if Money(cell("total_cost")) == nil { faults.insert("number") }
    }
    #expect(faults == ["twice", "check", "stranger", "untidy", "day", "number"])
  }

  @Test func mistakesChangeNothingElse() throws {
    let clean = try WrittenCity(.tiny, seed: 6, clean: true)
    let flawed = try WrittenCity(.tiny, seed: 6, clean: false)
    #expect(clean.files.allSatisfy { $0.flawedRows == 0 })
    #expect(flawed.files.contains { $0.flawedRows > 0 })
    let right = Set(try clean.table("persons").rows)
    let wrong = try flawed.table("persons").rows.filter { !right.contains($0) }
    #expect(wrong.count <= flawed.files[2].flawedRows)
  }
}
