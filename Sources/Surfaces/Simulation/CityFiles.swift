// The fifteen files of a synthetic city: names, columns and the flaws each can have.

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

  init(folder: String, years: [AccountingYear], seed: UInt64, isClean: Bool) throws(Problem) {
    try CityFiles.makeFolder(folder)
    var number: UInt64 = 0
    func file(_ name: String, _ header: String, _ flaws: [Flaw]) throws(Problem) -> CityFile {
      number += 1
      var seeds = SeededRandom(seed: seed ^ number << 56)
      let source = isClean ? nil : FlawSource(flaws, seed: seeds.next())
      return try CityFile(folder: folder, name: name + ".csv", header: header, flaws: source)
    }
    func feed(_ name: String, _ columns: String, _ flaws: [Flaw] = []) throws(Problem) -> CityFile {
      try file(
        name, "record_id,pid," + columns, [.wrongCheck, .stranger, .twice, .badDay, .untidy] + flaws)
    }
    let heads = years.flatMap { year in ["wage", "oper", "prop", "trans", "exp"].map { "\($0)_\(year)" } }
    regions = try file("regions", "code,level,parent,name", [])
    households = try file(
      "households",
      "household_id,group_code,hh_type,registered_year,resettled,housing_grade,water_safe,phone,"
        + heads.joined(separator: ","), [.unknown, .twice, .blank])
    persons = try file(
      "persons",
      "pid,household_id,name,sex,birth_date,relation,education,school_status,health,labour,disability,"
        + "med_insured,pension_insured,work_place,work_months,monthly_wage",
      [.wrongCheck, .unknown, .twice, .badDay, .otherBirth])
    medical = try feed(
      "medical", "settle_date,hospital_level,kind,total_cost,reimbursed,self_paid", [.badNumber])
    education = try feed("education", "event_date,event,stage")
    housing = try feed("housing", "inspect_date,grade,method")
    water = try file(
      "water", "record_id,group_code,start_date,end_date,cause", [.unknown, .twice, .badDay])
    employment = try feed("employment", "lost_date,reason,reemployed_date")
    disaster = try feed("disaster", "event_date,kind,loss,compensation", [.badNumber])
    minlife = try feed("minlife", "start_date,end_date,monthly_amount,persons", [.badNumber])
    vehicles = try feed("vehicles", "plate,reg_date,price", [.badNumber])
    companies = try feed("companies", "uscc,role,capital,status,reg_date", [.badNumber])
    deaths = try feed("deaths", "death_date,cause")
    disability = try feed("disability", "cert_date,level,category", [.badNumber])
    loans = try feed("loans", "principal,balance,due_date", [.badNumber])
  }

  var all: [CityFile] {
    [
      regions, households, persons, medical, education, housing, water, employment, disaster, minlife,
      vehicles,
      companies, deaths, disability, loans,
    ]
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
