/// Names of months in Dutch, English, Ukrainian and Russian, with their common abbreviations.
enum MonthNames {
    /// The number of a month, 1…12.
    static func number(_ name: some StringProtocol) -> Int? {
        let name = name.lowercased()
        return numbers[name.hasSuffix(".") ? String(name.dropLast()) : name]
    }

    private static let numbers: [String: Int] = {
        var numbers: [String: Int] = [:]
        for (index, names) in names.enumerated() {
            for name in names.split(separator: " ") { numbers[String(name)] = index + 1 }
        }
        return numbers
    }()

    private static let names = [
        "jan januari january січ січня січень янв января январь",
        "feb februari february лют лютого лютий фев февр февраля февраль",
        "mrt maart mar march бер березня березень мар марта март",
        "apr april кві квіт квітня квітень апр апреля апрель",
        "mei may тра трав травня травень мая май",
        "jun juni june чер черв червня червень июн июня июнь",
        "jul juli july лип липня липень июл июля июль",
        "aug augustus august сер серп серпня серпень авг августа август",
        "sep sept september вер верес вересня вересень сен сент сентября сентябрь",
        "okt oktober oct october жов жовт жовтня жовтень окт октября октябрь",
        "nov november лис лист листопада листопад ноя нояб ноября ноябрь",
        "dec december гру груд грудня грудень дек декабря декабрь",
    ]
}
