/// A sum that keeps what rounding takes away, so that large weights do not swallow small values.
///
/// Source: Neumaier (1974), ZAMM 54:39-51.
struct ExactSum {
    private var sum = 0.0
    private var lost = 0.0

    mutating func add(_ value: Double) {
        let next = sum + value
        lost += sum.magnitude >= value.magnitude ? (sum - next) + value : (value - next) + sum
        sum = next
    }

    var value: Double { lost.isFinite ? sum + lost : sum }
}
