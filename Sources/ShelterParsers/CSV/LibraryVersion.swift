internal import CLibCSV

/// Version of libcsv that the program was built with, such as `3.0.3`.
public var libcsvVersion: String { "\(CSV_MAJOR).\(CSV_MINOR).\(CSV_RELEASE)" }
