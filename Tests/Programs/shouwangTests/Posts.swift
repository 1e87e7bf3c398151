// Visitors in posts as the files of roles and subjects have them, for tests of what each may see.
import Access
import Foundation
import Kernel

enum Posts {
  static let city = code("5306")

  static func code(_ text: String) -> PlaceCode {
    guard let code = PlaceCode(text) else { preconditionFailure("\(text) is a place") }
    return code
  }

  /// The office of the city, which sees everything.
  static let office = visitor("city_office", at: city)

  static func visitor(_ role: String, at place: PlaceCode, _ subject: String? = nil) -> Visitor {
    guard let known = roles[role] else { preconditionFailure("\(role) is a role") }
    return Visitor(
      account: role, name: "测试员", post: PostID(number: 1), role: known, place: place,
      subject: subject.flatMap { subjects[$0] })
  }

  /// By name, as `access/roles.yaml` has them.
  static let roles: [String: Role] = blocks("roles.yaml").reduce(into: [:]) { roles, block in
    let levels = words("levels", in: block.lines).compactMap { word in
      PlaceLevel.allCases.first { "\($0)" == word }
    }
    roles[block.name] = Role(
      name: block.name, title: Text(zh: block.name, en: block.name), levels: levels,
      permissions: Set(words("permissions", in: block.lines).compactMap { Permission(rawValue: $0) }),
      hasSubject: block.lines.contains("has_subject: true"))
  }

  /// By name, as `access/subjects.yaml` has them.
  static let subjects: [String: Subject] = blocks("subjects.yaml").reduce(into: [:]) { subjects, block in
    subjects[block.name] = Subject(
      name: block.name, title: Text(zh: block.name, en: block.name),
      feeds: Set(words("feeds", in: block.lines)), causes: Set(words("causes", in: block.lines)),
      seesIncome: block.lines.contains("sees_income: true"))
  }

  private static func blocks(_ file: String) -> [(name: String, lines: String)] {
    guard let text = try? String(contentsOfFile: Project.root + "/access/" + file, encoding: .utf8) else {
      preconditionFailure("access/\(file) is there")
    }
    var blocks: [(name: String, lines: String)] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if line.hasPrefix(" ") {
        blocks[blocks.count - 1].lines += line + "\n"
      } else {
        blocks.append((String(line.prefix { $0 != ":" }), ""))
      }
    }
    return blocks
  }

  /// The words of `key: [a, b]`, over several lines too.
  private static func words(_ key: String, in lines: String) -> [String] {
    guard let start = lines.range(of: "\(key):"), let open = lines[start.upperBound...].firstIndex(of: "[")
    else { return [] }
    return lines[lines.index(after: open)...].prefix { $0 != "]" }
      .split { ", \n\"".contains($0) }.map(String.init)
  }
}
