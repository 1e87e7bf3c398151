// What a name or field that is not known was probably meant for.

import RuleValues

extension Checker {
  /// A type in words; a record by its Chinese name: `读者（Reader）`.
  func words(_ type: CELType) -> Wording {
    switch shown(type) {
    case .record(let name): recordWords(name)
    case .list(.record(let name)):
      Wording(zh: "\(recordWords(name).zh)的列表", en: "list(\(name))")
    case let type: type.wording
    }
  }

  private func recordWords(_ name: String) -> Wording {
    let zh = vocabulary.records[name]?.zh ?? ""
    return Wording(zh: zh.isEmpty ? "记录 \(name) " : "\(zh)（\(name)）", en: name)
  }

  // Names.

  func nameHint(_ name: String) -> Wording? {
    guard complaints.count <= Complaints.most else { return nil }
    if let meant = ForeignWords.values[name.lowercased()] ?? Self.literals[name.lowercased()] {
      return Wording(zh: "请写 \(meant)。", en: "Write \(meant).")
    }
    if ForeignWords.clocks.contains(name.lowercased()) { return clockHint }
    let known = reachable()
    if let near = NearestName.of(name, among: known.map(\.key)) {
      return known.first { $0.key == near }?.near.hint
    }
    guard !overloads(of: name).isEmpty else { return nil }
    return Wording(zh: "\(name) 是函数，请写 \(name)(…)。", en: "\(name) is a function: write \(name)(…).")
  }

  private static let literals = ["true": "true", "false": "false", "null": "null"]

  /// Everything a bare name may have been meant for: names of loops, variables, and the fields of either.
  private func reachable() -> [(key: String, near: NearName)] {
    var found: [(key: String, near: NearName)] = []
    let scopes = scopes.reversed().filter { !$0.name.hasPrefix("@") }
    for scope in scopes { found.append((scope.name, NearName(name: scope.name, zh: "", en: ""))) }
    let variables = vocabulary.variables.sorted { $0.key < $1.key }
    for (name, variable) in variables {
      found.append((name, NearName(name: name, zh: variable.zh, en: variable.en)))
      if let dot = name.firstIndex(of: ".") {
        found.append((String(name[..<dot]), NearName(name: String(name[..<dot]), zh: "", en: "")))
      }
    }
    let rows = scopes.map { ($0.name, $0.type) } + variables.map { ($0.key, $0.value.type) }
    for (name, type) in rows {
      guard case .record(let record) = shown(type) else { continue }
      for field in vocabulary.records[record]?.fields.sorted(by: { $0.key < $1.key }) ?? [] {
        let near = NearName(name: "\(name).\(field.key)", zh: field.value.zh, en: field.value.en)
        found.append((field.key, near))
      }
    }
    return found
  }

  /// The nearest of the names that begin with a group, or all of them where they are few.
  func memberHint(_ name: String, in group: String) -> Wording? {
    guard complaints.count <= Complaints.most else { return nil }
    let members = vocabulary.variables.filter { $0.key.hasPrefix(group + ".") }
    guard let near = NearestName.of(name, among: members.keys), let meant = members[near] else {
      return listing(members.map { NearName(name: $0.key, zh: $0.value.zh, en: $0.value.en) })
    }
    return NearName(name: near, zh: meant.zh, en: meant.en).hint
  }

  // Fields.

  func fieldHint(_ field: String, of record: Vocabulary.RecordType) -> Wording? {
    guard complaints.count <= Complaints.most else { return nil }
    guard let near = NearestName.of(field, among: record.fields.keys), let meant = record.fields[near] else {
      return listing(record.fields.map { NearName(name: $0.key, zh: $0.value.zh, en: $0.value.en) })
    }
    return NearName(name: near, zh: meant.zh, en: meant.en).hint
  }

  /// What to do with a value that has no fields.
  func memberHint(_ field: String, of type: CELType) -> Wording? {
    if let call = ForeignWords.calls[field.lowercased()], call.hasPrefix("size("), !type.isNumber {
      return Wording(zh: "请写 size(…)。", en: "Write size(…).")
    }
    if overloads(of: field).contains(where: \.isMember) {
      return Wording(zh: "\(field) 是函数，请写 .\(field)()。", en: "\(field) is a function: write .\(field)().")
    }
    guard case .list(let element) = type else { return nil }
    if case .record(let name) = element, vocabulary.records[name]?.fields[field] == nil { return nil }
    return Wording(
      zh: "列表要先取其中一个，例如 .exists(x, x.\(field) == …)，或 last(…).\(field)。",
      en: "Take elements of the list first, as in .exists(x, x.\(field) == …) or last(…).\(field).")
  }

