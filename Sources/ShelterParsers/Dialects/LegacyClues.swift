/// What the bytes from 0x80 on tell about a text that is no UTF-8.
struct LegacyClues {
    private var high = 0
    /// In runs of three or more, as words in Cyrillic letters are.
    private var inRuns = 0
    private var runsLow = 0
    private var runsHigh = 0
    /// 0x80 to 0x9F between two ASCII letters: accented letters on a Mac, marks in Windows-1252.
    private var marksInWords = 0
    private var fromC0 = 0
    private var c1 = 0
    /// 0xA4 beside a digit or blank: the euro sign of ISO 8859-15.
    private var euros = 0
    private var fit = CodePageFit()

    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count {
            index += TextBytes.plainPrefix(bytes, from: index)
            guard index < bytes.count else { return }
            let start = index
            while index < bytes.count, bytes[index] >= 0x80 { index += 1 }
            if index == start {
                index += 1
                continue
            }
            let before = start > 0 ? bytes[start - 1] : 0x20
            let after = index < bytes.count ? bytes[index] : 0x20
            add(UnsafeBufferPointer(rebasing: bytes[start..<index]), before, after)
        }
    }

    private mutating func add(_ run: UnsafeBufferPointer<UInt8>, _ before: UInt8, _ after: UInt8) {
        high += run.count
        let isRun = run.count >= 3
        if isRun { inRuns += run.count }
        for (index, byte) in run.enumerated() {
            let left = index > 0 ? run[index - 1] : before
            fit.add(byte, before: left, after: index + 1 < run.count ? run[index + 1] : after)
            switch byte {
            case 0x80..<0xA0: c1 += 1
            case 0xC0..<0xE0:
                fromC0 += 1
                if isRun { runsLow += 1 }
            case 0xE0...0xFF:
                fromC0 += 1
                if isRun { runsHigh += 1 }
            case 0xA4 where before == 0x20 || after == 0x20 || CellShape.isDigit(before) || CellShape.isDigit(after):
                euros += 1
            default: break
            }
        }
        if run.count == 1, run[0] < 0xA0, run[0] != 0x92, CellShape.isLetter(before), CellShape.isLetter(after) {
            marksInWords += 1
        }
    }

    /// The encoding, and whether the text makes little sense under it.
    var answer: (encoding: TextEncoding, isDoubtful: Bool) {
        let encoding = fit.better(than: mostLikely)
        return (encoding, fit.isDoubtful(encoding))
    }

    private var mostLikely: TextEncoding {
        // Small letters, which are most of a text, are the upper half in Windows-1251 and the lower half in KOI8.
        if inRuns * 2 > high { return runsHigh >= runsLow ? .windows1251 : .koi8U }
        if marksInWords > fromC0 { return .macRoman }
        if euros > 0, c1 == 0 { return .iso8859part15 }
        return .windows1252
    }
}
