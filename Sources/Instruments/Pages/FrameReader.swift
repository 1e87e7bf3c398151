// The reader in the frame: who is signed in, the menu at the top and the bar at the bottom of the phone.

package import Kernel

/// Who reads the page.
package struct FrameReader: Sendable {
  /// The person's own name.
  package let name: String
  /// The post in words, with its place; empty while none is chosen.
  package let post: String
  /// What the sign-out form brings back.
  package let formToken: String
  /// Whether there is another post to act in.
  package let hasMorePosts: Bool

  package init(name: String, post: String, formToken: String, hasMorePosts: Bool = false) {
    (self.name, self.post, self.formToken, self.hasMorePosts) = (name, post, formToken, hasMorePosts)
  }

  /// Name and post, opened by a click, without script.
  func menu(_ language: Language) -> HTML {
    let out = Form(action: .door(.signOut), token: formToken, submit: language.say("退出登录", "Sign out"))
    let line: HTML = post.isEmpty ? HTML() : "<small>\(post)</small>"
    let more: HTML =
      hasMorePosts
      ? "<li>\(link(language.say("切换岗位", "Change post"), .door(.choosePost(next: ""))))</li>" : HTML()
    return """
      <details class="user"><summary>\(icon(.person))<span><b>\(name)</b>\(line)</span></summary><ul>
      <li>\(link(language.say("我的账号", "My account"), .door(.me)))</li>\(more)
      <li>\(out.inline(language))</li></ul></details>
      """
  }
}

/// How many tabs the bottom of a phone has room for.
let bottomTabs = 5

/// The bar at the bottom of a phone's screen: the first tabs. Where it holds all, the top needs none.
func bottomBar(_ tabs: [Tab], open: PageAddress?, _ language: Language) -> HTML {
  let items = tabs.prefix(bottomTabs).map { tab -> HTML in
    let current = attribute("aria-current", tab.address == open ? "page" : nil)
    return "<li><a href=\"\(tab.address)\"\(current)>\(tab.title(language))</a></li>"
  }
  return """
    <nav class="bottom" aria-label="\(language.say("底部导航", "Bottom bar"))"><ul>\(items)</ul></nav>
    """
}
