// The server from its first connection to its last.

package import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
package import Kernel
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// Serves until SIGTERM or SIGINT, lets running requests end within the time of the settings, then calls
/// `stopped`. SIGHUP reads the certificate again.
/// - Parameters:
///   - onRunning: called with the port once connections are accepted.
///   - untilEnd: a test hands in a wait, and the server stops when it returns.
/// **Problems**: those of `ServerSettings.check()`, `serving.certificate`, `serving.failed` where the port is
/// taken.
package func runServer<Inner: HTTPResponder>(
  _ responder: ServedResponder<Inner>, office: ServerOffice,
  onRunning: @escaping @Sendable (Int) async -> Void,
  untilEnd: (@Sendable () async -> Void)? = nil,
  stopped: @Sendable () -> Void = {}
) async throws(Problem) {
  let settings = office.settings
  try settings.check()
  var certificate: CertificateHolder?
  if let files = settings.certificate { certificate = try CertificateHolder(files) }
  let application = Application(
    responder: responder, server: door(settings, certificate),
    configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port)),
    onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? settings.port) },
    logger: quiet(office.logger))
  var services: [ServiceGroupConfiguration.ServiceConfiguration] = [.init(service: application)]
  if let certificate { services.append(.init(service: Renewal(certificate: certificate, office: office))) }
  if let untilEnd {
    services.append(
      .init(service: Ending(wait: untilEnd), successTerminationBehavior: .gracefullyShutdownGroup))
  }
  var configuration = ServiceGroupConfiguration(
    services: services, gracefulShutdownSignals: untilEnd == nil ? [.sigterm, .sigint] : [],
    logger: quiet(office.logger))
  configuration.maximumGracefulShutdownDuration = .seconds(settings.shutdownSeconds)
  defer { stopped() }
  do {
    try await ServiceGroup(configuration: configuration).run()
  } catch {
    throw Problem(
      "serving.failed", .unavailable,
      zh: "无法在端口 \(settings.port) 上提供网页，端口可能已被占用，请换一个（\(error)）。",
      en: "Port \(settings.port) cannot be served; it may be taken: try another one (\(error)).",
      details: ["port": String(settings.port)])
  }
}

/// Libraries speak of every connection; only what is wrong is of interest.
private func quiet(_ logger: Logger) -> Logger {
  var quiet = logger
  quiet.logLevel = .error
  return quiet
}

private func door(_ settings: ServerSettings, _ certificate: CertificateHolder?) -> HTTPServerBuilder {
  let limits = settings.limits
  // Only for what the handler of patience does not see; it is the stricter one.
  let most = TimeAmount.milliseconds(Int64(limits.idleMilliseconds + limits.requestMilliseconds))
  let requests = HTTP1Channel.Configuration(
    additionalChannelHandlers: [PatienceHandler(limits)], idleTimeout: most,
    httpDecoderConfiguration: .init(
      maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes, maxHeaderFieldCount: 100))
  let crowd = Crowd(
    most: limits.connections, mostOfOne: settings.isBehindProxy ? .max : limits.connectionsOfOne)
  return HTTPServerBuilder { responder in
    guard let certificate else {
      return PlainDoor(base: HTTP1Channel(responder: responder, configuration: requests), crowd: crowd)
    }
    let idle = Duration.milliseconds(limits.idleMilliseconds)
    let streams = HTTP2ChannelConfiguration(
      idleTimeout: idle, gracefulCloseTimeout: idle, streamConfiguration: requests)
    return SealedDoor(
      certificate: certificate,
      make: { try HTTP2UpgradeChannel(tlsConfiguration: $0, configuration: streams, responder: responder) },
      crowd: crowd, limits: limits)
  }
}

/// Reads the certificate again on SIGHUP.
private struct Renewal: Service {
  let certificate: CertificateHolder
  let office: ServerOffice

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      do throws(Problem) {
        try certificate.reload()
        office.logger.notice("certificate read again")
      } catch {
        office.logger.error("certificate not read", metadata: ["code": "\(error.code)"])
      }
    }
  }
}

private struct Ending: Service {
  let wait: @Sendable () async -> Void

  func run() async throws { await wait() }
}
