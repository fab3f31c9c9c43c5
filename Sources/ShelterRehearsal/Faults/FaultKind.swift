/// What can be planted in an export. The raw value is its name in the answer key.
public enum FaultKind: String, Hashable, Sendable, Codable, CaseIterable {
    // The cell is refused, the row is still used.
    case outOfRange = "number-out-of-range"
    case negativeCount = "negative-count"
    case textForNumber = "text-for-number"
    case ambiguousNumber = "ambiguous-number"
    case unitInCell = "unit-in-cell"
    case percentSign = "percent-sign"
    case spreadsheetError = "spreadsheet-error"
    case decimalForInteger = "decimal-for-integer"
    case impossibleDate = "impossible-date"
    case twoDigitYear = "two-digit-year"
    case unknownAnswer = "unknown-answer"
    case unknownCode = "unknown-code"

    // Every cell can be read, but two of them cannot both be true.
    case impossibleShare = "impossible-share"

    // The row is set aside.
    case rowCutShort = "row-cut-short"
    case rowTooLong = "row-too-long"
    case strayQuote = "stray-quote"
    case textAfterQuote = "text-after-quote"
    case quoteLeftOpen = "quote-left-open"
    case emptyRow = "empty-row"
    case municipalityTypo = "municipality-typo"
    case municipalityMissing = "municipality-missing"
    case municipalityAmbiguous = "municipality-ambiguous"
    case locationMissing = "location-missing"
    case sameDate = "same-date"
    case olderVisit = "older-visit"

    // Odd, but it must be read right.
    case formerMunicipality = "former-municipality"
    case municipalityCode = "municipality-code"
    case bareMunicipalityCode = "bare-municipality-code"
    case municipalityWithoutAccents = "municipality-without-accents"
    case municipalityAlias = "municipality-alias"
    case blanksAround = "blanks-around"
    case nonBreakingSpaces = "non-breaking-spaces"
    case spreadsheetAnswer = "spreadsheet-answer"
    case capitalAnswer = "capital-answer"
    case lineBreakInName = "line-break-in-name"
    case delimiterInName = "delimiter-in-name"
    case quotesInName = "quotes-in-name"
    case decimalPoint = "decimal-point"
    case thousandsMark = "thousands-mark"
    case isoDate = "iso-date"
    case writtenDate = "written-date"
    case dateWithTime = "date-with-time"

    /// Code of the diagnostic or ledger entry that a reader must give; empty if it must accept the cell in silence.
    ///
    /// `csv.empty-row`, `assessment.superseded` and `municipality.former` are notes: there is nothing to repair.
    public var expectedCode: String {
        switch self {
        case .outOfRange, .negativeCount: "cell.out-of-range"
        case .textForNumber, .percentSign: "cell.not-a-number"
        case .unitInCell: "cell.qualified-number"
        case .ambiguousNumber: "cell.ambiguous-number"
        case .spreadsheetError: "cell.spreadsheet-error"
        case .decimalForInteger: "cell.not-an-integer"
        case .impossibleDate: "cell.not-a-date"
        case .twoDigitYear: "cell.two-digit-year"
        case .unknownAnswer: "cell.unknown-answer"
        case .unknownCode: "cell.unknown-code"
        case .impossibleShare: "share.impossible"
        case .rowCutShort: "csv.too-few-cells"
        case .rowTooLong: "csv.too-many-cells"
        case .strayQuote: "csv.quote-in-unquoted-field"
        case .textAfterQuote: "csv.text-after-quote"
        case .quoteLeftOpen: "csv.quote-left-open"
        case .emptyRow: "csv.empty-row"
        case .municipalityTypo: "municipality.unknown"
        case .municipalityMissing: "municipality.missing"
        case .municipalityAmbiguous: "municipality.ambiguous"
        case .locationMissing: "location.missing"
        case .sameDate: "assessment.same-date"
        case .olderVisit: "assessment.superseded"
        case .formerMunicipality: "municipality.former"
        case .municipalityCode, .bareMunicipalityCode, .municipalityWithoutAccents,
            .municipalityAlias, .blanksAround, .nonBreakingSpaces, .spreadsheetAnswer, .capitalAnswer, .lineBreakInName,
            .delimiterInName, .quotesInName, .decimalPoint, .thousandsMark, .isoDate, .writtenDate, .dateWithTime:
            ""
        }
    }

    /// Whether the fault stands in a row of its own, beside those of the locations that were asked for.
    var needsExtraRow: Bool {
        switch self {
        case .rowCutShort, .rowTooLong, .strayQuote, .textAfterQuote, .quoteLeftOpen, .emptyRow, .municipalityTypo,
            .municipalityMissing, .municipalityAmbiguous, .locationMissing, .sameDate, .olderVisit:
            true
        default: false
        }
    }

    /// Whether the row cannot be told apart into cells, or has none.
    var breaksRow: Bool {
        switch self {
        case .rowCutShort, .rowTooLong, .strayQuote, .textAfterQuote, .quoteLeftOpen, .emptyRow: true
        default: false
        }
    }

    /// Whether it shows in the cell of the municipality of an ordinary row.
    var isMunicipalityForm: Bool {
        switch self {
        case .formerMunicipality, .municipalityCode, .bareMunicipalityCode, .municipalityWithoutAccents,
            .municipalityAlias:
            true
        default: false
        }
    }
}
