import Commerce
import Contract
import Operations
import Security
import Server
import Store
import TestSupport
import Testing
import TownDialect

/// I38: the contract's words are projections, total over what is stored, and their inverses give every word back.
@Suite struct StatusTests {
  @Test func everyStoredStatusHasAWord() {
    for status in OrderStatus.allCases {
      let word = TownOrderStatus(status)
      #expect(word.statuses.contains(status))
      #expect(TownOrderStatus.allCases.filter { $0.statuses.contains(status) } == [word])
    }
    for word in TownOrderStatus.allCases { #expect(word.statuses.first.map { TownOrderStatus($0) } == word) }
  }

  @Test func filtersPartitionTheStages() {
    let all = TownOrderStatus.allCases.flatMap(\.stages)
    #expect(all.count == Set(all).count)
    #expect(Set(all) == Set(FloorStage.allCases))
    for status in OrderStatus.allCases {
      for isPicked in [false, true] {
        #expect(TownOrderStatus(status).stages.contains(FloorStage(status: status, isPicked: isPicked)))
      }
    }
  }

  @Test func paymentsAndDispatchesComeBack() {
    for word in TownPaymentMethod.allCases { #expect(TownPaymentMethod(word.method) == word) }
    for method in PaymentMethod.allCases { #expect(TownPaymentMethod(method) == (method.isPrepaid ? .momo : .cod)) }
    for status in PaymentStatus.allCases { #expect(TownPaymentStatus(status).status == status) }
    for word in TownPaymentStatus.allCases { #expect(TownPaymentStatus(word.status) == word) }
    for status in DispatchStatus.allCases { #expect(TownDispatchStatus(status).status == status) }
    for word in TownDispatchStatus.allCases { #expect(TownDispatchStatus(word.status) == word) }
  }
}
