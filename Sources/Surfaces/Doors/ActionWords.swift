// The actions of the journal in words.

package import Kernel

package enum ActionWords {
  /// The words of an action; the action itself where there are none.
  package static func of(_ action: String, _ language: Language) -> String {
    words[action]?(language) ?? action
  }

  /// All actions that have words, in the order of their names.
  static let known = words.keys.sorted()

  private static let words = accounts.merging(people) { first, _ in first }
    .merging(ledger) { first, _ in first }
    .merging(cases) { first, _ in first }
    .merging(duties) { first, _ in first }

  private static let duties: [String: Text] = [
    "phone.enrol": Text(zh: "登记手机", en: "enrolled a phone"),
    "phone.wipe": Text(zh: "远程擦除手机数据", en: "had a phone wiped"),
    "store.backup": Text(zh: "备份数据库", en: "backed up the store"),
    "duty.report": Text(zh: "每日报告", en: "reported a day"),
    "duty.giveTask": Text(zh: "分派任务", en: "gave a task"),
    "duty.endTask": Text(zh: "办结任务", en: "reported a task done"),
    "deliberation.begin": Text(zh: "提出议事", en: "brought a matter up"),
    "deliberation.hold": Text(zh: "登记议事步骤", en: "recorded a stage of a matter"),
    "message.raise": Text(zh: "生成提醒消息", en: "made reminders"),
    "message.send": Text(zh: "对外发送消息", en: "sent messages out"),
    "message.read": Text(zh: "消息标为已读", en: "marked messages as read"),
    "message.setContact": Text(zh: "设置接收地址", en: "set where somebody is reached"),
    "duty.record": Text(zh: "填写工作记录", en: "made a record of a duty"),
  ]

  private static let ledger: [String: Text] = [
    "ledger.run": Text(zh: "账实全面核对", en: "looked the ledger through"),
    "figure.keep": Text(zh: "存档指标", en: "kept the figures of a day"),
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

  private static let cases: [String: Text] = [
    "clue.report": Text(zh: "报告线索", en: "reported a clue"),
    "clue.take": Text(zh: "筛查转线索", en: "turned findings into clues"),
    "clue.dismiss": Text(zh: "线索不纳入", en: "ended a clue"),
    "episode.open": Text(zh: "开始识别", en: "began a case"),
    "episode.hasten": Text(zh: "转为急难", en: "made a case an emergency"),
    "episode.verify": Text(zh: "入户核实", en: "verified at home"),
    "episode.answer": Text(zh: "反馈比对", en: "answered a comparison"),
    "episode.compare": Text(zh: "完成比对", en: "closed a comparison"),
    "episode.review": Text(zh: "民主评议", en: "recorded a review"),
    "episode.post": Text(zh: "张贴公示", en: "posted a notice"),
    "episode.object": Text(zh: "登记异议", en: "recorded an objection"),
    "episode.settle": Text(zh: "处理异议", en: "settled an objection"),
    "episode.takeDown": Text(zh: "结束公示", en: "took a notice down"),
    "episode.audit": Text(zh: "乡镇审核", en: "audited"),
    "episode.decide": Text(zh: "县级审定", en: "decided"),
    "episode.announce": Text(zh: "结果公告", en: "announced"),
    "episode.sendBack": Text(zh: "退回个案", en: "sent a case back"),
    "episode.refuse": Text(zh: "个案不纳入", en: "refused a case"),
    "episode.pause": Text(zh: "暂停计时", en: "stopped a clock"),
    "episode.resume": Text(zh: "恢复计时", en: "let a clock run"),
    "episode.addRisk": Text(zh: "增加风险", en: "added a risk"),
    "episode.end": Text(zh: "申请风险消除", en: "began an elimination"),
    "episode.terminate": Text(zh: "终止监测", en: "ended a monitoring"),
    "measure.plan": Text(zh: "安排措施", en: "planned a measure"),
    "measure.start": Text(zh: "开始措施", en: "began a measure"),
    "measure.tell": Text(zh: "措施进展", en: "told of a measure"),
    "measure.finish": Text(zh: "完成措施", en: "finished a measure"),
    "measure.cancel": Text(zh: "取消措施", en: "cancelled a measure"),
    "judgement.hold": Text(zh: "登记研判会", en: "recorded a judgement meeting"),
    "judgement.decide": Text(zh: "逐户研判", en: "judged a household"),
    "judgement.close": Text(zh: "结束研判会", en: "closed a judgement meeting"),
    "report.tell": Text(zh: "农户反映困难", en: "somebody told of a difficulty"),
    "report.complain": Text(zh: "农户催办", en: "somebody complained of delay"),
    "report.answer": Text(zh: "答复反映", en: "answered a report"),
    "view.save": Text(zh: "保存筛选", en: "saved a filter"),
    "view.rename": Text(zh: "筛选改名", en: "renamed a filter"),
    "view.delete": Text(zh: "删除筛选", en: "deleted a filter"),
    "report.match": Text(zh: "反映转线索", en: "made a report a clue"),
    "visit.record": Text(zh: "登记走访", en: "recorded a visit"),
    "evidence.add": Text(zh: "上传照片或文件", en: "added a photo or paper"),
    "evidence.open": Text(zh: "查看照片或文件", en: "opened a photo or paper"),
    "helper.assign": Text(zh: "结对帮扶人", en: "gave a household a helper"),
    "helper.end": Text(zh: "结束结对", en: "ended a helper's time"),
    "helper.handOver": Text(zh: "帮扶户移交", en: "handed households to another helper"),
  ]
}
