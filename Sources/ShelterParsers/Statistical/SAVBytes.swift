import ShelterModel

/// The bytes of an SPSS file, read through a window that can be moved; owns the file and the window.
struct SAVBytes: ~Copyable {
    let displayName: String
    let size: Int
    /// Where the next byte is read.
    private(set) var position = 0
    private var file: InputFile
    private let mark: FileMark?
    private let window: UnsafeMutablePointer<UInt8>
    private static let windowSize = 1 << 18
    private var windowStart = 0
    private var windowCount = 0
    /// Where the next byte of the file would be read into the window.
    private var filePosition = 0

    init(path: String, displayName: String) throws(Refusal) {
        let file = try InputFile(path: path, displayName: displayName)
        self.displayName = displayName
        mark = file.mark
        size = mark?.size ?? 0
        window = .allocate(capacity: Self.windowSize)
        self.file = file
    }

    deinit {
        window.deallocate()
    }

    /// Gives every byte once, in order, and goes back to the first.
    mutating func giveAll(to receive: (UnsafeRawBufferPointer) -> Void) throws(Refusal) {
        try file.rewind()
        while true {
            let count = try file.read(into: window, count: Self.windowSize)
            if count == 0 { break }
            receive(UnsafeRawBufferPointer(start: window, count: count))
        }
        try file.rewind()
        (position, filePosition, windowStart, windowCount) = (0, 0, 0, 0)
    }

    /// - Throws: If the file is no longer the one that was opened.
    func checkUnchanged() throws(Refusal) {
        guard file.mark == mark else { throw Refusal("file.changed", at: SourceLocation(file: displayName)) }
    }

    mutating func seek(to offset: Int) {
        position = offset
    }

    /// Reads up to `count` bytes; fewer only at the end of the file.
    mutating func read(into target: UnsafeMutableRawPointer, count: Int) throws(Refusal) -> Int {
        var done = 0
        while done < count {
            let offset = position - windowStart
            if offset >= 0, offset < windowCount {
                let part = min(count - done, windowCount - offset)
                (target + done).copyMemory(from: window + offset, byteCount: part)
                done += part
                position += part
                continue
            }
            if position >= size { break }
            if filePosition != position { try file.seek(to: position) }
            windowStart = position
            windowCount = 0
            windowCount = try file.read(into: window, count: Self.windowSize)
            filePosition = position + windowCount
            if windowCount == 0 { break }
        }
        return done
    }
}
