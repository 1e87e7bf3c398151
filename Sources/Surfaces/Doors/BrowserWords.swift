// What a browser calls itself, in the two words by which its owner knows it.

/// `Chrome · Android` of `Mozilla/5.0 (Linux; Android 13; …) … Chrome/120.0`; what is not known is left out.
/// **Shape**: the browser's own text, cut at 60 letters, where neither word is known; `–` for none.
func browserWords(_ agent: String) -> String {
  // In this order: browsers name those that they descend from, too.
  let browsers = [
    ("MicroMessenger", "微信"), ("Edg", "Edge"), ("OPR/", "Opera"), ("HuaweiBrowser", "Huawei"),
    ("QQBrowser", "QQ"),
    ("UCBrowser", "UC"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
  ]
  let systems = [
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"),
  ]
  let found = [browsers, systems].compactMap { names in names.first { agent.contains($0.0) }?.1 }
  if !found.isEmpty { return found.joined(separator: " · ") }
  return agent.isEmpty ? "–" : String(agent.prefix(60))
}
