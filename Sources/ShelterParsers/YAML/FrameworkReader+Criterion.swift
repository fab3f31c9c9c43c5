import ShelterModel

extension FrameworkReader {
    static let criterionKeys =
        [
            "id", "shortName", "label", "unit", "when", "weight", "status", "source", "sourceVersion", "verified",
            "advice", "remark", "validFrom", "validTo", "basicRequirement", "appliesTo", "grain", "residents", "core",
            "knownBy",
        ] + requirementKeys

    mutating func criterion(_ item: YAMLValue) -> Criterion? {
        guard let mapping = reader.mapping(item, keys: Self.criterionKeys) else { return nil }
        let id = criterionID(mapping)
        let (provenance, isTagKnown) = self.provenance(mapping)
        let condition = mapping["when"].map { self.requirement($0) }
        let criterion = Criterion(
            id: id,
            shortName: reader.id("shortName", of: mapping),
            label: reader.localized("label", of: mapping),
            advice: reader.optionalLocalized("advice", of: mapping),
            unit: reader.optionalText("unit", of: mapping),
            condition: condition,
            requirement: requirement(mapping),
            weight: reader.weight(of: mapping),
            provenance: provenance,
            validFrom: reader.optionalDate("validFrom", of: mapping),
            validTo: reader.optionalDate("validTo", of: mapping),
            isBasicRequirement: reader.boolean("basicRequirement", of: mapping),
            appliesTo: mapping["appliesTo"].flatMap { appliesTo($0) },
            grain: mapping["grain"].flatMap { reader.choice($0, from: [Grain.location, .room, .respondent]) },
            residents: mapping["residents"].flatMap { residentsView($0) },
            isCore: reader.boolean("core", of: mapping),
            knownBy: mapping["knownBy"].flatMap { reader.choice($0, from: Knower.allCases) },
            location: reader.place(item)
        )
        check(criterion, mapping, isTagKnown: isTagKnown)
        return criterion
    }

    private mutating func criterionID(_ mapping: YAMLMapping) -> String {
        guard let value = reader.required("id", of: mapping), let id = reader.text(value) else { return "" }
        let isPlain = id.utf8.allSatisfy { byte in
            let lower = byte | 0x20
            return YAMLReader.isLower(lower) && byte != UInt8(ascii: "@") || YAMLReader.isDigit(byte)
                || "._-".utf8.contains(byte)
        }
        if !isPlain {
            reader.report("framework.bad-criterion-id", at: value, ["value": .text(YAMLReader.words(value))])
        }
        if let first = criteria[id] {
            reader.report("framework.duplicate-criterion", at: value, repeating: id, first: first)
        } else {
            criteria[id] = value
        }
        return id
    }

    private mutating func check(_ criterion: Criterion, _ mapping: YAMLMapping, isTagKnown: Bool) {
        if let from = criterion.validFrom, let to = criterion.validTo, to < from, let value = mapping["validTo"] {
            reader.report("framework.validity-reversed", at: value, ["from": .date(from), "to": .date(to)])
        }
        guard criterion.isBasicRequirement, let value = mapping["basicRequirement"] else { return }
        basicRequirements.append(value)
        let provenance = criterion.provenance
        // A status or tag that could not be read has a message of its own.
        guard mapping["status"]?.scalarText == provenance.status.rawValue, isTagKnown else { return }
        if provenance.status != .norm || !provenance.verification.isVerified {
            reader.report(
                "framework.unverified-basic-requirement",
                at: value,
                [
                    "criterion": .text(criterion.id), "status": .text(provenance.status.rawValue),
                    "tag": .text(provenance.verification.rawValue),
                ]
            )
        }
    }

    private mutating func provenance(_ mapping: YAMLMapping) -> (Provenance, isTagKnown: Bool) {
        var provenance = Provenance(
            source: reader.text("source", of: mapping),
            sourceVersion: reader.optionalText("sourceVersion", of: mapping),
            status: reader.choice("status", of: mapping, from: LegalStatus.allCases) ?? .own,
            verification: .design,
            remark: reader.optionalLocalized("remark", of: mapping)
        )
        var isTagKnown = false
        if let value = reader.required("verified", of: mapping),
            let verified = reader.mapping(value, keys: ["tag", "ref", "by", "on", "article", "version", "until"])
        {
            let tag = reader.choice("tag", of: verified, from: Verification.allCases)
            isTagKnown = tag != nil
            provenance.verification = tag ?? .design
            provenance.verificationReference = reader.optionalText("ref", of: verified)
            provenance.verifiedBy = reader.optionalText("by", of: verified)
            provenance.verifiedOn = reader.optionalDate("on", of: verified)
            provenance.verifiedArticle = reader.optionalText("article", of: verified)
            provenance.verifiedVersion = reader.optionalText("version", of: verified)
            provenance.verifiedUntil = reader.optionalDate("until", of: verified)
        }
        return (provenance, isTagKnown)
    }
}
