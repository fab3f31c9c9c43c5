import ShelterCleaning
import Testing

@Suite struct CleaningActionTests {
    @Test("an entry that nobody has decided on changes nothing")
    func undecided() {
        #expect(CleaningAction(rawValue: "") == .open)
        #expect(CleaningAction.allCases.filter(\.changesData) == [.change, .blank, .delete])
    }
}
