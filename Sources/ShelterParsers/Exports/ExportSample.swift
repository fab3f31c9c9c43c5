import ShelterModel

/// The start of an export, by which its tool is recognised.
struct ExportSample {
    /// The sample does not depend on the size of batches: it ends with this many records or bytes.
    static let recordLimit = 64
    static let byteLimit = 1 << 20

    var header: [String]
    /// Header rows after the first.
    var extra: [[String]] = []
    /// First records.
    var records: [[String]] = []
    var isText = true
    /// Whether the first line names the delimiter (`sep=;`).
    var namesDelimiter = false

    /// Reads the first batches of a source, which are kept in `batches`.
    init(_ source: inout ExportSource, keeping batches: inout [RecordBatch]) throws(Refusal) {
        header = source.header
        extra = source.extraHeaderRows.map(\.cells)
        isText = source.dialect != nil
        namesDelimiter = source.dialect?.isDeclared ?? false
        var records = 0
        var bytes = 0
        while records < Self.recordLimit, bytes < Self.byteLimit, let batch = try source.next() {
            records += batch.recordCount
            bytes += batch.bytes.count
            batches.append(batch)
        }
        bytes = 0
        for batch in batches {
            for record in 0..<batch.recordCount {
                if self.records.count == Self.recordLimit || bytes >= Self.byteLimit { return }
                let fields = batch.fields(of: record)
                self.records.append(fields.map(batch.text(of:)))
                bytes += fields.reduce(0) { $0 + batch.range(of: $1).count }
            }
        }
    }

    init(header: [String]) {
        self.header = header
    }

    /// Rows that may belong to the header: those that were found to, and then the first records.
    var rowsBelowHeader: [[String]] { extra + records.prefix(4) }
}

/// Headers as they are compared: without regard to case, outer blanks, and the kind of blank.
struct HeaderNames {
    private var places: [String: Int] = [:]

    init(_ header: [String]) {
        for (index, name) in header.enumerated() {
            let name = HeaderMatch.normal(name)
            if places[name] == nil { places[name] = index }
        }
    }

    subscript(name: String) -> Int? { places[name] }
    func contains(_ name: String) -> Bool { places[name] != nil }
    func containsAll(_ names: [String]) -> Bool { names.allSatisfy(contains) }
    func count(_ names: [String]) -> Int { names.count(where: contains) }
}
