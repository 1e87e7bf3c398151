// All values that a store keeps sealed, whichever room keeps them: by which key, and anew under a newer one.

package import Access
import Casework
package import Database
import Evidence
package import Kernel
import Registry
package import Vault

package enum SealedValues {
  /// How many values each key seals. **Shape**: by number of key; looks at every row.
  package static func counts(on connection: Connection) throws(Problem) -> [UInt8: Int64] {
    let register = try SealStore.counts(on: connection)
    return try register.merging(AccessSealStore.counts(on: connection), uniquingKeysWith: +)
      .merging(SelfReportStore.counts(on: connection), uniquingKeysWith: +)
      .merging(EvidenceKeepingStore.counts(on: connection), uniquingKeysWith: +)
  }

  /// How many values are sealed by keys that a ring lacks: nobody reads them until those keys are back.
  /// **Shape**: by number of key; looks at every row.
  package static func unopened(by ring: KeyRing, on connection: Connection) throws(Problem) -> [UInt8: Int64]
  {
    try counts(on: connection).filter { $0.value > 0 && ring.key($0.key) == nil }
  }

  /// **Problems**: `operation.keys.missing` where the ring lacks a key that values need.
  package static func demandOpen(by ring: KeyRing, on connection: Connection) throws(Problem) {
    let unopened = try unopened(by: ring, on: connection)
    guard !unopened.isEmpty else { return }
    let values = unopened.values.reduce(0, +)
    let numbers = unopened.keys.sorted().map(String.init)
    throw Problem(
      "operation.keys.missing", .conflict,
      zh: "有 \(values) 个值用密钥 \(numbers.joined(separator: "、")) 封存，而密钥文件里没有这个密钥，这些值无法读出。"
        + "请从密钥文件的旧备份中取出该密钥所在的行，按编号从小到大放回密钥文件，再试一次。",
      en:
        "\(values) values are sealed by key \(numbers.joined(separator: ", ")), which the key file lacks: "
        + "nobody can read them. Take the line of that key from an older copy of the key file, put it back "
        + "with numbers rising from line to line, and try again.",
      details: ["keys": numbers.joined(separator: ","), "values": String(values)])
  }

  /// **Problems**: `operation.keys.inUse` while a value needs the key.
  package static func demandUnused(_ number: UInt8, on connection: Connection) throws(Problem) {
    guard let values = try counts(on: connection)[number], values > 0 else { return }
    throw Problem(
      "operation.keys.inUse", .conflict,
      zh: "还有 \(values) 个值用密钥 \(number) 封存，请先运行 shouwang keys rotate。",
      en: "\(values) values are still sealed by key \(number); run shouwang keys rotate first.",
      details: ["values": String(values)])
  }

  /// Seals everything anew under the newest key, a batch a transaction, while others read and write. Each
  /// batch is journalled with its count, and the last transaction that all is done.
  /// - Parameters:
  ///   - report: told after each batch how many values are done.
  ///   - shouldStop: asked before each batch.
  /// **Shape**: how many values were sealed anew, and whether none is left.
  /// **Problems**: `access.permission.missing`, `operation.keys.missing`; those of the keys.
  package static func rotate(
    _ database: Database, batch: Int = 50_000, by act: Act, as visitor: Visitor?,
    report: (Int) -> Void = { _ in }, shouldStop: () -> Bool = { false }
  ) throws(Problem) -> (values: Int, isDone: Bool) {
    let (pass, number) = try database.write { (connection) throws(Problem) in
      let number = String(try connection.sealer().ring.current.number)
      let command = Command("key.rotate", permission: .systemManage, body: number)
      let pass = try DoorPass.open(command, by: act, as: visitor, on: connection)
      try demandOpen(by: connection.sealer().ring, on: connection)
      return (pass, number)
    }
    if let answer = pass.answer { return (Int(answer.text) ?? 0, true) }
    var values = 0
    while !shouldStop() {
      let done = try database.write { (connection) throws(Problem) in
        let done = try reseal(atMost: batch, on: connection)
        let told = Outcome(
          subject: number, details: JSONText.object(["values": String(done > 0 ? done : values)]))
        try pass.note(done > 0 ? "key.reseal" : "key.rotate", told, on: connection)
        if done == 0 { _ = try pass.end(String(values), on: connection) }
        return done
      }
      values += done
      report(values)
      if done == 0 { return (values, true) }
    }
    return (values, false)
  }

  static func reseal(atMost limit: Int, on connection: Connection) throws(Problem) -> Int {
    let register = try SealStore.reseal(atMost: limit, on: connection)
    let done = try register + AccessSealStore.reseal(atMost: limit - register, on: connection)
    let told = try done + SelfReportStore.reseal(atMost: limit - done, on: connection)
    return try told + EvidenceKeepingStore.reseal(atMost: limit - told, on: connection)
  }
}
