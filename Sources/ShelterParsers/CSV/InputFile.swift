import ShelterModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Owns an open regular file that is read from its begin to its end, or no file at all.
struct InputFile: ~Copyable {
    /// Name of the file as messages print it.
    let displayName: String
    private let descriptor: Int32?

    /// Stands in for a file where all bytes are in memory already.
    init(withoutBytes displayName: String) {
        self.displayName = displayName
        descriptor = nil
    }

    init(path: String, displayName: String) throws(Refusal) {
        let place = SourceLocation(file: displayName)
        // Not blocking: opening a pipe must not wait for its writer.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: throw Refusal("file.not-found", at: place)
            case EACCES, EPERM: throw Refusal("file.not-readable", at: place)
            default: throw Refusal("file.read-failed", at: place, ["reason": .text(String(cString: strerror(errno)))])
            }
        }
        var status = stat()
        let kind = fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0
        guard kind == S_IFREG else {
            close(descriptor)
            throw Refusal(kind == S_IFDIR ? "file.is-directory" : "file.not-regular", at: place)
        }
        self.displayName = displayName
        self.descriptor = descriptor
    }

    deinit {
        if let descriptor { close(descriptor) }
    }

    /// Reads at most `count` bytes; 0 at the end.
    mutating func read(into buffer: UnsafeMutablePointer<UInt8>, count: Int) throws(Refusal) -> Int {
        guard let descriptor else { return 0 }
        while true {
            #if canImport(Glibc)
                let got = Glibc.read(descriptor, buffer, count)
            #elseif canImport(Musl)
                let got = Musl.read(descriptor, buffer, count)
            #else
                let got = Darwin.read(descriptor, buffer, count)
            #endif
            if got >= 0 { return got }
            if errno != EINTR { throw readFailed() }
        }
    }

    /// Goes back to the first byte.
    mutating func rewind() throws(Refusal) {
        try seek(to: 0)
    }

    /// Goes to a byte, counted from 0.
    mutating func seek(to offset: Int) throws(Refusal) {
        guard let descriptor else { return }
        if lseek(descriptor, off_t(offset), SEEK_SET) != off_t(offset) { throw readFailed() }
    }

    /// What tells whether the file is changed while it is read; `nil` without a file.
    var mark: FileMark? {
        var status = stat()
        guard let descriptor, fstat(descriptor, &status) == 0 else { return nil }
        return FileMark(status)
    }

    private func readFailed() -> Refusal {
        Refusal(
            "file.read-failed",
            at: SourceLocation(file: displayName),
            ["reason": .text(String(cString: strerror(errno)))]
        )
    }
}
