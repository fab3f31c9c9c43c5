internal import Foundation

extension Double {
    /// `self` to a power that need not be whole.
    func power(_ exponent: Double) -> Double { pow(self, exponent) }
}
