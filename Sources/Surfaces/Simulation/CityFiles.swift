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

  init(folder: String, years: [AccountingYear], seed: UInt64, isClean: Bool) throws(Problem) {
    try CityFiles.makeFolder(folder)
    var number: UInt64 = 0
    func file(_ name: String, _ header: String, _ flaws: [Flaw], resent: Set<Flaw> = [])
      throws(Problem) -> CityFile
    {
      number += 1
      var seeds = SeededRandom(seed: seed ^ number << 56)
      let source = isClean ? nil : FlawSource(flaws, seed: seeds.next())
      return try CityFile(folder: folder, name: name + ".csv", header: header, flaws: source, resent: resent)
    }
    func feed(_ name: String, _ columns: String, _ flaws: [Flaw] = [], isCounted: Bool = false)
      throws(Problem) -> CityFile
    {
      try file(
        name, "record_id,pid," + columns, [.wrongCheck, .stranger, .twice, .badDay, .untidy] + flaws,
        resent: isCounted ? Flaw.refused : [])
    }
    func ledger(_ name: String, _ columns: String) throws(Problem) -> CityFile {
      try file(
        name, "record_id,place_code," + columns, [.unknown, .twice, .badDay], resent: Flaw.refused)
    }
    let heads = years.flatMap { year in ["wage", "oper", "prop", "trans", "exp"].map { "\($0)_\(year)" } }
    regions = try file("regions", "code,level,parent,name", [])
    households = try file(
      "households",
      "household_id,group_code,hh_type,registered_year,resettled,housing_grade,water_safe,phone,"
        + heads.joined(separator: ","), [.unknown, .twice, .blank], resent: Flaw.refused)
    persons = try file(
      "persons",
      "pid,household_id,name,sex,birth_date,relation,education,school_status,health,labour,disability,"
        + "med_insured,pension_insured,work_place,work_months,monthly_wage",
      [.wrongCheck, .unknown, .twice, .badDay, .otherBirth],
      // A person whose number is wrong is kept, so that nobody sends the row again.
      resent: Flaw.refused.subtracting([.wrongCheck]))
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
    deaths = try feed("deaths", "death_date,cause", isCounted: true)
    disability = try feed("disability", "cert_date,level,category", [.badNumber])
    loans = try feed("loans", "principal,balance,due_date", [.badNumber])
    work = try feed(
      "work", "until,work_place,months,monthly_wage,organised,certificate", isCounted: true)
    bindings = try feed("bindings", "entity,form,start_date,end_date", isCounted: true)
    claims = try feed("claims", "cause,event_date,paid_date,amount", [.badNumber], isCounted: true)
    cases = try feed(
      "cases", "object_type,causes,opened_on,registered_on,eliminated_on,measure,measure_done_on",
      isCounted: true)
    entities = try ledger("entities", "kind,name,credit_code,start_date,end_date")
    premiums = try ledger("premiums", "insurer,start_date,end_date,amount")
    projects = try ledger(
      "projects", "name,class,amount,review_round,reviewed_on,passed,started_on,finished_on")
    sites = try ledger("sites", "name,opened_on,large")
    demos = try ledger("demos", "name,started_on,opened_on")
    policies = try ledger("policies", "title,level,issued_on,end_date")
    tasks = try ledger("tasks", "title,kind,set_on,due_on,done_on")
    statistics = try ledger("statistics", "series,until,value,source,published_on")
  }

  var all: [CityFile] {
    [
      regions, households, persons, medical, education, housing, water, employment, disaster, minlife,
      vehicles, companies, deaths, disability, loans, work, bindings, claims, cases, entities, premiums,
      projects, sites, demos, policies, tasks, statistics,
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
