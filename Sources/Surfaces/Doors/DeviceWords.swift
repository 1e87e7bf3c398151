// What a browser says of itself, in the words of its reader.

import Kernel
import Pages

/// The browser and the system that an agent's own words name, such as “Chrome · Android”; what is not known
/// is told as it came, shortened.
func deviceWords(_ agent: String, _ language: Language) -> String {
  guard !agent.isEmpty else { return language.say("未知设备", "unknown device") }
  // Browsers name those that they want to be taken for too: the particular stand before the common.
  let browsers = [
    ("MicroMessenger", "微信", "WeChat"), ("DingTalk", "钉钉", "DingTalk"),
    ("HuaweiBrowser", "华为浏览器", "Huawei Browser"), ("MiuiBrowser", "小米浏览器", "Mi Browser"),
    ("QQBrowser", "QQ 浏览器", "QQ Browser"), ("UCBrowser", "UC 浏览器", "UC Browser"),
    ("Edg", "Edge", "Edge"), ("Firefox", "Firefox", "Firefox"), ("Chrome", "Chrome", "Chrome"),
    ("Safari", "Safari", "Safari"),
  ]
  let systems = [
    ("OpenHarmony", "鸿蒙", "HarmonyOS"), ("HarmonyOS", "鸿蒙", "HarmonyOS"), ("Android", "安卓", "Android"),
    ("iPhone", "iPhone", "iPhone"), ("iPad", "iPad", "iPad"), ("Windows", "Windows", "Windows"),
    ("Macintosh", "Mac", "Mac"), ("Linux", "Linux", "Linux"),
  ]
  let known = [browsers, systems].compactMap { list in
    list.first { agent.contains($0.0) }.map { language.say($0.1, $0.2) }
  }
  return known.isEmpty ? String(agent.prefix(40)) : known.joined(separator: " · ")
}
