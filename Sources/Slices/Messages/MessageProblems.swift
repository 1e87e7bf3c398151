// All that messages can refuse.

package import Kernel

package enum MessageProblems {
  /// Also for somebody else's.
  package static let unknown = Problem(
    "messages.message.unknown", .notFound, zh: "没有这条消息。", en: "There is no such message.")

  package static let noSender = Problem(
    "messages.sender.none", .notFound, zh: "没有设置这种发送方式。", en: "No sender of that kind is set.")

  static let noAddress = Problem(
    "messages.address.none", .conflict, zh: "没有登记接收地址。", en: "No address is set.")
}
