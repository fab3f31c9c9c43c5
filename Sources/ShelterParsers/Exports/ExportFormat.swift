internal import Foundation

/// What kind of file an export is.
public enum ExportFormat: String, Hashable, Sendable, Codable, CaseIterable {
    case csv, xlsx, ods, sav

    /// By the first bytes of the file; of what cannot be read CSV, so that its reader says why.
    ///
    /// A ZIP archive is taken for a workbook; what it really is, its reader finds out.
    public init(path: String) {
        let start = Self.start(of: path)
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            // In an ODS file the first member is stored and says what the archive is.
            self = String(decoding: start, as: UTF8.self).contains("opendocument.spreadsheet") ? .ods : .xlsx
        } else if start.starts(with: Array("$FL2".utf8)) || start.starts(with: Array("$FL3".utf8)) {
            self = .sav
        } else {
            self = .csv
        }
    }

    private static func start(of path: String) -> [UInt8] {
        // A pipe would lose what is read here, and wait.
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let file = fopen(path, "rb") else {
            return []
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let capacity = bytes.count
        let count = fread(&bytes, 1, capacity, file)
        return Array(bytes.prefix(count))
    }
}
