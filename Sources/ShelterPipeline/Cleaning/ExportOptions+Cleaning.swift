internal import ShelterParsers

extension ExportOptions {
    /// - Parameter headers: What somebody hopes to find in the header.
    func expecting(_ headers: [String]) -> ExportOptions {
        var options = self
        options.csv.expectedHeaders = headers
        return options
    }

    /// For files whose records are passed on: rows that can be kept as they stand are kept.
    func verbatim(expected headers: [String] = []) -> ExportOptions {
        var options = expecting(headers)
        options.csv.keepsRaggedRows = true
        options.csv.keepsStrayQuotes = true
        return options
    }
}
