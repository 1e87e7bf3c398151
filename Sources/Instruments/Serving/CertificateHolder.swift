// The certificate in use, read again when its files have changed.

import HummingbirdHTTP2
package import Kernel
import NIOSSL
import Synchronization

/// Holds the last certificate that could be read.
package final class CertificateHolder: Sendable {
  private struct Held {
    var configuration: TLSConfiguration
    var channel: HTTP2UpgradeChannel?
  }

  private let files: CertificateFiles
  private let held: Mutex<Held>

  /// **Problems**: `serving.certificate` where a file cannot be read or key and certificate don't fit.
  package init(_ files: CertificateFiles) throws(Problem) {
    self.files = files
    held = Mutex(Held(configuration: try CertificateHolder.read(files)))
  }

  /// Reads the files again; where they cannot be used, the old certificate stays.
  /// **Problems**: as for the initialiser.
  package func reload() throws(Problem) {
    let configuration = try CertificateHolder.read(files)
    held.withLock { $0 = Held(configuration: configuration) }
  }

  /// Made once a certificate, since it prepares the encryption.
  func channel(
    _ make: (TLSConfiguration) throws -> HTTP2UpgradeChannel
  ) throws -> HTTP2UpgradeChannel {
    try held.withLock { held in
      if let channel = held.channel { return channel }
      let channel = try make(held.configuration)
      held.channel = channel
      return channel
    }
  }

  private static func read(_ files: CertificateFiles) throws(Problem) -> TLSConfiguration {
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(files.chain)
      let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      configuration.minimumTLSVersion = .tlsv12
      // A key of another certificate is found out here, not by the first client.
      _ = try NIOSSLContext(configuration: configuration)
      return configuration
    } catch {
      throw Problem(
        "serving.certificate", .invalid,
        zh: "证书或私钥无法使用，请检查这两个 PEM 文件及其权限：\(files.chain)、\(files.key)（\(error)）。",
        en: "The certificate or its key cannot be used; check both PEM files and their permissions: "
          + "\(files.chain), \(files.key) (\(error)).",
        details: ["chain": files.chain])
    }
  }
}
