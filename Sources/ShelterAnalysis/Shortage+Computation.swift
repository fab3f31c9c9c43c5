internal import ShelterModel
internal import ShelterScoring

extension Shortage {
    /// What is missing to meet a standard of the leaf in one row; `nil` where nothing can be counted.
    ///
    /// Whole things are rounded up: 0.2 of a shower is one shower.
    static func missing(
        _ leaf: Leaf,
        of level: Standard?,
        row: Int,
        observer: inout Observer,
        variables: [String: VariableDefinition],
        people: Set<String>
    ) -> Shortage? {
        guard let standard = level else { return nil }
        switch (leaf.indicator, leaf.measurement, standard) {
        case (.ratio(let above, let below), .ratio(let first, let second), .atMost(let limit))
        where limit > 0 && !people.contains(below):
            guard let have = observer.value(.column(second), row), let need = observer.value(.column(first), row) else {
                return nil
            }
            let atCapacity: Double? =
                if case .ratio(let capacity, _) = leaf.atCapacity { observer.value(.column(capacity), row) } else {
                    nil
                }
            return Shortage(
                below,
                have: have,
                need: need / limit,
                needAtCapacity: atCapacity.map { $0 / limit },
                basis: (above, need),
                definition: variables[below]
            )
        case (.ratio(let above, let below), .ratio(let first, let second), .atLeast(let limit))
        where !people.contains(above):
            guard let have = observer.value(.column(first), row), let per = observer.value(.column(second), row) else {
                return nil
            }
            let atCapacity: Double? =
                if case .ratio(_, let capacity) = leaf.atCapacity { observer.value(.column(capacity), row) } else {
                    nil
                }
            return Shortage(
                above,
                have: have,
                need: per * limit,
                needAtCapacity: atCapacity.map { $0 * limit },
                basis: (below, per),
                definition: variables[above]
            )
        case (.variable(let name), .column(let column), .atLeast(let limit)) where !people.contains(name):
            guard variables[name]?.type != .boolean, let have = observer.value(.column(column), row) else { return nil }
            return Shortage(
                name,
                have: have,
                need: limit,
                needAtCapacity: nil,
                basis: nil,
                definition: variables[name]
            )
        case (.variable(let name), .column(let column), .atMost(let limit)) where !people.contains(name):
            guard variables[name]?.type != .boolean, let have = observer.value(.column(column), row) else { return nil }
            var shortage = Shortage(
                name,
                have: limit,
                need: have,
                needAtCapacity: nil,
                basis: nil,
                definition: variables[name]
            )
            shortage?.isExcess = true
            return shortage
        default:
            return nil
        }
    }

    private init?(
        _ variable: String,
        have: Double,
        need: Double,
        needAtCapacity: Double?,
        basis: (variable: String, value: Double)?,
        definition: VariableDefinition?
    ) {
        let isCount = definition?.type == .integer
        func missing(_ need: Double) -> Double {
            let difference = max(0, need - have)
            // A billionth of slack: 8.000000000000002 showers are 8.
            return isCount ? (difference - 1e-9).rounded(.up) + 0 : difference
        }
        let quantity = missing(need)
        // Against a standard next to nothing a shortage has no end, and no number can say so.
        guard quantity > 0, quantity.isFinite else { return nil }
        self.init(
            variable: variable,
            unit: definition?.unit,
            quantity: quantity,
            // More residents than places: then full capacity is no worse case, and says nothing.
            quantityAtCapacity: needAtCapacity.flatMap { $0 < need ? nil : missing($0) }.flatMap {
                $0.isFinite ? $0 : nil
            },
            basis: basis?.value,
            basisVariable: basis?.variable,
            isExcess: false
        )
    }
}

extension Standard {
    /// How far `value` is from the standard, as a share of what is required: 0 when met, 1 when nothing of it is there.
    func gap(at value: Double?) -> Double {
        guard let value else { return 1 }
        return switch self {
        case .atLeast(let limit): limit > 0 ? min(1, max(0, (limit - value) / limit)) : 1
        case .atMost(let limit): value == .infinity ? 1 : value > 0 ? min(1, max(0, (value - limit) / value)) : 0
        case .between(let low, let high):
            value < low ? Standard.atLeast(low).gap(at: value) : Standard.atMost(high).gap(at: value)
        case .isTrue, .isFalse, .oneOf: 1
        }
    }
}
