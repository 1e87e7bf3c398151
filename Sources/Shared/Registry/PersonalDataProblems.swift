// All that can go wrong with sealed personal data.

import Kernel

enum PersonalDataProblems {
  static let damaged = Problem(
    "registry.personal.damaged", .conflict, zh: "封存的个人信息已损坏，请从备份恢复。",
    en: "Sealed personal data is damaged; restore it from a backup.")

  static let wrongKeys = Problem(
    "registry.keys.wrong", .unavailable,
    zh: "密钥与这个数据库不符。请用建库时的密钥文件（--keys、SHOUWANG_KEYS 或数据库旁的 .keys 文件）。",
    en: "These are not the keys of this store. Name the key file it was made with "
      + "(--keys, SHOUWANG_KEYS, or the .keys file beside the store).")

  /// The same for a file that lacks the key which opens the store.
  static func missingKey(_ number: UInt8) -> Problem {
    Problem(
      "registry.keys.wrong", .unavailable,
      zh: "密钥文件里没有打开这个数据库的密钥 \(number)。请从密钥文件的旧备份中取出编号 \(number) 的一行，"
        + "按编号从小到大放回密钥文件，再试一次；或用 --keys 指定与数据库同一时期的密钥文件。",
      en:
        "The key file lacks key \(number), which opens this store. Take its line from an older copy of the "
        + "key file, put it back with numbers rising from line to line, and try again; or name the key file "
        + "of the store's time with --keys.", details: ["key": String(number)])
  }

  static let unfinished = Problem(
    "registry.keys.plain", .unavailable, zh: "数据库里还有未封存的个人信息，请先完成升级。",
    en: "The store still holds plain personal data; let its upgrade finish first.")

  static func unknownPerson(_ number: Int64) -> Problem {
    Problem(
      "registry.person.unknown", .notFound, zh: "没有编号为 \(number) 的人。",
      en: "There is no person with the number \(number).")
  }

  static func unknownHousehold(_ number: Int64) -> Problem {
    Problem(
      "registry.household.unknown", .notFound, zh: "没有编号为 \(number) 的户。",
      en: "There is no household with the number \(number).")
  }
}
