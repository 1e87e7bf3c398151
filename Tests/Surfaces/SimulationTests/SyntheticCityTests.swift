// Determinism, files, scales and refusals of a synthetic city.
import Glibc
import Kernel
import Simulation
import Testing

@Suite struct SyntheticCityTests {
  @Test(arguments: [true, false])
  func oneSeedGivesTheSameBytes(clean: Bool) throws {
    let first = try WrittenCity(.tiny, seed: 7, clean: clean)
    let second = try WrittenCity(.tiny, seed: 7, clean: clean)
    for name in WrittenCity.names { #expect(try first.bytes(name) == second.bytes(name), "\(name)") }
  }

  @Test func anotherSeedGivesAnotherCity() throws {
    let first = try WrittenCity(.tiny, seed: 7, clean: true)
    let second = try WrittenCity(.tiny, seed: 8, clean: true)
    // What other offices state, and what the insurance costs, is as the calibration says in every city.
    for name in WrittenCity.names where !["premiums", "statistics"].contains(name) {
      #expect(try first.bytes(name) != second.bytes(name), "\(name)")
    }
  }

  @Test func everyFileHasItsColumnsAndSomeRows() throws {
    let city = try WrittenCity(.tiny, seed: 1, clean: true)
    for (name, columns) in expectedColumns {
      let table = try city.table(name)
      #expect(table.header.joined(separator: ",") == columns, "\(name)")
      #expect(!table.rows.isEmpty, "\(name)")
      #expect(table.rows.allSatisfy { $0.count == table.header.count }, "\(name)")
    }
    #expect(city.files.map(\.name) == WrittenCity.names.map { $0 + ".csv" })
  }

  @Test func rowsAreToldAsTheyAreWritten() throws {
    let city = try WrittenCity(.tiny, seed: 3, clean: false)
    for file in city.files {
      #expect(try city.table(String(file.name.dropLast(4))).rows.count == file.rows)
      #expect(city.reported[file.name] == file.rows)
    }
  }

  @Test(arguments: [(Scale.tiny, 200), (.small, 10_000)])
  func aScaleHasItsHouseholds(scale: Scale, households: Int) throws {
    let city = try WrittenCity(scale, seed: 1, clean: true)
    #expect(scale.households == households)
    #expect(city.files[1].rows == households)
    #expect(
      try Set(city.table("households").rows.map { $0[0].prefix(6) }).count == 11, "every county has some")
  }

  @Test func incomesAreNamedAfterTheAccountingYears() throws {
    let day = try #require(Day(year: 2024, month: 9, day: 29))
    let header = try WrittenCity(.tiny, seed: 1, clean: true, asOf: day).table("households").header
    #expect(header.contains("wage_2022") && header.contains("exp_2023"))
  }

  @Test func aFolderThatCannotBeMadeIsRefused() throws {
    let city = try WrittenCity(.tiny, seed: 1, clean: true)
    let day = try referenceDay()
    let problem = #expect(throws: Problem.self) {
      try SyntheticCity(scale: .tiny, seed: 1, asOf: day).write(to: city.folder + "/loans.csv/below")
    }
    #expect(problem?.code == "simulation.file.unwritable")
    #expect(problem?.kind == .unavailable)
  }

  @Test func aNameThatIsTakenByAFolderIsRefusedAndNothingHalfWrittenStays() throws {
    var template = Array("\(P_tmpdir)/city-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    #expect(mkdir(folder + "/regions.csv", 0o755) == 0)
    let day = try referenceDay()
    let problem = #expect(throws: Problem.self) {
      try SyntheticCity(scale: .tiny, seed: 1, asOf: day).write(to: folder)
    }
    #expect(problem?.code == "simulation.file.unwritable")
    // A folder can only be removed when nothing is in it.
    #expect(rmdir(folder + "/regions.csv") == 0)
    #expect(rmdir(folder) == 0)
  }
}

private let expectedColumns = [
  ("regions", "code,level,parent,name"),
  (
    "households",
    "household_id,group_code,hh_type,registered_year,resettled,housing_grade,water_safe,phone,"
      + "wage_2024,oper_2024,prop_2024,trans_2024,exp_2024,wage_2025,oper_2025,prop_2025,trans_2025,exp_2025"
  ),
  (
    "persons",
    "pid,household_id,name,sex,birth_date,relation,education,school_status,health,labour,disability,"
      + "med_insured,pension_insured,work_place,work_months,monthly_wage"
  ),
  ("medical", "record_id,pid,settle_date,hospital_level,kind,total_cost,reimbursed,self_paid"),
  ("education", "record_id,pid,event_date,event,stage"),
  ("housing", "record_id,pid,inspect_date,grade,method"),
  ("water", "record_id,group_code,start_date,end_date,cause"),
  ("employment", "record_id,pid,lost_date,reason,reemployed_date"),
  ("disaster", "record_id,pid,event_date,kind,loss,compensation"),
  ("minlife", "record_id,pid,start_date,end_date,monthly_amount,persons"),
  ("vehicles", "record_id,pid,plate,reg_date,price"),
  ("companies", "record_id,pid,uscc,role,capital,status,reg_date"),
  ("deaths", "record_id,pid,death_date,cause"),
  ("disability", "record_id,pid,cert_date,level,category"),
  ("loans", "record_id,pid,principal,balance,due_date"),
  ("work", "record_id,pid,until,work_place,months,monthly_wage,organised,certificate"),
  ("bindings", "record_id,pid,entity,form,start_date,end_date"),
  ("claims", "record_id,pid,cause,event_date,paid_date,amount"),
  (
    "cases",
    "record_id,pid,object_type,causes,opened_on,registered_on,eliminated_on,measure,measure_done_on"
  ),
  ("entities", "record_id,place_code,kind,name,credit_code,start_date,end_date"),
  ("premiums", "record_id,place_code,insurer,start_date,end_date,amount"),
  (
    "projects",
    "record_id,place_code,name,class,amount,review_round,reviewed_on,passed,started_on,finished_on"
  ),
  ("sites", "record_id,place_code,name,opened_on,large"),
  ("demos", "record_id,place_code,name,started_on,opened_on"),
  ("policies", "record_id,place_code,title,level,issued_on,end_date"),
  ("tasks", "record_id,place_code,title,kind,set_on,due_on,done_on"),
  ("statistics", "record_id,place_code,series,until,value,source,published_on"),
]
