// The actions of the journal in words.

import Kernel

enum ActionWords {
  /// The words of an action; the action itself where there are none.
  static func of(_ action: String, _ language: Language) -> String { words[action]?(language) ?? action }

  /// All actions that have words, in the order of their names.
  static let known = words.keys.sorted()

  private static let words = accounts.merging(people) { first, _ in first }
    .merging(ledger) { first, _ in first }

  private static let ledger: [String: Text] = [
    "ledger.run": Text(zh: "账实全面核对", en: "looked the ledger through"),
    "ledger.assign": Text(zh: "交办账实问题", en: "assigned an issue of the ledger"),
    "ledger.fix": Text(zh: "填报账实整改", en: "told that an issue is corrected"),
    "ledger.confirm": Text(zh: "确认账实情况属实", en: "confirmed what the ledger says"),
    "ledger.recheck": Text(zh: "账实复核", en: "rechecked an issue of the ledger"),
  ]

  private static let accounts: [String: Text] = [
    "session.begin": Text(zh: "登录", en: "signed in"),
    "session.refuse": Text(zh: "登录被拒绝", en: "sign-in refused"),
    "session.end": Text(zh: "退出登录", en: "signed out"),
    "session.endAll": Text(zh: "结束全部登录", en: "ended all sessions"),
    "session.endOthers": Text(zh: "结束其他登录", en: "ended other sessions"),
    "session.choosePost": Text(zh: "选择岗位", en: "chose a post"),
    "account.firstLink": Text(zh: "生成初始化链接", en: "made the first link"),
    "account.firstRun": Text(zh: "系统初始化", en: "set the system up"),
    "account.create": Text(zh: "建立账号", en: "created an account"),
    "account.disable": Text(zh: "停用账号", en: "disabled an account"),
    "account.enable": Text(zh: "启用账号", en: "enabled an account"),
    "account.unlock": Text(zh: "解锁账号", en: "unlocked an account"),
    "account.resetLink": Text(zh: "发出重设密码链接", en: "made a link to a new password"),
    "account.resetCode": Text(zh: "取消验证器", en: "took the authenticator away"),
    "account.setPassword": Text(zh: "设置密码", en: "set a password"),
    "account.changePassword": Text(zh: "修改密码", en: "changed the password"),
    "account.enrolCode": Text(zh: "设置验证器", en: "set an authenticator up"),
    "account.linkIdentity": Text(zh: "绑定统一身份", en: "linked an identity"),
    "post.appoint": Text(zh: "任命岗位", en: "appointed"),
    "post.end": Text(zh: "结束岗位", en: "ended a post"),
    "post.handOver": Text(zh: "交接岗位", en: "handed a post over"),
    "post.delegate": Text(zh: "指定代理", en: "named a deputy"),
    "post.endDelegation": Text(zh: "结束代理", en: "ended a deputy's time"),
  ]

  private static let people: [String: Text] = [
    "person.reveal": Text(zh: "查看完整号码", en: "saw a number whole"),
    "household.openOutside": Text(zh: "打开职责以外的农户", en: "opened a household outside the usual work"),
    "household.export": Text(zh: "导出名单", en: "took a list out"),
    "person.erase": Text(zh: "删除个人信息", en: "erased a person"),
    "household.erase": Text(zh: "删除农户信息", en: "erased a household"),
    "import.begin": Text(zh: "开始导入", en: "began an import"),
    "import.advance": Text(zh: "导入继续", en: "went on importing"),
    "import.finish": Text(zh: "完成导入", en: "finished an import"),
    "screening.run": Text(zh: "全面筛查", en: "screened all households"),
    "screening.refresh": Text(zh: "变动后筛查", en: "screened changed households"),
    "key.add": Text(zh: "新增密钥", en: "added a key"), "key.rotate": Text(zh: "更换密钥", en: "changed keys"),
    "key.reseal": Text(zh: "重新封存一批", en: "sealed a batch anew"),
    "retention.run": Text(zh: "按期限清除", en: "deleted what was kept long enough"),
    "key.drop": Text(zh: "停用密钥", en: "dropped a key"),
  ]
}
