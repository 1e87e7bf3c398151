// Keys are changed, and backups of before still open under the file of their time.
import Foundation
import Kernel
import Testing

@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct KeysCommandTests {
  @Test func aBackupOpensUnderTheKeysOfItsTime() throws {
    let folder = try WorkFolder("keys")
    let (files, store) = (folder.path + "/files", folder.path + "/city.sqlite")
    func run(_ words: String...) throws -> (status: Int32, out: String, err: String) {
      try Program.run(words + ["--lang", "en"], in: folder)
    }
    _ = try Program.run(["city", "make", "--scale", "tiny", "--out", files], in: folder)
    #expect(try run("import", "--store", store, files).status == 0)
    #expect(try run("backup", "--store", store, "--to", folder.path + "/backups").status == 0)
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.path + "/backups").first)
    let backup = folder.path + "/backups/" + name
    let (keys, old) = (store + ".keys", folder.path + "/old.keys")
    try FileManager.default.copyItem(atPath: keys, toPath: old)
    #expect(try run("keys", "add", "--store", store).status == 0)
    #expect(try run("keys", "drop", "1", "--store", store).err.contains("shouwang keys rotate"))
    #expect(try run("keys", "rotate", "--store", store).status == 0)
    #expect(try run("keys", "drop", "1", "--store", store).out.contains("copy of the old key file"))
    let status = try run("keys", "status", "--store", store)
    #expect(status.status == 0 && !status.out.contains("key 1:") && status.out.contains("(in use)"))
    #expect(try run("check", "--store", store).status == 0)
    let restored = folder.path + "/restored.sqlite"
    let refused = try run("restore", "--from", backup, "--store", restored, "--keys", keys)
    #expect(
      refused.status == Problem.Kind.unavailable.exitCode && refused.out.contains("Restored and compared"))
    #expect(refused.err.contains("lacks key 1") && refused.err.contains("file of the time of the backup"))
    #expect(try run("keys", "status", "--store", restored, "--keys", keys).err.contains("put it back"))
    let other = folder.path + "/other.sqlite"
    #expect(try run("restore", "--from", backup, "--store", other, "--keys", old).status == 0)
  }
}
