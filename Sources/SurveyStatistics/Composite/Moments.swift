internal import Foundation

/// Descriptions of one column of numbers; `nil` stands for "does not exist", never for 0.
public enum Moments {
    public static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Middle value; of an even number the mean of the two in the middle.
    public static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// With n − 1; `nil` under two values.
    public static func standardDeviation(_ values: [Double]) -> Double? {
        guard values.count > 1, let mean = mean(values) else { return nil }
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1)).squareRoot()
    }

    /// Sample skewness G1; `nil` under three values or when all are equal.
    ///
    /// Source: Joanes and Gill (1998), The Statistician 47:183-189; as type 2 of `skewness` in R e1071.
    public static func skewness(_ values: [Double]) -> Double? {
        guard values.count > 2, let mean = mean(values) else { return nil }
        let n = Double(values.count)
        let (second, third) = values.reduce((0.0, 0.0)) { sums, value in
            let d = value - mean
            return (sums.0 + d * d, sums.1 + d * d * d)
        }
        guard second > 0 else { return nil }
        return n.squareRoot() * third / pow(second, 1.5) * (n * (n - 1)).squareRoot() / (n - 2)
    }

    /// Sample excess kurtosis G2; `nil` under four values or when all are equal.
    ///
    /// Source: as `skewness`; type 2 of `kurtosis` in R e1071.
    public static func excessKurtosis(_ values: [Double]) -> Double? {
        guard values.count > 3, let mean = mean(values) else { return nil }
        let n = Double(values.count)
        let (second, fourth) = values.reduce((0.0, 0.0)) { sums, value in
            let square = (value - mean) * (value - mean)
            return (sums.0 + square, sums.1 + square * square)
        }
        guard second > 0 else { return nil }
        let ratio = n * fourth / (second * second)
        return ((n + 1) * (ratio - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    }

    /// Quantile of sorted values by linear interpolation, as type 7 of R (Hyndman and Fan 1996).
    public static func quantile(_ share: Double, ofSorted values: [Double]) -> Double? {
        guard let last = values.indices.last else { return nil }
        let place = min(max(share, 0), 1) * Double(last)
        let low = Int(place)
        let high = min(low + 1, last)
        return values[low] + (place - Double(low)) * (values[high] - values[low])
    }
}
