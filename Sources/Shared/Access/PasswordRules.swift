// What a new password must be like.

package import Kernel

/// Checks of a password before it is hashed; whether it was used before is the store's to say.
package struct PasswordRules: Sendable {
  private let settings: AccessSettings

  package init(_ settings: AccessSettings) { self.settings = settings }

  /// What to tell who chooses one.
  package var words: Text {
    Text(
      zh: "至少 \(settings.passwordLengthMin) 个字符，含大写字母、小写字母、数字、其他字符中的 "
        + "\(settings.passwordClassesMin) 类；不含登录名，不用常见密码"
        + (settings.passwordHistory > 0 ? "，不与最近 \(settings.passwordHistory) 个相同。" : "。"),
      en:
        "At least \(settings.passwordLengthMin) characters of \(settings.passwordClassesMin) kinds among "
        + "capitals, small letters, digits and others; without the name to sign in with, and no "
        + "common password"
        + (settings.passwordHistory > 0 ? "; none of the last \(settings.passwordHistory)." : "."))
  }

  /// **Problems**: `access.password.short`, `.long`, `.classes`, `.common`, `.name`.
  package func check(_ password: String, loginName: String) throws(Problem) {
    if password.count < settings.passwordLengthMin { throw refusal("short") }
    // More would only make us compute.
    if password.utf8.count > 256 {
      throw Problem(
        "access.password.long", .invalid, zh: "密码过长，请不超过 256 字节。",
        en: "The password is too long; use up to 256 bytes.")
    }
    let small = password.lowercased()
    if PasswordRules.classes(password) < settings.passwordClassesMin { throw refusal("classes") }
    if loginName.count >= 3, small.contains(loginName.lowercased()) { throw refusal("name") }
    let letters = small.filter { $0.isLetter || $0.isNumber }
    let isCommon = PasswordRules.common.contains { letters == $0 || stripped(letters) == $0 }
    if isCommon || Set(small).count < 5 { throw refusal("common") }
  }

  static func classes(_ password: String) -> Int {
    [
      password.contains { $0.isUppercase }, password.contains { $0.isLowercase },
      password.contains { $0.isNumber }, password.contains { !$0.isCased && !$0.isNumber },
    ].filter { $0 }.count
  }

  static let reused = Problem(
    "access.password.reused", .invalid, zh: "这个密码用过，请换一个新的。",
    en: "This password was used before; choose a new one.")

  /// Without the digits that people hang on.
  private func stripped(_ letters: String) -> String {
    var letters = letters[...]
    while letters.last?.isNumber == true { letters.removeLast() }
    return String(letters)
  }

  private func refusal(_ fault: String) -> Problem {
    let reason: Text =
      switch fault {
      case "short": Text(zh: "密码太短。", en: "The password is too short. ")
      case "classes": Text(zh: "密码的字符种类太少。", en: "The password mixes too few kinds of characters. ")
      case "name": Text(zh: "密码不能含登录名。", en: "The password holds the name to sign in with. ")
      default: Text(zh: "这个密码太常见。", en: "This password is too common. ")
      }
    return Problem(
      "access.password.\(fault)", .invalid, zh: reason.zh + "要求：" + words.zh, en: reason.en + words.en)
  }

  /// The beginnings that guessing programs try first, with digits behind them or without.
  private static let common: Set<String> = [
    "password", "passw0rd", "p@ssw0rd", "pssword", "pssw0rd", "qwerty", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "qazwsx",
    "qazwsxedc", "abc", "abcd", "abcdef", "abcdefg", "aabbcc", "admin", "administrator", "root", "user",
    "test",
    "welcome", "letmein", "iloveyou", "woaini", "monkey", "dragon", "sunshine", "princess", "football",
    "master",
    "login", "guest", "changeme", "secret", "default", "zhaotong", "yunnan", "shouwang", "china", "zhongguo",
    "fangpin",
    "1q2w3e4r", "1qaz2wsx", "1q2w3e4r5t", "qwer1234", "a123456789", "1234567890", "0123456789", "9876543210",
    "5201314",
  ]
}
