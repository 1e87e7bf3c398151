// What the table of functions promises the checker and the planner.
import RuleValues
import Testing

struct OverloadTests {
  @Test(arguments: Standard.functions.values.joined().map(\.name).sorted())
  func everyOverloadIsFoundByTheCallItDescribes(name: String) throws {
    for function in try #require(Standard.functions[name]) {
      for overload in function.overloads {
        let found = Standard.function(name, overload.parameters.count, isMember: overload.isMember)
        #expect(found?.name == name)
      }
    }
  }

  @Test func twoFunctionsOfOneNameAreToldApartByTheirCalls() {
    for (name, functions) in Standard.functions {
      let calls = functions.flatMap { function in
        Set(function.overloads.map { [$0.parameters.count, $0.isMember ? 1 : 0] })
      }
      #expect(Set(calls).count == calls.count, "\(name)")
    }
  }
}
