public import ShelterModel

/// What cells say about the decimal mark of a file, and the numbers of a column once it is known.
public struct PlainNumbers: Sendable {
    /// Cells that can only be read with a point, and only with a comma.
    private var withPoint = 0
    private var withComma = 0

    public init() {}

    /// Takes a cell of any column into account.
    public mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        var mark: UInt8 = 0
        var behind = 0
        var before = 0
        for (index, byte) in bytes.enumerated() {
            if byte &- UInt8(ascii: "0") < 10 {
                if mark == 0 { before += 1 } else { behind += 1 }
            } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
                guard mark == 0 else { return }
                mark = byte
            } else if !(index == 0 && byte == UInt8(ascii: "-")) {
                return
            }
        }
        // Three digits behind the only mark may be thousands, unless too many, or a lone zero, stand before it.
        guard mark != 0, behind > 0, behind != 3 || before > 3 || before == 0 else { return }
        if mark == UInt8(ascii: ".") { withPoint += 1 } else { withComma += 1 }
    }

    /// What all cells together say; `nil` if nothing, or both.
    public var decimal: DecimalMark? {
        switch (withPoint > 0, withComma > 0) {
        case (true, false): .point
        case (false, true): .comma
        default: nil
        }
    }

    public enum Problem: Error, Hashable, Sendable {
        /// The cell is no number; its place in the column.
        case notANumber(Int)
        /// The cell has two readings; its place in the column.
        case ambiguous(Int)
    }

    /// The numbers of a column; NaN for missing ones.
    ///
    /// - Parameters:
    ///   - cells: `nil` where there is no answer.
    ///   - certain: Places of cells that the file itself holds as numbers; they have a point in any case.
    ///   - decimal: The mark of the file if it is known; otherwise the column must make it clear.
    public static func numbers(
        _ cells: [String?],
        certain: CellMarks = CellMarks(),
        decimal: DecimalMark?
    ) throws(Problem) -> [Double] {
        var own = PlainNumbers()
        if decimal == nil {
            for (index, cell) in cells.enumerated() {
                guard var cell, !certain.contains(index) else { continue }
                cell.withUTF8 { own.add($0) }
            }
        }
        let column = NumberReader(decimal: decimal ?? own.decimal ?? .either)
        let point = NumberReader(decimal: .point)
        var numbers = [Double](repeating: .nan, count: cells.count)
        for (index, cell) in cells.enumerated() {
            guard var cell else { continue }
            let reader = certain.contains(index) ? point : column
            if let value = cell.withUTF8({ reader.simple($0) }) {
                numbers[index] = value
                continue
            }
            // As programs write them: with an exponent, or without a digit before the point.
            if reader.decimal != .comma, !cell.contains(","),
                cell.contains(where: { $0 == "e" || $0 == "E" }) || cell.hasPrefix(".")
                    || cell.hasPrefix("-."), let value = Double(cell), value.isFinite
            {
                numbers[index] = value
                continue
            }
            switch reader.read(cell) {
            case .number(let value): numbers[index] = value
            case .ambiguous: throw .ambiguous(index)
            case .notANumber: throw .notANumber(index)
            }
        }
        return numbers
    }
}
