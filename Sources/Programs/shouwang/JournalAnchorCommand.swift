// `shouwang journal anchor` and `verify`: proof that can be kept elsewhere.

import Access
import ArgumentParser
import Assembly
import Database
import Foundation
import Kernel
import Vault

struct JournalAnchorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "anchor",
    abstract: "写出当日的签名存证文件，应另处保管 / a signed file of how the journal ends today, to be kept elsewhere.",
    discussion: """
      例 / example:
        shouwang journal anchor --out /mnt/elsewhere --key anchor.key
        shouwang journal verify --anchors /mnt/elsewhere --public-key anchor.key.pub
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Option(help: "目录 / the folder.")
  var out: String
  @Option(help: "签名密钥；没有就生成 / the signing key, made where it is missing; by default STORE.anchor-key.")
  var key: String?

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      let signing = try signingKey(at: key ?? store.path() + ".anchor-key")
      let anchor = try database.read { (connection) throws(Problem) in
        if let found = try JournalStore.firstBroken(on: connection) { throw broken(found) }
        return JournalAnchor(
          at: Settings.clock.now(), entries: try JournalStore.count(on: connection),
          ends: try JournalStore.ends(on: connection))
      }
      let path = out + "/" + anchor.fileName
      do {
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        try anchor.signed(with: signing).write(toFile: path, atomically: true, encoding: .utf8)
      } catch { throw SecretFile.unwritten(path) }
      speech.say(
        Text(
          zh: "存证已写入 \(path)（\(anchor.entries) 条）。", en: "Anchor written: \(path), \(anchor.entries) entries."
        ))
    }
  }

  private func signingKey(at path: String) throws(Problem) -> SigningKey {
    if let text = try? String(contentsOfFile: path, encoding: .utf8) { return try SigningKey(reading: text) }
    let made = try SigningKey(random: AdminDoor.chance(32))
    try SecretFile.write(made.secretText + "\n", to: path)
    let open = path + ".pub"
    guard (try? (made.verifying.text + "\n").write(toFile: open, atomically: true, encoding: .utf8)) != nil
    else { throw SecretFile.unwritten(open) }
    writeError(
      Text(
        zh: "已生成签名密钥 \(path)，公钥 \(open) 请与存证文件一起另处保管。",
        en: "A signing key was made: \(path). Keep the public key \(open) elsewhere, with the anchors.")(
          speech.lang))
    return made
  }
}

struct JournalVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "校验整条链，并与存证核对 / prove the chain, and hold it against anchors.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Option(help: "存证目录 / the folder of anchors.")
  var anchors: String?
  @Option(help: "公钥文件 / the public key.")
  var publicKey: String?

  func validate() throws {
    guard (anchors == nil) == (publicKey == nil) else {
      throw ValidationError("--anchors 与 --public-key 要一起用 / --anchors and --public-key go together.")
    }
  }

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      let anchors = try readAnchors()
      let (found, count) = try database.read { (connection) throws(Problem) in
        (try JournalVerifyCommand.firstBreak(anchors, on: connection), try JournalStore.count(on: connection))
      }
      // The auditor's page tells when the chain was looked at last, and how it was found.
      try database.write { (connection) throws(Problem) in
        try JournalCheck.record(found, entries: count, by: try AdminDoor.act(), on: connection)
      }
      if let found { throw broken(found) }
      if speech.json {
        let members = ["count": String(count), "whole": "true", "anchors": String(anchors.count)]
        return print(
          "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
            + "}")
      }
      speech.say(
        Text(
          zh: "日志 \(count) 条，完整；与 \(anchors.count) 份存证相符。",
          en: "\(count) entries, whole; \(anchors.count) anchors fit."))
    }
  }

  private static func firstBreak(
    _ anchors: [JournalAnchor], on connection: Connection
  ) throws(Problem) -> JournalBreak? {
    if let found = try JournalStore.firstBroken(on: connection) { return found }
    for end in anchors.flatMap(\.ends) {
      if let found = try JournalStore.missing(end, on: connection) { return found }
    }
    return nil
  }

  private func readAnchors() throws(Problem) -> [JournalAnchor] {
    guard let anchors, let publicKey else { return [] }
    guard let text = try? String(contentsOfFile: publicKey, encoding: .utf8) else {
      throw unreadable(publicKey)
    }
    let key = try VerifyingKey(reading: text)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: anchors))?.sorted() ?? []
    let files = names.filter { $0.hasSuffix(".anchor") }
    // A folder without anchors proves nothing, and saying "whole" would hide that.
    guard !files.isEmpty else { throw unreadable(anchors) }
    return try files.map { (name) throws(Problem) in
      guard let text = try? String(contentsOfFile: anchors + "/" + name, encoding: .utf8) else {
        throw unreadable(name)
      }
      return try JournalAnchor(reading: text, key: key)
    }
  }

  private func unreadable(_ path: String) -> Problem {
    Problem(
      "program.anchor.unreadable", .notFound, zh: "读不到存证或公钥：\(path)。",
      en: "No anchor or public key can be read at \(path).", details: ["path": path])
  }
}
