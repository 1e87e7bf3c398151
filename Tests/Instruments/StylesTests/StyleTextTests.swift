// The stylesheet: it loads nothing, its colours can be read.
import Styles
import Testing

@Suite struct StyleTextTests {
  @Test func nothingIsLoadedFromElsewhere() {
    for word in ["url(", "@import", "http:", "https:", "expression("] {
      #expect(!StyleText.all.contains(word), "\(word)")
    }
    let opened = StyleText.all.count { $0 == "{" }
    #expect(opened > 100 && opened == StyleText.all.count { $0 == "}" })
  }

  @Test(arguments: [
    ("ink", "card"), ("ink", "ground"), ("ink-soft", "ground"), ("ink-faint", "ground"),
    ("ink-faint", "band"),
    ("link", "card"), ("link", "ground"), ("red", "red-ground"), ("amber", "amber-ground"),
    ("green", "green-ground"),
    ("card", "brand"), ("card", "brand-dark"), ("brand", "brand-light"), ("ink", "shade4"),
    ("card", "shade5"),
    ("ink", "focus"),
  ])
  func wordsStandOutFromTheirGround(word: String, ground: String) throws {
    let light = try #require(luminance(word))
    let dark = try #require(luminance(ground))
    #expect((max(light, dark) + 0.05) / (min(light, dark) + 0.05) >= 4.5)
  }

  /// Relative luminance of a colour of the stylesheet, by the formula of WCAG 2.
  private func luminance(_ name: String) -> Double? {
    guard let rest = StyleText.all.split(separator: "--\(name): #").dropFirst().first else { return nil }
    var digits = String(rest.prefix { $0.isHexDigit })
    if digits.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
    guard digits.count == 6, let number = Int(digits, radix: 16) else { return nil }
    let parts = [number >> 16, number >> 8 & 255, number & 255].map { linear(Double($0) / 255) }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private func linear(_ value: Double) -> Double {
    guard value > 0.04045 else { return value / 12.92 }
    // ((v + 0.055) / 1.055) ^ 2.4, as the fifth root of the twelfth power by Newton's method.
    let base = (value + 0.055) / 1.055
    let power = (0..<12).reduce(1.0) { product, _ in product * base }
    return (0..<60).reduce(base) { root, _ in
      root - (root * root * root * root * root - power) / (5 * root * root * root * root)
    }
  }
}
