// All that accounts, posts and sessions can refuse.

package import Kernel

/// Each with a code, a sentence in both languages and what to do.
package enum AccessProblems {
  /// One answer for an unknown name and a wrong password, so that names cannot be tried out.
  package static let signIn = Problem(
    "access.signIn.refused", .notPermitted, zh: "登录名或密码不正确。如忘记密码，请向系统管理员要一次性链接。",
    en: "The name or the password is not right. If it is forgotten, ask the system administrator for a link.")

  package static func wait(seconds: Int64) -> Problem {
    Problem(
      "access.signIn.wait", .notPermitted, zh: "尝试次数过多，请在 \(seconds) 秒后再试。",
      en: "Too many tries; try again in \(seconds) seconds.", details: ["seconds": String(seconds)])
  }

  package static func locked(seconds: Int64) -> Problem {
    let minutes = (seconds + 59) / 60
    return Problem(
      "access.signIn.locked", .notPermitted,
      zh: "连续失败过多，已锁定。请在 \(minutes) 分钟后再试，或请系统管理员解锁。",
      en: "Locked after too many failures. Try again in \(minutes) minutes, or ask the system administrator.",
      details: ["seconds": String(seconds)])
  }

  static let disabled = Problem(
    "access.account.disabled", .notPermitted, zh: "账号已停用，请联系系统管理员。",
    en: "The account is disabled; ask the system administrator.")
  static let code = Problem(
    "access.code.refused", .notPermitted, zh: "验证码不正确或已用过，请输入下一个验证码。",
    en: "The code is not right or was used already; enter the next one.")
  static let noCode = Problem(
    "access.code.none", .conflict, zh: "请先开始绑定验证器。", en: "Begin to set up an authenticator first.")
  package static let noSession = Problem(
    "access.session.none", .notPermitted, zh: "登录已结束，请重新登录。", en: "The session is over; sign in again.")
  package static let link = Problem(
    "access.link.refused", .notPermitted, zh: "链接无效、已用过或已过期，请向系统管理员要一个新的。",
    en: "The link is unknown, used or too old; ask the system administrator for a new one.")
  static let begun = Problem(
    "access.first.begun", .conflict,
    zh: "系统已有账号，不能再次初始化。进不去时，请在服务器上运行 shouwang admin account password 登录名 重设密码。",
    en:
      "There are accounts already; the system cannot be set up again. Who cannot come in gets a new "
      + "password on the server: shouwang admin account password LOGIN.")

  package static let unknownAccount = Problem(
    "access.account.unknown", .notFound, zh: "没有这个账号。", en: "There is no such account.")
  package static let unknownPost = Problem(
    "access.post.unknown", .notFound, zh: "没有这个岗位。", en: "There is no such post.")
  static func takenName(_ name: String) -> Problem {
    Problem(
      "access.account.taken", .conflict, zh: "登录名“\(name)”已被使用，请换一个。",
      en: "The name \(name) is taken; choose another one.", details: ["name": name])
  }
  static let takenIdentity = Problem(
    "access.account.linked", .conflict, zh: "这个外部身份已关联到另一个账号。",
    en: "That identity belongs to another account already.")
  static let loginName = Problem(
    "access.account.name", .invalid, zh: "登录名应为 2 至 40 个小写字母、数字、点、横线或下划线，以字母或数字开头。",
    en: "A name to sign in with has 2 to 40 small letters, digits, dots, hyphens or underscores, "
      + "a letter or digit first.")
  static let ownName = Problem(
    "access.account.ownName", .invalid, zh: "请填写姓名，不超过 60 个字。",
    en: "Enter the person's own name, up to 60 characters.")

  static let ownAccount = Problem(
    "access.account.own", .notPermitted, zh: "不能停用自己的账号，请由另一位系统管理员办理。",
    en: "Nobody disables themself; another system administrator has to.")

  static func role(_ name: String) -> Problem {
    Problem(
      "access.role.unknown", .invalid, zh: "没有“\(name)”这个角色。用 shouwang admin roles 查看全部角色。",
      en: "There is no role \(name); shouwang admin roles lists them.", details: ["role": name])
  }
  static func level(_ role: Role, _ place: PlaceCode) -> Problem {
    Problem(
      "access.post.level", .invalid, zh: "“\(role.title.zh)”不设在 \(place) 这一级。",
      en: "There is no post of \(role.title.en) at the level of \(place).",
      details: ["role": role.name, "place": place.short])
  }
  package static func place(_ place: PlaceCode) -> Problem {
    Problem(
      "access.post.place", .invalid, zh: "登记册中没有地方 \(place)，请核对代码。",
      en: "The register has no place \(place); check the code.", details: ["place": place.short])
  }
  static func subject(_ role: Role) -> Problem {
    Problem(
      "access.post.subject", .invalid,
      zh: role.hasSubject ? "“\(role.title.zh)”要指定行业。" : "“\(role.title.zh)”不分行业。",
      en: role.hasSubject
        ? "A post of \(role.title.en) needs a line of work."
        : "A post of \(role.title.en) has no line of work.", details: ["role": role.name])
  }
  static let period = Problem(
    "access.post.period", .invalid, zh: "结束日应晚于开始日。", en: "The last day must lie behind the first.")
  static let separation = Problem(
    "access.post.separation", .conflict, zh: "系统、安全、审计三员分立：同一人只能担任其中一员，且不得兼任业务岗位。",
    en: "Guardians are separate: one person holds one such post, and no other post beside it.")
  static let guardianAccount = Problem(
    "access.account.guardian", .notPermitted,
    zh: "系统、安全、审计管理员的密码和验证器不能在网页上重置，请在服务器上办理：shouwang admin account。",
    en: "A guardian's password and authenticator are not reset over the pages; it is done on the server: "
      + "shouwang admin account.")
  static let ownPost = Problem(
    "access.post.own", .notPermitted, zh: "不能任免自己的岗位，请由另一位安全管理员办理。",
    en: "Nobody appoints or ends themself; another security administrator has to.")
  static let twice = Problem(
    "access.post.twice", .conflict, zh: "此人已有同样的岗位。", en: "This person holds that very post already.")
  static let notOwn = Problem(
    "access.delegation.notOwn", .notPermitted, zh: "只能把自己现任的岗位委托给他人，受托岗位不能再委托。",
    en: "Only one's own present post can be delegated, and a deputy cannot delegate on.")
  static func longDelegation(days: Int) -> Problem {
    Problem(
      "access.delegation.long", .invalid, zh: "代理最长 \(days) 天；时间更长的，请安全管理员办理交接。",
      en: "A deputy stands in for \(days) days at most; for longer, the post is handed over.",
      details: ["field": "until"])
  }
  static let wider = Problem(
    "access.delegation.wider", .invalid, zh: "受托权限不能超出本岗位的权限。",
    en: "A deputy may be given no more than the post itself holds.")
  static let ended = Problem(
    "access.post.ended", .conflict, zh: "这个岗位已经结束。", en: "That post has ended already.")

  static let key = Problem(
    "access.command.key", .conflict, zh: "同一请求编号已用于另一项操作，请重新打开页面再提交。",
    en: "This request's key was used for something else; open the page again.")
  package static let nobody = Problem(
    "access.visitor.none", .notPermitted, zh: "请先登录。", en: "Please sign in first.")

  static let mailAddress = Problem(
    "access.contact.mail", .invalid, zh: "邮箱地址应写作 name@example.cn，只用英文字母、数字和符号。",
    en: "A mail address is written name@example.cn, in letters, digits and signs of English.",
    details: ["field": "mail"])
  static let phoneNumber = Problem(
    "access.contact.phone", .invalid, zh: "手机号应为 7 到 15 位数字，前面可以有 +。",
    en: "A telephone number has 7 to 15 digits, with + before them where needed.",
    details: ["field": "phone"])
}
