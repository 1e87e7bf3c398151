// The files of a synthetic city: names, columns and the flaws each can have.

import Glibc
import Kernel

/// All files of a city while they are written.
struct CityFiles {
  let regions: CityFile
  let households: CityFile
  let persons: CityFile
  let medical: CityFile
  let education: CityFile
  let housing: CityFile
  let water: CityFile
  let employment: CityFile
  let disaster: CityFile
  let minlife: CityFile
  let vehicles: CityFile
  let companies: CityFile
  let deaths: CityFile
  let disability: CityFile
  let loans: CityFile
  let ledgers: LedgerFiles

  init(folder: String, years: [AccountingYear], seed: UInt64, isClean: Bool) throws(Problem) {
    try CityFiles.makeFolder(folder)
    var opener = CityFileOpener(folder: folder, seed: seed, isClean: isClean)
    let heads = years.flatMap { year in ["wage", "oper", "prop", "trans", "exp"].map { "\($0)_\(year)" } }
    regions = try opener.file("regions", "code,level,parent,name", [])
    households = try opener.file(
      "households",
      "household_id,group_code,hh_type,registered_year,resettled,housing_grade,water_safe,phone,"
        + heads.joined(separator: ","), [.unknown, .twice, .blank], resent: Flaw.refused)
    persons = try opener.file(
      "persons",
      "pid,household_id,name,sex,birth_date,relation,education,school_status,health,labour,disability,"
        + "med_insured,pension_insured,work_place,work_months,monthly_wage",
      [.wrongCheck, .unknown, .twice, .badDay, .otherBirth],
      // A person whose number is wrong is kept, so that nobody sends the row again.
      resent: Flaw.refused.subtracting([.wrongCheck]))
    medical = try opener.feed(
      "medical", "settle_date,hospital_level,kind,total_cost,reimbursed,self_paid", [.badNumber])
    education = try opener.feed("education", "event_date,event,stage")
    housing = try opener.feed("housing", "inspect_date,grade,method")
    water = try opener.file(
      "water", "record_id,group_code,start_date,end_date,cause", [.unknown, .twice, .badDay])
    employment = try opener.feed("employment", "lost_date,reason,reemployed_date")
    disaster = try opener.feed("disaster", "event_date,kind,loss,compensation", [.badNumber])
    minlife = try opener.feed("minlife", "start_date,end_date,monthly_amount,persons", [.badNumber])
    vehicles = try opener.feed("vehicles", "plate,reg_date,price", [.badNumber])
    companies = try opener.feed("companies", "uscc,role,capital,status,reg_date", [.badNumber])
    deaths = try opener.feed("deaths", "death_date,cause", isCounted: true)
    disability = try opener.feed("disability", "cert_date,level,category", [.badNumber])
    loans = try opener.feed("loans", "principal,balance,due_date", [.badNumber])
    ledgers = try LedgerFiles(&opener)
  }

  var all: [CityFile] {
    [
      regions, households, persons, medical, education, housing, water, employment, disaster, minlife,
      vehicles, companies, deaths, disability, loans,
    ] + ledgers.all
  }

  /// Makes the folder and those above it where they are missing.
  private static func makeFolder(_ path: String) throws(Problem) {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o755) != 0, errno != EEXIST { throw SimulationProblems.unwritable(made, error: errno) }
    }
  }
}
