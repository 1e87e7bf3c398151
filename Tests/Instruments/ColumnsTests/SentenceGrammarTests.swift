// Random rules of the grammar are sentences in both languages.
import RuleLanguage
import RuleTelling
import RuleValues
import Testing

struct SentenceGrammarTests {
  private static let types: [CELType] = [.bool, .bool, .bool, .int, .timestamp, .duration, .string]

  @Test func everyRandomRuleIsASentenceWithItsBracketsClosed() {
    for seed in 1...1_500 {
      var grammar = RuleGrammar(seed, Town.vocabulary)
      let type = Self.types[seed % Self.types.count]
      let rule = grammar.rule(type, [("household", .record(Town.subject))], depth: 4)
      let words = sentence(of: rule, vocabulary: grammar.vocabulary)
      #expect(!words.zh.isEmpty && !words.en.isEmpty, "seed \(seed)")
      #expect(Self.isClosed(words.zh, "「『", "」』"), "seed \(seed): \(words.zh)")
      #expect(!words.zh.unicodeScalars.contains { (0xF8F0...0xF8F1).contains($0.value) }, "seed \(seed)")
      #expect(sentence(of: rule, vocabulary: grammar.vocabulary) == words, "seed \(seed)")
    }
  }

  private static func isClosed(_ text: String, _ opening: String, _ closing: String) -> Bool {
    var open: [Character] = []
    for character in text {
      if opening.contains(character) { open.append(character) }
      if closing.contains(character) {
        guard let last = open.popLast(), (last == "「") == (character == "」") else { return false }
      }
    }
    return open.isEmpty
  }
}
