// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "Maatstaf",
    products: [
        .executable(name: "maatstaf", targets: ["maatstaf"]),
        .library(name: "SurveyStatistics", targets: ["SurveyStatistics"]),
        .library(name: "ShelterModel", targets: ["ShelterModel"]),
        .library(name: "ShelterParsers", targets: ["ShelterParsers"]),
        .library(name: "ShelterScoring", targets: ["ShelterScoring"]),
        .library(name: "ShelterAnalysis", targets: ["ShelterAnalysis"]),
        .library(name: "ShelterReporter", targets: ["ShelterReporter"]),
        .library(name: "ShelterPipeline", targets: ["ShelterPipeline"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
        .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CReadStat", providers: [.apt(["libreadstat-dev"])]),
        .systemLibrary(name: "CXLSXWriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .target(name: "CRenameExchange"),
        .target(name: "CBoostMath", linkerSettings: [.linkedLibrary("m"), .linkedLibrary("stdc++")]),
        .systemLibrary(name: "CLapack", providers: [.apt(["liblapack-dev", "libblas-dev"])]),
        .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"])]),
        .target(name: "ShelterModel", swiftSettings: strict),
        .target(
            name: "SurveyStatistics",
            dependencies: ["CBoostMath", "CLapack", "CGLPK"],
            swiftSettings: strict
        ),
        .target(name: "ShelterAppreciation", dependencies: ["ShelterModel"], swiftSettings: strict),
        .target(
            name: "ShelterParsers",
            dependencies: [
                "ShelterModel", "ShelterAppreciation", "CLibCSV", "CLibZip", "CLibXML2", "CReadStat", "CXLSXWriter",
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict
        ),
        .target(name: "ShelterScoring", dependencies: ["ShelterModel"], swiftSettings: strict),
        .target(
            name: "ShelterCleaning",
            dependencies: ["ShelterModel", "ShelterScoring", "SurveyStatistics"],
            swiftSettings: strict
        ),
        .target(
            name: "ShelterAnalysis",
            dependencies: ["ShelterModel", "ShelterScoring", "SurveyStatistics"],
            swiftSettings: strict
        ),
        .target(
            name: "ShelterReporter",
            dependencies: ["ShelterModel", "ShelterAnalysis", "ShelterAppreciation"],
            swiftSettings: strict
        ),
        .target(name: "DocumentTools", dependencies: ["ShelterModel"], swiftSettings: strict),
        .target(name: "ShelterRehearsal", dependencies: ["ShelterModel"], swiftSettings: strict),
        .target(
            name: "ShelterPipeline",
            dependencies: [
                "ShelterModel", "ShelterParsers", "ShelterScoring", "ShelterCleaning", "ShelterAnalysis",
                "ShelterAppreciation", "ShelterReporter", "ShelterRehearsal", "SurveyStatistics", "DocumentTools",
                "CRenameExchange",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "MaatstafCommand",
            dependencies: [
                "ShelterModel", "ShelterParsers", "ShelterScoring", "ShelterCleaning", "ShelterAnalysis",
                "ShelterReporter", "ShelterRehearsal", "ShelterPipeline", "SurveyStatistics", "DocumentTools",
                "ShelterAppreciation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(name: "maatstaf", dependencies: ["MaatstafCommand"], swiftSettings: strict),
        .testTarget(
            name: "SurveyStatisticsTests",
            dependencies: ["SurveyStatistics"],
            exclude: ["Reference"],
            swiftSettings: strict
        ),
        .testTarget(name: "ShelterModelTests", dependencies: ["ShelterModel"], swiftSettings: strict),
        .testTarget(
            name: "ShelterParsersTests",
            dependencies: ["ShelterParsers", "ShelterModel"],
            exclude: [
                "Fixtures", "Sheets/Fixtures", "Sheets/make_fixtures.py", "Sheets/make_with_libreoffice.py",
                "Exports/Fixtures", "Exports/make_fixtures.py", "Statistical/Fixtures", "Statistical/make_fixtures.py",
                "Statistical/make_with_pspp.sps", "Statistical/read_with_haven.R",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ShelterAppreciationTests",
            dependencies: ["ShelterAppreciation", "ShelterModel", "ShelterParsers"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ShelterScoringTests",
            dependencies: ["ShelterScoring", "ShelterModel", "ShelterParsers"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ShelterCleaningTests",
            dependencies: ["ShelterCleaning", "ShelterModel", "ShelterParsers", "ShelterScoring", "SurveyStatistics"],
            exclude: ["Reference"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ShelterAnalysisTests",
            dependencies: ["ShelterAnalysis", "ShelterScoring", "ShelterModel", "SurveyStatistics"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ShelterReporterTests",
            dependencies: ["ShelterReporter", "ShelterAnalysis", "ShelterModel", "ShelterParsers"],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ShelterRehearsalTests",
            dependencies: ["ShelterRehearsal", "ShelterModel"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "MaatstafTests",
            dependencies: [
                "MaatstafCommand", "ShelterPipeline", "ShelterRehearsal", "ShelterModel", "ShelterParsers",
                "ShelterScoring", "ShelterAnalysis", "ShelterCleaning", "ShelterAppreciation",
            ],
            exclude: ["Reference", "LintSet"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
