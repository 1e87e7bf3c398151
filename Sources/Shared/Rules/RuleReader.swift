// Turns the texts of a rule folder into rules, facts and parameters, gathering every fault.

import Kernel
import RuleLanguage
import RuleTelling
import RuleValues

/// The parts of a library.
struct RuleLibraryParts {
  let rules: [Rule]
  let facts: [Fact]
  let unwritten: [UnwrittenRule]
  let parameters: [RuleParameter]
  let vocabulary: Vocabulary
}

/// One pass over all files; `faults` is empty exactly when the answer is whole.
struct RuleReader {
  let files: [String: String]
  private let needsRules: Bool
  private(set) var faults: [RuleFault] = []

  init(_ files: [String: String], needsRules: Bool) { (self.files, self.needsRules) = (files, needsRules) }

  mutating func read() -> RuleLibraryParts? {
    let folders = sortFiles()
    let shared = readSharedParameters()
    let factFiles = readFacts()
    let sheets = folders.compactMap { readSheet($0) }
    let own = sheets.flatMap(\.parameters)
    checkNames(shared + own)

    var words = ScreeningVocabulary.base()
    for file in factFiles {
      words.records[file.key.record]?.fields[file.key.name] = Vocabulary.Field(
        file.type, zh: file.meaning.zh, en: file.meaning.en, unit: file.display.unit, claim: file.claim)
    }
    declareUnread(factFiles, in: &words)
    declare(shared, in: &words)
    let facts = checkFacts(factFiles, &words)
    price(facts, from: factFiles, in: &words)
    words.variables["household"] = Vocabulary.Variable(.record("Household"))
    let finisher = RuleFinisher(
      files: files, words: words, shared: shared, factFiles: factFiles, facts: facts,
      everyParameter: shared + own)
    let rules = sheets.compactMap { finisher.finish($0, &faults) }
    for folder in folders where !sheets.contains(where: { $0.name == folder }) {
      checkCondition(folder, words)
    }
    checkOrder(sheets)
    declare(own, in: &words)
    return RuleLibraryParts(
      rules: rules.sorted { $0.order < $1.order }, facts: facts, unwritten: readUnwritten(beside: sheets),
      parameters: shared + own, vocabulary: words)
  }

  /// The rule folders; a file that belongs nowhere, or one that is missing, is a fault.
  private mutating func sortFiles() -> [String] {
    var folders = Set<String>()
    for path in files.keys {
      let steps = path.split(separator: "/").map(String.init)
      let isFact = steps.count == 2 && steps[0] == "facts" && path.hasSuffix(".yaml")
      if isFact || RuleReader.ownFiles.contains(path) { continue }
      if steps.count == 2, steps[0] != "facts", RuleFolder.ruleFiles.contains(steps[1]) {
        folders.insert(steps[0])
      } else {
        faults.append(
          RuleFault(path, zh: "规则库中没有这种文件的位置。", en: "A rule folder has no place for this file."))
      }
    }
    if folders.isEmpty, needsRules {
      faults.append(RuleFault("", zh: "规则文件夹里没有规则。", en: "The rule folder holds no rule."))
    }
    for folder in folders.sorted() {
      for name in RuleFolder.ruleFiles where files[folder + "/" + name] == nil {
        faults.append(RuleFault(folder, zh: "缺少文件 \(name)。", en: "The file \(name) is missing."))
      }
      if !isPlainName(folder) {
        faults.append(
          RuleFault(
            folder, zh: "规则名只能用小写英文字母、数字和下划线，并以字母开头。",
            en: "A rule's name should be lower-case letters, digits and _, a letter first."))
      }
    }
    return folders.sorted()
  }

  private static let ownFiles = ["parameters.yaml", RuleFolder.base, UnwrittenRuleReader.file]

  /// What is no file; a code is that of one rule, written or not.
  private mutating func readUnwritten(beside sheets: [RuleSheet]) -> [UnwrittenRule] {
    guard let text = files[UnwrittenRuleReader.file] else { return [] }
    let found = UnwrittenRuleReader().read(text, &faults)
    var taken = Set(sheets.map(\.code))
    for (rule, node) in found where !taken.insert(rule.code).inserted {
      faults.append(
        node.fault(zh: "代码 \(rule.code) 已被使用。", en: "The code \(rule.code) is taken."))
    }
    return found.map(\.rule)
  }

  private mutating func readSharedParameters() -> [RuleParameter] {
    let file = "parameters.yaml"
    guard let text = files[file], let root = RuleNode.read(text, file: file, &faults) else { return [] }
    return root.list(&faults).compactMap { RuleParameter($0, rule: nil, &faults) }
  }

