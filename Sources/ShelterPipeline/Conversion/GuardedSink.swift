internal import ShelterModel
internal import ShelterParsers

/// Takes personal data out of a table before another sink gets it.
struct GuardedSink<Sink: TableSink>: TableSink {
    var isRectangular: Bool { sink.isRectangular }
    var sink: Sink
    let filter: PrivacyFilter

    mutating func begin(_ columns: [ExportColumn]) throws(Refusal) { try sink.begin(filter.kept(columns)) }
    mutating func add(_ batch: RecordBatch) throws(Refusal) { try sink.add(filter.filter(batch)) }
    mutating func finish() throws(Refusal) { try sink.finish() }
}
