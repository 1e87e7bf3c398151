// Modules in one file: scopes of their own, what is exported is bound by those that import it.
import Testing

@testable import FieldSync

@Suite struct FieldBundleTests {
  @Test func modulesBindWhatTheyImport() {
    let script = FieldBundle.script([
      ("one.js", "// One.\nexport const first = 1;\nexport async function second() {}\nconst own = 2;"),
      ("two.js", "import * as one from \"./one.js\";\nimport { first, second } from \"./one.js\";\nfirst();"),
    ])
    #expect(
      script == """
        const in_one = (() => {
        // One.
        const first = 1;
        async function second() {}
        const own = 2;
        return { first, second };
        })();
        const in_two = (() => {
        const one = in_one;
        const { first, second } = in_one;
        first();
        return {  };
        })();

        """)
  }
}
