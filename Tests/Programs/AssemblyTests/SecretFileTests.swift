// A secret file is for its owner alone and never written over.
import Foundation
import Kernel
import Testing

@testable import Assembly

@Suite struct SecretFileTests {
  /// A folder that is named by the test and gone with its end.
  private func inFolder(_ name: String, _ work: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "shouwang-secret-\(name)-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try work(folder)
  }

  @Test func aSecretIsReadByItsOwnerAlone() throws {
    try inFolder("mode") { folder in
      try SecretFile.write("key", to: folder + "/secret")
      let mode = try FileManager.default.attributesOfItem(atPath: folder + "/secret")[.posixPermissions]
      #expect(mode as? Int == 0o600)
      #expect(try String(contentsOfFile: folder + "/secret", encoding: .utf8) == "key")
    }
  }

  @Test func aSecretThatEverybodyReadsIsToldOf() throws {
    try inFolder("readers") { folder in
      let path = folder + "/key.pem"
      try SecretFile.write("key", to: path)
      for (mode, isTold) in [(0o600, false), (0o640, false), (0o644, true)] {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(SecretFile.warnOfReaders(path) == isTold)
      }
    }
  }

  @Test func aSecretThatIsThereStays() throws {
    try inFolder("twice") { folder in
      try SecretFile.write("first", to: folder + "/secret")
      let refusal = #expect(throws: Problem.self) { try SecretFile.write("second", to: folder + "/secret") }
      #expect(refusal?.code == "program.secret.unwritten")
      #expect(try String(contentsOfFile: folder + "/secret", encoding: .utf8) == "first")
    }
  }
}
