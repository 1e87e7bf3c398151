// What a browser says of itself, in plain words.

import Kernel
import Testing

@testable import Doors

struct DeviceWordsTests {
  @Test(arguments: [
    (
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 "
        + "Safari/537.36 Edg/126.0", "Edge · Windows", "Edge · Windows"
    ),
    (
      "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 "
        + "MicroMessenger/8.0", "微信 · 安卓", "WeChat · Android"
    ),
    (
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Safari/604.1",
      "Safari · iPhone", "Safari · iPhone"
    ),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Firefox/127.0", "Firefox · Linux", "Firefox · Linux"),
    ("", "未知设备", "unknown device"),
    ("curl/8.8", "curl/8.8", "curl/8.8"),
  ])
  func `A device is told by browser and system`(agent: String, zh: String, en: String) {
    #expect(deviceWords(agent, .zh) == zh)
    #expect(deviceWords(agent, .en) == en)
  }

  @Test func `What is not known is shortened`() {
    #expect(deviceWords(String(repeating: "x", count: 200), .zh).count == 40)
  }
}