  private func listing(_ names: [NearName]) -> Wording? {
    guard !names.isEmpty else { return nil }
    let shown = names.sorted { $0.name < $1.name }.prefix(8)
    let zh = shown.map(\.shown.zh).joined(separator: "、")
    let en = shown.map(\.name).joined(separator: ", ")
    let more = names.count > shown.count
    return Wording(zh: "可以写：\(zh)\(more ? " 等" : "")。", en: "There are \(en)\(more ? " and others" : "").")
  }

  // Chinese words.

  /// A Chinese word that the vocabulary knows is told with the name that rules write.
  func named(_ complaint: Complaint) -> Complaint {
    guard complaint.kind == .foreignWord, complaints.count <= Complaints.most else { return complaint }
    let word = parsed.source.string(complaint.span)
    let digits = word.last.map { Self.units.contains($0) } == true ? word.dropLast() : word[...]
    if !digits.isEmpty, digits.allSatisfy({ Self.numerals.contains($0) }) {
      return complaint.hinting(
        Wording(zh: "数要用阿拉伯数字写，例如 8000。", en: "Write numbers in digits, such as 8000."))
    }
    let near = called(word)
    return near.isEmpty ? complaint : complaint.hinting(NearName.hint(near))
  }

  /// What is called so in Chinese, or by a longer word with it, the shortest first; at most three.
  private func called(_ word: String) -> [NearName] {
    var known: [NearName] = []
    for (name, variable) in vocabulary.variables {
      guard case .record(let type) = variable.type, let record = vocabulary.records[type] else {
        known.append(NearName(name: name, zh: variable.zh, en: variable.en))
        continue
      }
      let (zh, en) = variable.zh.isEmpty ? (record.zh, record.en) : (variable.zh, variable.en)
      known.append(NearName(name: name, zh: zh, en: en))
      known += record.fields.map { NearName(name: "\(name).\($0.key)", zh: $0.value.zh, en: $0.value.en) }
    }
    let others = vocabulary.records.values.flatMap { record in
      record.fields.map { NearName(name: $0.key, zh: $0.value.zh, en: $0.value.en) }
    }
    for names in [known, others] {
      let near = names.filter { NearName.head($0.zh).contains(word) }.sorted {
        let (left, right) = (NearName.head($0.zh), NearName.head($1.zh))
        return (left.count, $0.name.utf8.count, $0.name) < (right.count, $1.name.utf8.count, $1.name)
      }
      if let first = near.first, NearName.head(first.zh) == word { return [first] }
      if !near.isEmpty { return Array(near.prefix(3)) }
    }
    return []
  }

  private static let numerals: Set<Character> = [
    "〇", "零", "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "万", "亿",
  ]

  private static let units: Set<Character> = ["元", "岁", "天", "日", "年", "月", "人", "个", "次", "户"]

  var clockHint: Wording {
    let moments = vocabulary.variables.filter { $0.value.type == .timestamp && $0.value.value == nil }
    guard let moment = moments.min(by: { $0.key < $1.key }) else {
      return Wording(
        zh: "规则不读时钟；日期写作 timestamp(\"2025-01-31T00:00:00Z\")。",
        en: "A rule reads no clock; a date is written timestamp(\"2025-01-31T00:00:00Z\").")
    }
    let shown = NearName(name: moment.key, zh: moment.value.zh, en: moment.value.en).shown
    return Wording(zh: "规则不读时钟，请用 \(shown.zh)。", en: "A rule reads no clock; use \(shown.en).")
  }

  /// Nobody reads the hints of a text that is wrong all through, and finding them takes long.
  func nearest(to name: String, among known: some Sequence<String>) -> String? {
    complaints.count > Complaints.most ? nil : NearestName.of(name, among: known)
  }
}

extension CELType {
  var isNumber: Bool { self == .int || self == .uint || self == .double }
}
