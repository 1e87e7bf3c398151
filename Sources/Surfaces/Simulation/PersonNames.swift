// Names of people: surnames of the region, given names that fit sex and generation.

import Kernel

enum PersonNames {
  /// Frequent surnames come first and are drawn more often.
  static func surname(_ random: inout SeededRandom) -> String {
    let share = random.unit()
    return surnames[Int(share * share * Double(surnames.count))]
  }

  static func given(_ sex: Sex, birthYear: Int, _ random: inout SeededRandom) -> String {
    let pool =
      switch (sex, birthYear) {
      case (.male, ..<1970): oldMen
      case (.male, ..<1995): men
      case (.male, _): youngMen
      case (.female, ..<1970): oldWomen
      case (.female, ..<1995): women
      case (.female, _): youngWomen
      }
    let first = random.pick(pool)
    return random.happens(0.82) ? first + random.pick(pool) : first
  }

  /// Surnames of all members: head, children and the father of the head share one; a son's children too.
  static func surnames(of family: [Member], _ random: inout SeededRandom) -> [String] {
    let own = surname(&random)
    let inLaw = surname(&random)
    let sonAtHome = family.first { $0.relation == .childInLaw }.map { $0.sex == .female } ?? true
    return family.map { kin in
      switch kin.relation {
      case .head, .child: own
      case .spouse: surname(&random)
      case .childInLaw: inLaw
      case .grandchild: sonAtHome ? own : inLaw
      case .parent: kin.sex == .male ? own : surname(&random)
      }
    }
  }

  private static func characters(_ text: String) -> [String] { text.map { String($0) } }

  private static let surnames = characters(
    "王李张陈杨刘赵罗周黄吴胡马邓唐曾朱何郭彭谢余蒋宋冯郑肖申曹孙高许雷龙夏毛向田袁付邹熊钟徐廖姜林苏江潘卢魏范丁任石"
      + "陆段成代汪叶虎锁禄陇撒铁安普晏常耿聂岳尹阮葛秦孔涂訾浦饶易汤黎邵万史顾侯孟白崔康秋贺赖龚文骆屈游冉覃阳")
  private static let oldMen = characters("国建德明忠正光天朝世永富贵荣华发兴文学才仁义礼万顺福安绍应开")
  private static let oldWomen = characters("秀英珍芬兰桂莲香玉凤翠芝菊琼仙淑贞素碧群芳美珠先会")
  private static let men = characters("军勇伟强刚波涛平辉斌华云龙兵林洪松飞鹏亮志成贵祥坤富江海")
  private static let women = characters("丽敏燕霞艳梅芳娟红玲琼英萍群蓉会仙巧花娅芹翠莲兰")
  private static let youngMen = characters("浩宇轩俊杰子涵博文睿鑫泽洋航天佑铭毅凯昊阳嘉皓辰乐")
  private static let youngWomen = characters("欣怡雨梦婷诗思佳雅琪涵萱瑶悦可馨蕊语桐彤媛颖心玥")
}
