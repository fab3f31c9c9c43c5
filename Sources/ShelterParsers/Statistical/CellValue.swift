internal import Foundation

/// Cells as typed formats keep them.
public enum CellValue {
    /// One text for each number, however it was written; `nil` for a cell that is no number, or would lose something as one
    /// (`007`).
    ///
    /// - Parameter digits: Significant digits that count; `nil`: all of them.
    public static func number(_ cell: some Collection<UInt8>, digits: Int?) -> String? {
        guard let value = CellNumber(cell)?.value else { return nil }
        guard let digits else { return SheetNumber.text(value) }
        return String(format: "%.\(digits)g", value)
    }
}
