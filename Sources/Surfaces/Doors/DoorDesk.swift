// What the pages of the doors ask and have done: a desk stands in front of the store.

package import Access
package import Entrance
package import Kernel
package import Pages

/// Signing in and looking after one's own account. Acts are journalled behind the desk.
/// **Problems**: each refusal is thrown as it is; `details["field"]` names the field of a form that it is about.
package protocol OwnDesk: SessionKeeping {
  /// The buttons of providers on the sign-in page.
  var providers: [(name: String, title: Text)] { get }
  /// Whether there is an account at all.
  func isBegun() async throws(Problem) -> Bool
  /// The token of a new session; one that the browser had before is over.
  func signIn(login: String, password: String, agent: String, _ act: Act) async throws(Problem) -> String
  /// The token that takes the place of the one before.
  func giveCode(_ code: String, _ caller: Caller) async throws(Problem) -> String
  func signOut(_ caller: Caller) async throws(Problem)
  /// Where to send the browser, and what to keep in it until it comes back.
  func beginSignIn(with provider: String, _ act: Act) async throws(Problem) -> String
  func endSignIn(with provider: String, query: String, agent: String, _ act: Act) async throws(Problem) -> String

  func passwordRules() -> Text
  func link(_ token: String, _ act: Act) async throws(Problem) -> OneTimeOffer
  func useLink(_ token: String, _ answer: FormBody, _ act: Act) async throws(Problem)
  /// The token that takes the place of the one before.
  func changePassword(from old: String, to new: String, _ caller: Caller) async throws(Problem) -> String?
  func beginEnrolment(_ caller: Caller) async throws(Problem) -> Enrolment
  /// Recovery codes, told once.
  func endEnrolment(_ code: String, _ caller: Caller) async throws(Problem) -> [String]
  func ownPosts(_ caller: Caller) async throws(Problem) -> [PostLine]
  func choosePost(_ number: Int64, _ caller: Caller) async throws(Problem)
  func sessions(_ caller: Caller) async throws(Problem) -> [SessionLine]
  /// Nil ends all others.
  func endSession(_ id: String?, _ caller: Caller) async throws(Problem)
  func deputies(_ caller: Caller) async throws(Problem) -> [PostLine]
  func delegate(to login: String, from: Day, until: Day, _ caller: Caller) async throws(Problem)
  func endDelegation(_ number: Int64, _ caller: Caller) async throws(Problem)
}

/// Accounts, posts, journal and system: the desk of the three guardians.
package protocol GuardianDesk: Sendable {
  func accounts(_ words: String, page: Int) async throws(Problem) -> Listed<AccountLine>
  func account(_ number: Int64) async throws(Problem) -> (AccountLine, [PostLine])
  /// The token of the link by which the person sets the password.
  func createAccount(login: String, name: String, _ caller: Caller) async throws(Problem) -> String
  func disable(_ number: Int64, _ caller: Caller) async throws(Problem)
  func enable(_ number: Int64, _ caller: Caller) async throws(Problem)
  func resetLink(_ number: Int64, _ caller: Caller) async throws(Problem) -> String

  func roles() -> [Role]
  func subjects() -> [Subject]
  func posts(_ view: PostView, _ caller: Caller) async throws(Problem) -> Listed<PostLine>
  func post(_ number: Int64) async throws(Problem) -> PostLine
  func appoint(_ appointment: AskedAppointment, _ caller: Caller) async throws(Problem)
  func endPost(_ number: Int64, on day: Day, _ caller: Caller) async throws(Problem)
  /// How many open cases moved.
  func handOver(_ number: Int64, to login: String, on day: Day, _ caller: Caller) async throws(Problem) -> Int

  func journal(_ view: JournalView) async throws(Problem) -> Listed<JournalLine>
  func journalEntry(county: Int64, sequence: Int64) async throws(Problem) -> JournalLine
  func system() async throws(Problem) -> [SystemFact]
  /// What waits for the guardians.
  func waiting(_ caller: Caller) async throws(Problem) -> WaitingWork
}
