// The files of the field app, under addresses that change with their content.

import Hummingbird
import Kernel
import Packing
import Pages
import Styles
import Vault

/// All that a phone keeps of the app itself. It names nobody.
struct FieldApp: Sendable {
  let page: AppFile
  let files: [AppFile]
  private let worker: AppFile
  private let manifest: AppFile
  private let version: String

  /// Each behind those that it imports.
  private static let modules: [(name: String, bytes: [UInt8])] = [
    ("texts.js", PackageResources.texts_js), ("keep.js", PackageResources.keep_js),
    ("link.js", PackageResources.link_js), ("parts.js", PackageResources.parts_js),
    ("forms.js", PackageResources.forms_js), ("screens.js", PackageResources.screens_js),
    ("app.js", PackageResources.app_js),
  ]

  init(brand: Text) {
    let style = Array(StyleText.tokens.utf8) + PackageResources.app_css
    let icon = PackageResources.icon_svg
    let script = FieldBundle.script(
      FieldApp.modules.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) })
    let files = [
      FieldApp.file("app.js", "text/javascript", Array(script.utf8)),
      FieldApp.file("app.css", "text/css", style), FieldApp.file("icon.svg", "image/svg+xml", icon),
    ]
    let all = Array(script.utf8) + style + icon + Array(brand.zh.utf8)
    let version = Digest.short(all)
    (self.files, self.version) = (files, version)
    page = FieldApp.file("field", "text/html", Array(FieldApp.html(version, brand).utf8))
    worker = FieldApp.file("worker.js", "text/javascript", Array(FieldApp.worker(version).utf8))
    manifest = FieldApp.file(
      "app.webmanifest", "application/manifest+json", Array(FieldApp.manifest(version, brand).utf8))
  }

  /// Nil for what is no file. **Problems**: `pages.address.unknown`.
  func answer(_ address: FieldAddress, _ request: Request) throws(Problem) -> Response? {
    switch address {
    case .app: return page.reply(to: request, isFixed: false)
    case .worker: return worker.reply(to: request, isFixed: false, scope: "/field")
    case .manifest: return manifest.reply(to: request, isFixed: false)
    case .file(version, let name):
      guard let file = files.first(where: { $0.name == name }) else { throw FieldProblems.noFile }
      return file.reply(to: request, isFixed: true)
    case .file: throw FieldProblems.noFile
    default: return nil
    }
  }

  private static func file(_ name: String, _ kind: String, _ bytes: [UInt8]) -> AppFile {
    AppFile(name, kind: kind, plain: bytes, packed: Gzip.packed(bytes, level: 9))
  }

  private static func html(_ version: String, _ brand: Text) -> String {
    let title = escaped("\(brand.zh) · 外业")
    return """
      <!doctype html>
      <html lang="zh-CN"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
      <meta name="theme-color" content="#12345c">
      <title>\(title)</title>
      <link rel="manifest" href="/field/app.webmanifest">
      <link rel="icon" href="/field/\(version)/icon.svg" type="image/svg+xml">
      <link rel="stylesheet" href="/field/\(version)/app.css">
      <link rel="preload" href="/field/me" as="fetch" crossorigin>
      </head><body class="field"><div id="app"><p class="boot">正在打开… / opening…</p></div>
      <noscript><p class="boot">外业应用需要脚本；没有脚本时请用<a href="/">网页版</a>。 / The field app needs scripts; \
      without them use the <a href="/">pages</a>.</p></noscript>
      <script defer src="/field/\(version)/app.js"></script></body></html>
      """
  }

  private static func worker(_ version: String) -> String {
    let kept = ["app.js", "app.css", "icon.svg"].map { "\"/field/\(version)/\($0)\"" }
    return """
      const version = "\(version)";
      const kept = ["/field", "/field/app.webmanifest", \(kept.joined(separator: ", "))];

      """ + String(decoding: PackageResources.worker_js, as: UTF8.self)
  }

  private static func manifest(_ version: String, _ brand: Text) -> String {
    JSONText.object([
      "name": JSONText.quoted("\(brand.zh) · 外业"), "short_name": JSONText.quoted(brand.zh),
      "lang": "\"zh-CN\"", "start_url": "\"/field\"", "scope": "\"/field\"", "id": "\"/field\"",
      "display": "\"standalone\"", "background_color": "\"#f2f4f7\"", "theme_color": "\"#12345c\"",
      "icons": JSONText.array([
        JSONText.object([
          "src": JSONText.quoted("/field/\(version)/icon.svg"), "type": "\"image/svg+xml\"",
          "sizes": "\"any\"", "purpose": "\"any maskable\"",
        ])
      ]),
    ])
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }
}

private enum Digest {
  /// 16 hex digits that change with the bytes.
  static func short(_ bytes: [UInt8]) -> String {
    let digest = SecretToken.digest(of: String(decoding: bytes, as: UTF8.self))
    return digest.prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
