// A sentence in the two languages of the interface.

/// The languages of the interface; Chinese first.
package enum Language: String, CaseIterable, Sendable {
  case zh
  case en
}

/// The same words in Chinese and in English.
package struct Text: Hashable, Sendable {
  package let zh: String
  package let en: String

  package init(zh: String, en: String) { (self.zh, self.en) = (zh, en) }

  package func callAsFunction(_ language: Language) -> String { language == .zh ? zh : en }
}
