// All that signing in by a provider can refuse.

import Kernel

enum OpenIDProblems {
  static let state = Problem(
    "openid.state", .notPermitted, zh: "登录过程已过期或不是从这里开始的，请重新登录。",
    en: "This sign-in has expired or did not begin here; please sign in again.")

  /// The provider says no, by its own code.
  static func refused(_ code: String) -> Problem {
    Problem(
      "openid.refused", .notPermitted, zh: "统一登录服务没有同意登录，请重试或联系管理员。",
      en: "The provider did not agree to the sign-in; try again or ask the administrator.",
      details: ["provider": String(code.filter { $0.isASCII && ($0.isLetter || $0 == "_") }.prefix(60))])
  }

  /// The provider's answer is none that can be used.
  static func answer(_ step: String) -> Problem {
    Problem(
      "openid.answer", .unavailable, zh: "统一登录服务的回应无法使用（\(step)），请联系管理员。",
      en: "The provider's answer cannot be used (\(step)); ask the administrator.", details: ["step": step])
  }

  /// The signed statement is not one about this sign-in.
  static func token(_ claim: String) -> Problem {
    Problem(
      "openid.token", .notPermitted, zh: "登录凭证未通过校验（\(claim)），请重新登录。",
      en: "The signed statement did not pass its check (\(claim)); please sign in again.",
      details: ["claim": claim])
  }
}
