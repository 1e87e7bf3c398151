// A password that is set by the command line, from standard input.
import Foundation
import Testing

@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct PasswordCommandTests {
  @Test func aPasswordComesFromStandardInputAndObeysTheRules() throws {
    let folder = try WorkFolder("password")
    let (files, store) = (folder.path + "/files", folder.path + "/city.sqlite")
    _ = try Program.run(["city", "make", "--scale", "tiny", "--out", files], in: folder)
    #expect(try Program.run(["import", "--store", store, files], in: folder).status == 0)
    let add = ["admin", "account", "add", "li.si", "李四", "--store", store]
    #expect(try Program.run(add, in: folder).status == 0)
    func set(_ input: String, _ login: String = "li.si") throws -> (status: Int32, err: String) {
      let words = ["admin", "account", "password", login, "--store", store, "--lang", "en"]
      let answer = try Program.run(words, reading: Data(input.utf8), in: folder)
      #expect(!(answer.out + answer.err).contains("Another-horse-8"))
      return (answer.status, answer.err)
    }
    #expect(try set("").status == 65)
    #expect(try set("short\n").err.contains("too short"))
    #expect(try set("Another-horse-8\n", "nobody").status == 66)
    #expect(try set("Another-horse-8\n").status == 0)
    #expect(try set("Another-horse-8\n").err.contains("used before"))
    let told = try Program.run(
      ["journal", "search", "--action", "account.recoverPassword", "--store", store], in: folder)
    #expect(told.out.contains("local:"))
  }
}
