// Every word of the app, Chinese first.

const words = {
  today: ["今日", "Today"], homes: ["农户", "Homes"], report: ["报线索", "Report"], records: ["记录", "Records"],
  me: ["我的", "Me"],
  morning: ["早上好", "good morning"], noon: ["您好", "hello"], evening: ["晚上好", "good evening"],
  offline: ["离线", "offline"], online: ["已同步", "in step"], sending: ["正在传", "sending"],
  waiting: ["%s 条待传", "%s to send"],
  late: ["已超期", "late"], dueToday: ["今天到期", "due today"], week: ["本周内", "this week"],
  todo: ["今天要办", "To do today"], soon: ["本周内", "This week"], done: ["今天已办 %s 件", "%s done today"],
  nothing: ["今天没有要办的事。", "Nothing is due today."],
  lateBy: ["超期 %s 天", "%s days late"], dueIn: ["还有 %s 天", "%s days left"], dueNow: ["今天到期", "due today"],
  home: ["%s 家", "Home of %s"], people: ["%s 人", "%s people"],
  goVisit: ["去走访", "Visit"], goLook: ["看农户", "Look"], goReport: ["报线索", "Report"], goCheck: ["去核实", "Check"],
  messages: ["消息", "Messages"], gotIt: ["知道了", "Got it"],
  goDaily: ["去报告", "Report"], goOn: ["去办理", "Open"],
  clue: ["风险线索", "Clue"], visitOf: ["入户走访", "Visit"], measure: ["帮扶措施", "Measure"], step: ["监测个案", "Case"],
  about: ["%s：%s", "%s: %s"],
  lastVisit: ["上次走访 %s", "last visit %s"], neverVisited: ["还没有走访记录", "never visited"],
  monthUnvisited: ["本月还没有走访", "not visited this month"],
  outOfPoverty: ["脱贫户", "out of poverty"], monitored: ["监测对象", "monitored"], general: ["一般户", "general"],
  emergency: ["急难", "emergency"],
  search: ["按姓名或组查找", "Find by name or group"], all: ["全部", "All"], look: ["要关注", "To look at"],
  mine: ["我帮扶的", "Mine"], unvisited: ["本月未走访", "Not visited"],
  noneFound: ["没有找到。请换一个名字或筛选条件。", "None found. Try another name or filter."],
  noHomes: ["手机里还没有农户。有网络时会自动下载。", "No homes on this phone yet. They come when there is a network."],
  members: ["家庭成员", "Members"], age: ["%s 岁", "age %s"], openClues: ["未了结的线索", "Open clues"],
  measures: ["正在落实的措施", "Measures under way"], theCase: ["监测程序", "Case"], visits: ["走访", "Visits"],
  registered: ["%s 纳入监测", "registered %s"],
  back: ["返回", "Back"], save: ["保存", "Save"], cancel: ["取消", "Cancel"], open: ["打开", "Open"],
  saved: ["已存在手机里，有网络时自动上传。", "Kept on the phone; it is sent when there is a network."],
  draftKept: ["没写完的内容会自动保留。", "What you have not finished is kept."],
  draftSaved: ["已写的内容已保留在手机里。", "What you wrote so far is kept on the phone."],
  dailyTitle: ["今日报告", "Daily report"], dailyNothing: ["今天没有变化", "Nothing to report"],
  dailyChange: ["有变化", "Something changed"], dailyWhat: ["哪户、什么变化？", "Which home, what changed?"],
  dailyHint: ["可以用输入法的语音说。", "You may speak to your keyboard."],
  dailySent: ["今日报告已写好", "Today's report is written"],
  reportTitle: ["报线索", "Report a clue"], whichHome: ["哪一户？", "Which home?"], choose: ["选择农户", "Choose a home"],
  cause: ["出了什么事？", "What happened?"], note: ["说明情况", "Say more"],
  noteHint: ["看到、听到的情况，可以用语音输入。", "What you saw or heard; you may speak to your keyboard."],
  isEmergency: ["急难：先帮扶，后补程序", "Emergency: help first, procedure after"],
  photos: ["照片", "Photos"], addPhoto: ["拍照或选照片", "Take or choose photos"], removePhoto: ["去掉", "Remove"],
  position: ["记下现在的位置", "Note where I am"], positionGot: ["已记下位置", "Position noted"],
  positionFailed: ["没有取得位置，可以不填。", "No position was found; it may stay empty."],
  visitTitle: ["入户走访", "Visit"], visitDay: ["走访日期", "Day of the visit"],
  guarantees: ["三保障和饮水", "Three guarantees and water"],
  schooled: ["孩子都在上学", "Children are in school"], insured: ["都参加了医保", "All have medical insurance"],
  housed: ["住房安全", "The house is safe"], watered: ["饮水安全", "The water is safe"],
  yes: ["是", "Yes"], no: ["否", "No"],
  incomes: ["十二个月收入（元，可不填）", "Income of twelve months (yuan, optional)"],
  perHead: ["人均 %s 元", "%s yuan a head"], findings: ["看到的情况", "What was seen"],
  findingsHint: ["家里怎么样，有什么困难，答应了什么事。", "How they live, what is hard, what was promised."],
  concern: ["情况需要乡镇研判", "The township has to judge it"],
  needHome: ["请选择农户。", "Choose a home."], needCause: ["请选择出了什么事。", "Choose what happened."],
  needNote: ["请写几个字说明。", "Say it in a few words."], needAnswer: ["请回答这一项。", "Answer this one."],
  needNumber: ["请填整数元，不能超过 99999999。", "Whole yuan, at most 99999999."],
  needDay: ["请填走访日期，不晚于今天。", "The day of the visit, not later than today."],
  stateWaiting: ["待传", "to send"], stateNew: ["已收到", "received"], stateUpdated: ["已更新", "updated"],
  stateIdentical: ["以前已收到", "received before"], stateOlder: ["存入历史", "kept as history"],
  stateInvalid: ["没有收下", "not taken"], stateGone: ["农户不在本地", "not in this area"],
  mend: ["改好再交", "Mend and send"], drop: ["不要了", "Drop it"],
  dropSure: ["确定不要这条记录了吗？删了就找不回来。", "Drop this record for good?"],
  noRecords: ["还没有写过记录。", "No records yet."], photosLeft: ["还有 %s 张照片待传", "%s photos to send"],
  signedOut: ["登录已过期。写下的内容都在手机里，登录后自动上传。", "Signed out. All you wrote is on the phone and is sent once "
    + "you sign in."],
  signIn: ["去登录", "Sign in"], firstSignIn: ["请先登录，之后没有网络也能用。", "Sign in first; then it works without network."],
  noNet: ["现在没有网络。第一次使用需要联网登录。", "No network now. The first use needs one to sign in."],
  chooseArea: ["选一个村存到手机里", "Choose the village to keep"], area: ["手机里的村组", "Area on this phone"],
  lastContact: ["上次联网 %s", "last contact %s"], keepDays: ["%s 天不联网，手机会自动清除农户资料；没上传的记录不清除。",
    "Without contact for %s days the homes are erased; unsent records stay."],
  sync: ["现在同步", "Sync now"], language: ["English", "中文"], pages: ["打开网页版", "Open the pages"],
  phones: ["管理我的手机", "My phones"], signOut: ["退出并清除农户资料", "Sign out and erase the homes"],
  unsentFirst: ["还有 %s 条没有上传，请先联网上传再退出。", "%s records are not sent yet; send them before signing out."],
  forgotten: ["手机里的农户资料已清除。", "The homes on this phone were erased."],
  wiped: ["管理员要求清除这部手机的资料，已全部清除。", "An administrator had this phone erased; all is gone."],
  expired: ["%s 天没有联网，农户资料已自动清除，联网登录后重新下载。",
    "No contact for %s days: the homes were erased and come again once you sign in."],
  other: ["手机里有 %s 写的 %s 条记录没有上传，要由本人登录后上传。", "%s left %s records to send; they have to sign in themselves."],
  lineOfWork: ["外业应用供村组和包户干部使用。", "The field app is for villages, groups and helpers."],
  trouble: ["服务器没有收下：%s", "The server did not take it: %s"],
  full: ["手机存储空间不够，没有保存。请删掉些照片再试。", "The phone is full; it was not kept. Make room and try again."],
  oldPhone: ["这个浏览器太旧，请用新版浏览器打开。", "This browser is too old."],
};

let language = "zh";
try { language = localStorage.getItem("lang") === "en" ? "en" : "zh"; } catch (e) { /* private mode */ }

export function speak(next) {
  language = next;
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
  try { localStorage.setItem("lang", next); } catch (e) { /* private mode */ }
}

export function spoken() { return language; }

/// Words of the app; each `%s` takes one of the values.
export function say(name, ...values) {
  const pair = words[name];
  let text = pair[language === "zh" ? 0 : 1];
  for (const value of values) text = text.replace("%s", String(value));
  return text;
}

/// Words that the server sent in both languages.
export function both(pair) { return pair ? pair[language === "zh" ? 0 : 1] || "" : ""; }
