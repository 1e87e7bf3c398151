// Options that name a folder of files which the program comes with: rules, rules on the ledger, figures.

package import ArgumentParser
package import Indicators
package import Kernel
package import Rules

/// A folder of files that are read as one.
package protocol NamedFolder {
  associatedtype Book
  /// The option without its dashes, and the code of its problem.
  static var option: String { get }
  static var code: String { get }
  static var title: Text { get }
  /// What else has to be there, for the help; empty where nothing has.
  static var needs: Text { get }
  /// The one the program came with; nil where there is none.
  static var folder: String? { get }
  static func load(_ folder: String) throws -> Book
}

extension NamedFolder {
  package static var needs: Text { Text(zh: "", en: "") }
  /// Folders that use facts and parameters of the rules.
  fileprivate static var besideRules: Text {
    Text(
      zh: "；目录旁须有规则目录 rules，位置写在其 base.yaml 的 stands_on",
      en: " The folder of rules has to lie beside it as rules, or where stands_on in its base.yaml says.")
  }
}

/// Where such a folder is; by default the one the program came with.
package struct FolderOptions<Folder: NamedFolder>: ParsableArguments {
  @Option(
    name: .customLong(Folder.option),
    help: ArgumentHelp(
      "\(Folder.title.zh)目录\(Folder.needs.zh) / the folder of \(Folder.title.en); by default the one the "
        + "program came with.\(Folder.needs.en)",
      valueName: "folder"))
  package var folder: String?

  package init() {}

  /// **Problems**: `program.<code>.missing`, those of the files.
  package func load() throws -> Folder.Book {
    guard let folder = folder ?? Folder.folder else {
      throw Problem(
        "program.\(Folder.code).missing", .notFound,
        zh: "找不到\(Folder.title.zh)目录，请用 --\(Folder.option) 指定。",
        en: "No folder of \(Folder.title.en) was found; name one with --\(Folder.option).")
    }
    return try Folder.load(folder)
  }
}

package enum RulesFolder: NamedFolder {
  package static let option = "rules"
  package static let code = "rules"
  package static let title = Text(zh: "规则", en: "rules")
  package static var folder: String? { Settings.rulesFolder }
  package static func load(_ folder: String) throws -> RuleLibrary { try RuleLibrary.load(folder) }
}

package enum LedgerRulesFolder: NamedFolder {
  package static let option = "ledger-rules"
  package static let code = "ledgerRules"
  package static let title = Text(zh: "账实规则", en: "rules on the ledger")
  package static var needs: Text { besideRules }
  package static var folder: String? { Settings.ledgerRulesFolder }
  package static func load(_ folder: String) throws -> RuleLibrary { try RuleLibrary.load(folder) }
}

package enum IndicatorsFolder: NamedFolder {
  package static let option = "indicators"
  package static let code = "indicators"
  package static let title = Text(zh: "指标", en: "figures")
  package static var needs: Text { besideRules }
  package static var folder: String? { Settings.indicatorsFolder }
  package static func load(_ folder: String) throws -> IndicatorBook { try IndicatorBook.load(folder) }
}

package typealias RulesOptions = FolderOptions<RulesFolder>
package typealias LedgerRulesOptions = FolderOptions<LedgerRulesFolder>
package typealias IndicatorsOptions = FolderOptions<IndicatorsFolder>
