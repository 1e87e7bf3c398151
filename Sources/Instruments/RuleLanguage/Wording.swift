// A sentence in the two languages of the house.

/// What the room says to people: Chinese first, English beside it.
package struct Wording: Hashable, Sendable {
  package let zh: String
  package let en: String

  package init(zh: String, en: String) { (self.zh, self.en) = (zh, en) }

  package func callAsFunction(_ language: Language) -> String { language == .zh ? zh : en }

  package enum Language: String, Hashable, Sendable, CaseIterable { case zh, en }
}
