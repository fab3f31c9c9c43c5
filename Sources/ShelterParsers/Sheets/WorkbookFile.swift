import ShelterModel

/// A look at all bytes of a file before it is opened as a workbook.
struct WorkbookFile {
    private let path: String
    private let displayName: String
    private let mark: FileMark?

    /// - Parameter onBytes: Is given every byte of the file once, in order.
    /// - Throws: If there is no such file, or it is no zip file.
    init(path: String, displayName: String, onBytes: ((UnsafeRawBufferPointer) -> Void)?) throws(Refusal) {
        self.path = path
        self.displayName = displayName
        mark = FileMark(path: path)
        var file = try InputFile(path: path, displayName: displayName)
        let capacity = 1 << 20
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        defer { buffer.deallocate() }
        var size = 0
        var start: [UInt8] = []
        // An encrypted XLSX lies in an OLE container, under this name in UTF-16.
        let lockedName = "EncryptedPackage".utf8.flatMap { [$0, UInt8(0)] }
        var isLocked = false
        var carried: [UInt8] = []
        while true {
            let count = try file.read(into: buffer, count: capacity)
            if count == 0 { break }
            let bytes = UnsafeBufferPointer(start: buffer, count: count)
            if size == 0 { start = Array(bytes.prefix(8)) }
            size += count
            onBytes?(UnsafeRawBufferPointer(bytes))
            if start.starts(with: Self.ole), !isLocked {
                carried.append(contentsOf: bytes)
                isLocked = Self.contains(carried, lockedName)
                carried = Array(carried.suffix(lockedName.count))
            }
        }
        let place = SourceLocation(file: displayName)
        if size == 0 { throw Refusal("file.empty", at: place) }
        if start.starts(with: Self.ole) { throw Refusal(isLocked ? "sheet.encrypted" : "sheet.is-xls", at: place) }
        guard start.starts(with: [0x50, 0x4B]) else { throw Refusal("sheet.not-a-workbook", at: place) }
    }

    private static let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

    private static func contains(_ bytes: [UInt8], _ searched: [UInt8]) -> Bool {
        guard let first = searched.first, bytes.count >= searched.count else { return false }
        return bytes.indices.dropLast(searched.count - 1).contains { index in
            bytes[index] == first && bytes[index...].starts(with: searched)
        }
    }

    /// - Throws: If the file is no longer the one that `onBytes` was given.
    func checkUnchanged() throws(Refusal) {
        guard FileMark(path: path) == mark else { throw Refusal("file.changed", at: SourceLocation(file: displayName)) }
    }
}
