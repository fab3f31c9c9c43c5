internal import CLibZip
import ShelterModel

/// Owns an open zip file; the only place that knows libzip, with `ZipEntry`.
struct ZipArchive: ~Copyable {
    /// Name of the file as messages print it.
    let displayName: String
    let limits: SheetLimits
    private let archive: OpaquePointer

    init(path: String, displayName: String, limits: SheetLimits) throws(Refusal) {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
            var fault = zip_error_t()
            zip_error_init_with_code(&fault, code)
            defer { zip_error_fini(&fault) }
            throw Refusal(
                "sheet.damaged-zip",
                at: SourceLocation(file: displayName),
                ["reason": .text(String(cString: zip_error_strerror(&fault)))]
            )
        }
        self.archive = archive
        self.displayName = displayName
        self.limits = limits
    }

    deinit {
        zip_discard(archive)
    }

    func contains(_ name: String) -> Bool { index(of: name) != nil }

    /// Case counts only where two names differ in nothing else.
    private func index(of name: String) -> UInt64? {
        let exact = zip_name_locate(archive, name, 0)
        if exact >= 0 { return UInt64(exact) }
        let similar = zip_name_locate(archive, name, zip_flags_t(ZIP_FL_NOCASE))
        return similar >= 0 ? UInt64(similar) : nil
    }

    /// Opens a part for reading; it can be read as long as the archive is open.
    ///
    /// - Parameter limit: Most bytes that it may unpack to.
    /// - Returns: `nil` if there is no such part.
    func entry(_ name: String, limit: Int) throws(Refusal) -> ZipEntry? {
        guard let index = index(of: name) else { return nil }
        let place = SourceLocation(file: displayName)
        var status = zip_stat_t()
        zip_stat_init(&status)
        guard zip_stat_index(archive, index, 0, &status) == 0 else { throw damaged(name) }
        if status.valid & UInt64(ZIP_STAT_ENCRYPTION_METHOD) != 0, status.encryption_method != ZIP_EM_NONE {
            throw Refusal("sheet.encrypted", at: place)
        }
        if status.valid & UInt64(ZIP_STAT_SIZE) != 0, status.size > UInt64(limit) {
            throw Refusal("sheet.too-large", at: place, ["part": .text(name), "limit": .integer(limit)])
        }
        guard let file = zip_fopen_index(archive, index, 0) else { throw damaged(name) }
        let packed = status.valid & UInt64(ZIP_STAT_COMP_SIZE) != 0 ? status.comp_size : 0
        return ZipEntry(
            file: file,
            name: name,
            displayName: displayName,
            limit: limit,
            ratioLimit: max(limits.ratioFrom, packed > UInt64(limit) ? limit : Int(packed) * limits.ratio)
        )
    }

    private func damaged(_ name: String) -> Refusal {
        Refusal(
            "sheet.damaged",
            at: SourceLocation(file: displayName),
            ["part": .text(name), "reason": .text(String(cString: zip_strerror(archive)))]
        )
    }
}

/// Owns one part of a zip file that is being unpacked.
struct ZipEntry: ~Copyable {
    let name: String
    let displayName: String
    private let file: OpaquePointer
    private let limit: Int
    private let ratioLimit: Int
    private var byteCount = 0

    fileprivate init(file: OpaquePointer, name: String, displayName: String, limit: Int, ratioLimit: Int) {
        self.file = file
        self.name = name
        self.displayName = displayName
        self.limit = limit
        self.ratioLimit = ratioLimit
    }

    deinit {
        zip_fclose(file)
    }

    /// Unpacks at most `count` bytes; 0 at the end, where the checksum has been found right.
    mutating func read(into buffer: UnsafeMutableRawPointer, count: Int) throws(Refusal) -> Int {
        let got = Int(zip_fread(file, buffer, UInt64(count)))
        guard got >= 0 else {
            throw damaged(reason: String(cString: zip_file_strerror(file)))
        }
        byteCount += got
        if byteCount > limit {
            throw Refusal(
                "sheet.too-large",
                at: SourceLocation(file: displayName),
                ["part": .text(name), "limit": .integer(limit)]
            )
        }
        if byteCount > ratioLimit {
            throw Refusal("sheet.zip-bomb", at: SourceLocation(file: displayName), ["part": .text(name)])
        }
        return got
    }

    func damaged(reason: String) -> Refusal {
        Refusal(
            "sheet.damaged",
            at: SourceLocation(file: displayName),
            ["part": .text(name), "reason": .text(reason)]
        )
    }
}
