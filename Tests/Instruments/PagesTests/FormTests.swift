// Forms with groups and boxes: names, what is ticked, and where a refusal is told.
import Foundation
import Kernel
import Pages
import Testing

@Suite struct FormTests {
  private let form = Form(
    action: .home, token: "t", key: "k",
    fields: [
      FormField("plain", "Plain?"),
      FormField(
        "both",
        .group([FormField("left", .number, "Left?"), FormField("right", .number, "Right?", isOptional: true)]
        ),
        "Both?"),
      FormField(
        "risks",
        .checks([FormOption("risks.01", "Illness"), FormOption("risks.02", "Disaster", hint: "flood")]),
        "Which?", value: "risks.02"),
      FormField("who", .list([FormOption("1", "One"), FormOption("2", "Two")]), "Who?", value: "2"),
    ], submit: "Send")

  @Test func boxesHaveNamesOfTheirOwn() {
    let html = form.html(.en).text
    #expect(html.contains("name=\"risks.01\" value=\"1\">") && !html.contains("name=\"risks\""))
    #expect(html.contains("name=\"risks.02\" value=\"1\" checked=\"checked\">"))
    #expect(html.contains("<fieldset id=\"f-risks\"") && html.contains("<small>flood</small>"))
  }

  @Test func aShortListIsStillAList() {
    let html = form.html(.en).text
    #expect(
      html.contains("<select id=\"f-who\"") && html.contains("<option value=\"2\" selected=\"selected\">"))
  }

  @Test func aGroupMarksNoOptionalFieldsInside() {
    let html = form.html(.en).text
    #expect(html.contains("inputmode=\"decimal\"") && !html.contains("(optional)"))
    #expect(html.contains("id=\"f-right\"") && html.components(separatedBy: " required=").count == 4)
  }

  @Test func aRefusalStandsAtItsFieldEvenInsideAGroup() {
    for (name, anchor) in [
      ("plain", "f-plain"), ("right", "f-right"), ("both", "f-both"), ("risks", "f-risks"),
    ] {
      var form = form
      form.blame(name, "Wrong.")
      let html = form.html(.en).text
      #expect(form.hasErrors && form.error.isEmpty)
      #expect(html.contains("<a href=\"#\(anchor)\">Wrong.</a>") && html.contains("id=\"\(anchor)-fault\""))
    }
  }

  @Test func aRefusalOfNoFieldStandsOnTop() {
    for name in [nil, "elsewhere"] {
      var form = form
      form.blame(name, "Wrong.")
      #expect(form.error == "Wrong." && form.html(.en).text.contains("<li>Wrong.</li>"))
    }
  }

  @Test func aFormStandsAroundATable() {
    let html = form.around("<table></table>", .en).text
    #expect(html.contains("class=\"form around\"") && html.contains("name=\"token\" value=\"t\""))
    #expect(html.contains("<table></table>") && html.hasSuffix("</form>"))
  }
}