  private mutating func readFacts() -> [FactFile] {
    var found: [FactFile] = []
    for path in files.keys.sorted() where path.hasPrefix("facts/") && path.hasSuffix(".yaml") {
      guard let root = RuleNode.read(files[path] ?? "", file: path, &faults),
        let fact = FactFile(root, &faults)
      else { continue }
      if let other = found.first(where: { $0.key == fact.key }) {
        faults.append(
          RuleFault(
            path, zh: "\(fact.key) 已在 \(other.file) 中写过。", en: "\(fact.key) is already in \(other.file)."))
      } else {
        found.append(fact)
      }
    }
    return found
  }

  private mutating func readSheet(_ folder: String) -> RuleSheet? {
    let file = folder + "/rule.yaml"
    guard let text = files[file], let root = RuleNode.read(text, file: file, &faults) else { return nil }
    return RuleSheet(root, name: folder, &faults)
  }

  /// A parameter's name is free of every other name a rule may use.
  private mutating func checkNames(_ parameters: [RuleParameter]) {
    var taken = Set(ScreeningVocabulary.variables.map(\.name))
    taken.formUnion(ScreeningVocabulary.constants.map(\.prefix))
    taken.formUnion(ScreeningVocabulary.records.map(\.variable))
    for parameter in parameters where !taken.insert(parameter.name).inserted {
      let (zh, en) = ("参数名“\(parameter.name)”已被使用。", "The parameter name \(parameter.name) is taken.")
      let file = parameter.rule.map { $0 + "/rule.yaml" } ?? "parameters.yaml"
      faults.append(
        nameNode(of: parameter, file)?.fault(zh: zh, en: en) ?? RuleFault(file, zh: zh, en: en))
    }
  }

  /// Where a parameter's name stands, for the last time, in its file.
  private func nameNode(of parameter: RuleParameter, _ file: String) -> RuleNode? {
    var ignored: [RuleFault] = []
    let root = files[file].flatMap { RuleNode.read($0, file: file, &ignored) }
    let list = parameter.rule == nil ? root : root?.fields(nil, &ignored)?["parameters"]
    return list?.list(&ignored).compactMap { $0.fields(nil, &ignored)?["name"] }
      .last { $0.text(&ignored) == parameter.name }
  }

  private func declare(_ parameters: [RuleParameter], in words: inout Vocabulary) {
    for parameter in parameters {
      words.variables[parameter.name] = parameter.variable
    }
  }

  /// A fact or a shared parameter whose file has a fault of its own is no unknown name where it is used.
  private func declareUnread(_ read: [FactFile], in words: inout Vocabulary) {
    for path in files.keys where path.hasPrefix("facts/") && !read.contains(where: { $0.file == path }) {
      for record in ScreeningVocabulary.records {
        let start = "facts/" + snakeCase(record.name) + "_"
        guard path.hasPrefix(start), path.hasSuffix(".yaml") else { continue }
        let name = String(path.dropFirst(start.count).dropLast(5))
        if words.records[record.name]?.fields[name] == nil {
          words.records[record.name]?.fields[name] = Vocabulary.Field(.dyn)
        }
      }
    }
    words.declareParameters(named: files["parameters.yaml"] ?? "")
  }

  /// The condition of a rule whose sheet has faults of its own.
  private mutating func checkCondition(_ folder: String, _ words: Vocabulary) {
    guard let text = files[folder + "/rule.cel"] else { return }
    var words = words
    words.declareParameters(named: files[folder + "/rule.yaml"] ?? "")
    do {
      _ = try Checker.check(text, vocabulary: words, expecting: .bool)
    } catch {
      // A sheet that can't be read may declare any name.
      let sheet = files[folder + "/rule.yaml"] ?? ""
      var ignored: [RuleFault] = []
      let isReadable = RuleNode.read(sheet, file: folder, &ignored)?.isMapping == true
      faults += RuleFault.faults(error, in: folder + "/rule.cel", whole: text) {
        isReadable || $0 != .unknownName
      }
    }
  }

