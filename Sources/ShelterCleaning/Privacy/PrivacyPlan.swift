public import ShelterModel

/// What happens to every column of one export, and why.
public struct PrivacyPlan: Hashable, Sendable {
    public enum Action: String, Hashable, Sendable, Codable {
        case kept
        /// Read, and its cells replaced by status `withheld`.
        case withheld
        /// Each value becomes a keyed hash.
        case pseudonymised
        /// Free text: not read into results, kept apart until it is redacted.
        case quarantined
        /// No code book names it.
        case unread = "not-read"
    }

    public enum Reason: String, Hashable, Sendable, Codable {
        /// It looks personal, and the code book has no rule for it.
        case looksPersonal = "looks-personal"
        /// The code book says so.
        case codeBook = "code-book"
        /// The code book wants a pseudonym, and there is no key.
        case noKey = "no-key"
        /// A pseudonym is text, and the column is not.
        case notText = "not-text"
        /// Rows are recognised or joined by it.
        case identifier
        case freeText = "free-text"
        case notInCodeBook = "not-in-code-book"
    }

    /// One line of the privacy report.
    public struct Entry: Hashable, Sendable {
        /// Number of the column in the file, counted from 0.
        public var position: Int
        /// Number of the column in the table; `nil` if it is not read.
        public var column: Int?
        public var variable: String?
        public var header: String
        public var kind: PersonalDataKind?
        public var sign: PersonalDataVerdict.Sign?
        public var values: Int
        public var passed: Int
        public var action: Action
        public var reason: Reason
    }

    /// Columns that are not kept as they are, or that look personal; by their place in the file.
    public let entries: [Entry]
    /// Columns of the table whose cells stand in no message.
    public let hidden: Set<Int>
    private let actions: [Int: Action]
    private let derivations: [TableDefinition.DerivedColumn]

    /// - Parameters:
    ///   - fields: Per column of the table its place in the file, counted from 0.
    ///   - identifiers: Variables by which rows are recognised or joined; they become pseudonyms where there is a key.
    public init(
        _ verdicts: [PersonalDataVerdict],
        definition: TableDefinition,
        fields: [Int?],
        header: [String],
        identifiers: Set<String>,
        hasKey: Bool
    ) {
        let found = Dictionary(verdicts.map { ($0.column, $0) }, uniquingKeysWith: { first, _ in first })
        var entries: [Entry] = []
        var actions: [Int: Action] = [:]
        var hidden: Set<Int> = []
        var read: Set<Int> = []
        for (column, field) in fields.enumerated() {
            guard let field, definition.columns.indices.contains(column) else { continue }
            read.insert(field)
            let rules = definition.columns[column]
            let verdict = found[field]
            let isIdentifier =
                rules.role == .assessmentID || rules.role == .locationID || identifiers.contains(rules.variable)
            guard
                let (action, reason) = Self.decision(rules, verdict, isIdentifier: isIdentifier, hasKey: hasKey)
            else { continue }
            if action != .kept {
                actions[column] = action
                hidden.insert(column)
            }
            entries.append(
                Entry(
                    position: field,
                    column: column,
                    variable: rules.variable,
                    header: header.indices.contains(field) ? header[field] : "",
                    kind: verdict?.kind,
                    sign: verdict?.sign,
                    values: verdict?.values ?? 0,
                    passed: verdict?.passed ?? 0,
                    action: action,
                    reason: reason
                )
            )
        }
        for verdict in verdicts where !read.contains(verdict.column) {
            entries.append(
                Entry(
                    position: verdict.column,
                    header: header.indices.contains(verdict.column) ? header[verdict.column] : "",
                    kind: verdict.kind,
                    sign: verdict.sign,
                    values: verdict.values,
                    passed: verdict.passed,
                    action: .unread,
                    reason: .notInCodeBook
                )
            )
        }
        self.entries = entries.enumerated().sorted {
            ($0.element.position, $0.offset) < ($1.element.position, $1.offset)
        }
        .map(\.element)
        self.actions = actions
        self.hidden = hidden
        derivations = definition.derivedColumns
    }

    /// What happens to a column that is read; `nil` if there is nothing to say of it.
    private static func decision(
        _ rules: ColumnDefinition,
        _ verdict: PersonalDataVerdict?,
        isIdentifier: Bool,
        hasKey: Bool
    ) -> (Action, Reason)? {
        if rules.type == .freeText { return (.quarantined, .freeText) }
        switch rules.personal {
        case .keep: return verdict == nil ? nil : (.kept, .codeBook)
        case .drop: return (.withheld, .codeBook)
        case .pseudonymise:
            guard hasKey else { return (.withheld, .noKey) }
            return rules.type == .text ? (.pseudonymised, .codeBook) : (.withheld, .notText)
        case nil: break
        }
        guard verdict != nil else { return nil }
        if isIdentifier, rules.type == .text {
            return hasKey ? (.pseudonymised, .identifier) : (.withheld, .noKey)
        }
        return (.withheld, .looksPersonal)
    }

    /// Whether the plan changes nothing and derives nothing.
    public var isEmpty: Bool { actions.isEmpty && derivations.isEmpty }

    /// Computes what the code book derives and then takes away what may not be read; call it right after mapping.
    ///
    /// - Parameter pseudonym: The keyed hash of a value, as text; without one nothing may be planned to be pseudonymised.
    /// - Returns: The derived columns, in the order of `TableDefinition.derivedColumns`.
    public func apply(to table: inout Table, pseudonym: ((UnsafeBufferPointer<UInt8>) -> String)?) -> [Column] {
        let derived = derivations.map { $0.values(of: table) }
        for (column, action) in actions where table.columns.indices.contains(column) {
            if action == .pseudonymised, let pseudonym, case .text(let cells) = table.columns[column] {
                table.columns[column] = .text(cells.pseudonymised(pseudonym))
            } else {
                table.columns[column] = table.columns[column].withheld
            }
        }
        return derived
    }
}

extension Column {
    /// Without any value: each cell that had one is withheld, and so is one that held something unreadable.
    var withheld: Column {
        let status = status.map { $0 == .present || $0 == .invalid ? CellStatus.withheld : $0 }
        return switch self {
        case .number: .number(NumberColumn(values: [Double](repeating: 0, count: status.count), status: status))
        case .coded: .coded(CodedColumn(codes: [UInt16](repeating: 0, count: status.count), status: status))
        case .text: .text(TextColumn(bytes: [], ends: [Int](repeating: 0, count: status.count), status: status))
        }
    }
}

extension TextColumn {
    fileprivate func pseudonymised(_ pseudonym: (UnsafeBufferPointer<UInt8>) -> String) -> TextColumn {
        var result = TextColumn(status: status)
        result.ends.reserveCapacity(ends.count)
        bytes.withUnsafeBufferPointer { bytes in
            for row in ends.indices {
                if status[row] == .present {
                    result.bytes.append(contentsOf: pseudonym(UnsafeBufferPointer(rebasing: bytes[range(row)])).utf8)
                }
                result.ends.append(result.bytes.count)
            }
        }
        return result
    }
}
