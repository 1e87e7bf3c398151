// `import --refresh` and `bench screening` as a person uses them.
import Foundation
import Kernel
import Testing

@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct RefreshCommandTests {
  @Test func aSmallImportIsJudgedAtOnceAndALargeOneIsLeft() throws {
    let folder = try WorkFolder("refresh-command")
    let (files, store) = (folder.path + "/files", folder.path + "/city.sqlite")
    func run(_ arguments: String...) throws -> (status: Int32, out: String, err: String) {
      try Program.run(arguments, in: folder)
    }
    #expect(try run("city", "make", "--scale", "tiny", "--seed", "3", "--out", files).status == 0)
    let first = try run("import", "--store", store, files, "--refresh", "--json")
    #expect(first.out.contains("\"refresh\":{\"code\":\"program.refresh.large\""))
    #expect(try run("screen", "--store", store, "--as-of", "2025-10-31").status == 0)
    let person = try #require(
      String(contentsOfFile: files + "/persons.csv", encoding: .utf8).split(separator: "\n").dropFirst()
        .first { CitizenID.read($0.prefix(18)).fault == nil })
    let bill = """
      record_id,pid,settle_date,hospital_level,kind,total_cost,reimbursed,self_paid
      900001,\(person.prefix(18)),2025-10-15,3,I,90000.00,10000.00,80000.00

      """
    try bill.write(toFile: folder.path + "/medical.csv", atomically: true, encoding: .utf8)
    let small = try run(
      "import", "--store", store, folder.path + "/medical.csv", "--refresh", "--lang", "en")
    #expect(small.status == 0 && small.out.contains("1 households were screened again"), "\(small.out)")
    let bench = try run(
      "bench", "screening", "--store", store, "--rounds", "1", "--households", "20", "--oracle", "1000000",
      "--write", "--json")
    #expect(bench.status == 0, "\(bench.err)")
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(bench.out.utf8)) as? [String: Any])
    let names = (answer["series"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
    #expect(
      names == [
        "full", "rollup", "whatif_line_first", "whatif_line", "whatif_medical_cost_high_first",
        "whatif_medical_cost_high", "household", "save", "store_commit", "household_store",
        "household_store_read",
      ])
    #expect(answer["oracle_differing"] as? Int == 0)
    #expect(answer["oracle_compared"] as? Int == answer["households"] as? Int)
  }
}