  private mutating func checkFacts(_ found: [FactFile], _ words: inout Vocabulary) -> [Fact] {
    let keys = Set(found.map(\.key))
    // What uses a fact of the wrong type is not told of it as well.
    let wrong = found.filter { file in
      guard case .failure(let told) = check(file, words) else { return false }
      return told.all.contains { $0.kind == .wrongResult }
    }
    let misread = Set(wrong.map(\.key))
    faults += found.filter { !misread.contains($0.key) }.compactMap(\.displayFault)
    for file in wrong { words.records[file.key.record]?.fields[file.key.name] = Vocabulary.Field(.dyn) }
    var checked: [Fact.Key: Fact] = [:]
    for file in found {
      switch check(file, words) {
      case .success(let rule):
        checked[file.key] = Fact(
          key: file.key, variable: file.record.variable, unit: file.unit, display: file.display,
          meaning: file.meaning, checked: rule,
          inWords: Text(sentence(of: rule, vocabulary: ownWords(of: file, words))),
          uses: rule.fieldsRead.intersection(keys).sorted())
      case .failure(let told) where told.all.contains { $0.kind == .wrongResult }:
        faults.append(disagreement(file, words))
      case .failure(let told):
        faults += RuleFault.faults(told, in: file.file, whole: files[file.file] ?? "", from: file.line)
      }
    }
    let order = FactOrder(checked.mapValues(\.uses))
    for cycle in order.cycles {
      let chain = cycle.map(\.description).joined(separator: " → ")
      guard let file = found.first(where: { $0.key == cycle[0] }) else { continue }
      faults.append(
        file.expressionNode.fault(
          zh: "事实互相引用成环：\(chain)。", en: "Facts use each other in a circle: \(chain)."))
    }
    return order.sorted.compactMap { checked[$0] }
  }

  private func ownWords(of file: FactFile, _ words: Vocabulary) -> Vocabulary {
    var own = words
    own.variables[file.record.variable] = Vocabulary.Variable(.record(file.key.record))
    return own
  }

  private func check(_ file: FactFile, _ words: Vocabulary) -> Result<CheckedRule, Complaints> {
    Result { () throws(Complaints) in
      try Checker.check(file.expression, vocabulary: ownWords(of: file, words), expecting: file.type)
    }
  }

  /// A fact that says it is of one type and gives another.
  private func disagreement(_ file: FactFile, _ words: Vocabulary) -> RuleFault {
    let given = (try? Checker.check(file.expression, vocabulary: ownWords(of: file, words)))?.type ?? .dyn
    let meant = FactFile.word(for: given)
    return file.typeNode.fault(
      zh: "类型写的是\(file.type.wording.zh)，表达式却得出\(given.wording.zh)，两者不一致；"
        + (meant.map { "请把 type 改为 \($0)，或改写表达式。" } ?? "请改写表达式。"),
      en: "The type says \(file.type), but the expression gives \(given): "
        + (meant.map { "write type: \($0), or change the expression." } ?? "change the expression."))
  }

  /// Tells the vocabulary what each fact takes, so that rules and facts that use it count that too.
  private mutating func price(_ facts: [Fact], from found: [FactFile], in words: inout Vocabulary) {
    for fact in facts {
      var own = words
      own.variables[fact.variable] = Vocabulary.Variable(.record(fact.key.record))
      let cost = fact.checked.cost(own)
      if cost.steps > Cost.most, let file = found.first(where: { $0.key == fact.key }) {
        faults += RuleFault.faults(
          Complaints(tooCostly: fact.checked, cost), in: file.file, whole: files[file.file] ?? "",
          from: file.line)
      }
      words.records[fact.key.record]?.fields[fact.key.name]?.cost = cost.steps
    }
  }

  private mutating func checkOrder(_ sheets: [RuleSheet]) {
    for (index, sheet) in sheets.enumerated() {
      for other in sheets[..<index] where other.order == sheet.order {
        faults.append(
          sheet.orderNode.fault(
            zh: "序号 \(sheet.order) 与 \(other.orderNode.zhPlace)相同，请换一个没有用过的序号。",
            en: "The order \(sheet.order) is that of \(other.orderNode.enPlace); take another."))
      }
      for other in sheets[..<index] where other.code == sheet.code {
        faults.append(
          sheet.codeNode.fault(
            zh: "代码 \(sheet.code) 与 \(other.codeNode.zhPlace)相同，请换一个没有用过的代码。",
            en: "The code \(sheet.code) is that of \(other.codeNode.enPlace); take another."))
      }
    }
  }
}

extension RuleNode {
  fileprivate var zhPlace: String { line.map { "\(file) 第 \($0) 行" } ?? "\(file) " }
  fileprivate var enPlace: String { line.map { "\(file), line \($0)" } ?? file }
}

extension Vocabulary {
  /// Parameters that a file names, as values of any type where they are not declared: a parameter with a
  /// fault of its own is no unknown name where it is used.
  mutating func declareParameters(named text: String) {
    for name in text.matches(of: /name\s*[:：]\s*([a-z][a-z0-9_]*)/).map({ String($0.1) })
    where variables[name] == nil {
      variables[name] = Variable(.dyn)
    }
  }
}
