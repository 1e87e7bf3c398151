// What is said to people, in two languages, and the place in a text that it is said of.

/// What the room says to people: Chinese first, English beside it.
package struct Wording: Hashable, Sendable {
  package let zh: String
  package let en: String

  package init(zh: String, en: String) { (self.zh, self.en) = (zh, en) }

  package func callAsFunction(_ language: Language) -> String { language == .zh ? zh : en }

  package enum Language: String, Hashable, Sendable, CaseIterable { case zh, en }
}

/// A half-open range of UTF-8 offsets in the source text.
package struct Span: Hashable, Sendable {
  package let lower: Int
  package let upper: Int

  package init(_ lower: Int, _ upper: Int) { (self.lower, self.upper) = (lower, upper) }
}
