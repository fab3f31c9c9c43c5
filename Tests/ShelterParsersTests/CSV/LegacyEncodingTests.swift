import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

/// Texts in encodings of one byte for each character. The bytes are Python's (`text.encode("cp850")`), in base 64.
@Suite struct LegacyEncodingTests {
    private struct Sample {
        var name: String
        var encoding: TextEncoding?
        var bytes: String
        /// Second cell of the second row.
        var text: String?
    }

    private static let right: [Sample] = [
        Sample(
            name: "nl cp1252",
            encoding: .windows1252,
            bytes: "bmFhbTtvcG1lcmtpbmcKSG90ZWwgWmVl6247cHJpdukga2FtZXJzIHZvb3IgY2/2cmRpbmF0b3JlbiBlbiBwYXRp62"
                + "50ZW4KRGUgT2VrcmHvZW5zZSBzY2hvb2w76eluIHNsZXV0ZWwsIGdl73NvbGVlcmQKQ2Fm6SBOb29yZDt0d2VlIGRv"
                + "dWNoZXMsIGNhLiAxMiBtsiBwZXIgYmV3b25lciCWIIAgNQo=",
            text: "één sleutel, geïsoleerd"
        ),
        Sample(
            name: "nl cp850",
            encoding: .ibm850,
            bytes: "bmFhbTtvcG1lcmtpbmcKSG90ZWwgWmVliW47cHJpdoIga2FtZXJzIHZvb3IgY2+UcmRpbmF0b3JlbiBlbiBwYXRpiW"
                + "50ZW4KRGUgT2VrcmGLZW5zZSBzY2hvb2w7goJuIHNsZXV0ZWwsIGdli3NvbGVlcmQKQ2FmgiBOb29yZDt0d2VlIGRv"
                + "dWNoZXMsIGNhLiAxMiBt/SBwZXIgYmV3b25lciAtIEVVUiA1Cg==",
            text: "één sleutel, geïsoleerd"
        ),
        Sample(
            name: "nl mac_roman",
            encoding: .macRoman,
            bytes: "bmFhbTtvcG1lcmtpbmcKSG90ZWwgWmVlkW47cHJpdo4ga2FtZXJzIHZvb3IgY2+acmRpbmF0b3JlbiBlbiBwYXRpkW"
                + "50ZW4KRGUgT2VrcmGVZW5zZSBzY2hvb2w7jo5uIHNsZXV0ZWwsIGdllXNvbGVlcmQKQ2FmjiBOb29yZDt0d2VlIGRv"
                + "dWNoZXMsIGNhLiAxMiBtMiBwZXIgYmV3b25lciDQINsgNQo=",
            text: "één sleutel, geïsoleerd"
        ),
        Sample(
            name: "ua cp1251",
            encoding: .windows1251,
            bytes: "7eDn4uA75+Dz4uDm5e3t/wrD7vLl6/wgx+7w/zvt5ezguiDn4Ozq4CDt4CDk4uXw//Ug6rPs7eDy6ArP8Ojy8+vu6i"
                + "Df4evz7f875PP47uLgIOfg9+jt5e3gLCDq8/Xt/yDx77Pr/O3gIOTr/yDi8bP1CtXu8fLl6yDPs+Lk5e38O+zl+Org"
                + "7fazIO/w7vH/8vwg7urw5ezzIOqz7O3g8vMg5Ov/IPGz7Ce/Cg==",
            text: "душова зачинена, кухня спільна для всіх"
        ),
        Sample(
            name: "ua koi8_u",
            encoding: .koi8U,
            bytes: "zsHa18E72sHV18HWxc7O0Qrnz9TFzNgg+s/S0TvOxc3BpCDawc3LwSDOwSDE18XS0cggy6bNzsHUyQrw0snU1czPyy"
                + "DxwszVztE7xNXbz9fBINrB3snOxc7BLCDL1cjO0SDT0KbM2M7BIMTM0SDX06bICujP09TFzCDwptfExc7YO83F28vB"
                + "zsOmINDSz9PR1Nggz8vSxc3VIMumzc7B1NUgxMzRINOmzSenCg==",
            text: "душова зачинена, кухня спільна для всіх"
        ),
        Sample(
            name: "ru cp1251",
            encoding: .windows1251,
            bytes: "7eDn4uDt6OU75+Ds5ffg7ejlCsPu8fLo7ej24CDH4PD/O+3l8iDn4Ozq4CDt4CDk4uXw6CDq7uzt4PL7Cs/w6P7yIN"
                + "/h6+7t/zvk8/jl4uD/IOfg6vD78uAsIOrz9e3/IO7h+eD/IOTr/yDi8eX1CtXu8fLl6yDe4zvm6PLl6+gg7/Du8f/y"
                + "IO7y5OXr/O3z/iDq7uzt4PLzIOTr/yDx5ez86Ao=",
            text: "душевая закрыта, кухня общая для всех"
        ),
        Sample(
            name: "ru koi8_r",
            encoding: .koi8U,
            bytes: "zsHa18HOycU72sHNxd7BzsnFCufP09TJzsnDwSD6wdLRO87F1CDawc3LwSDOwSDE18XSySDLz83OwdTZCvDSycDUIP"
                + "HCzM/O0TvE1dvF18HRINrBy9LZ1MEsIMvVyM7RIM/C3cHRIMTM0SDX08XICujP09TFzCDgxzvWydTFzMkg0NLP09HU"
                + "IM/UxMXM2M7VwCDLz83OwdTVIMTM0SDTxc3YyQo=",
            text: "душевая закрыта, кухня общая для всех"
        ),
    ]

    private static let doubtful: [Sample] = [
        Sample(
            name: "ua mac_cyrillic",
            bytes: "7eDn4uA75+Dz4uDm5e3t3wqD7vLl6/wgh+7w3zvt5ezguSDn4Ozq4CDt4CDk4uXw3/Ug6rTs7eDy6AqP8Ojy8+vu6i"
                + "Cf4evz7d875PP47uLgIOfg9+jt5e3gLCDq8/Xt3yDx77Tr/O3gIOTr3yDi8bT1CpXu8fLl6yCPtOLk5e38O+zl+Org"
                + "7fa0IO/w7vHf8vwg7urw5ezzIOq07O3g8vMg5OvfIPG07Ce7Cg=="
        ),
        Sample(
            name: "ru mac_cyrillic",
            bytes: "7eDn4uDt6OU75+Ds5ffg7ejlCoPu8fLo7ej24CCH4PDfO+3l8iDn4Ozq4CDt4CDk4uXw6CDq7uzt4PL7Co/w6P7yIJ"
                + "/h6+7t3zvk8/jl4uDfIOfg6vD78uAsIOrz9e3fIO7h+eDfIOTr3yDi8eX1CpXu8fLl6yCe4zvm6PLl6+gg7/Du8d/y"
                + "IO7y5OXr/O3z/iDq7uzt4PLzIOTr3yDx5ez86Ao="
        ),
        Sample(
            name: "ru iso8859_5",
            bytes: "3dDX0tDd2NU719Dc1efQ3djVCrPe4eLY3djm0CC30ODvO93V4iDX0Nza0CDd0CDU0tXg2CDa3tzd0OLrCr/g2O7iIM"
                + "/R297d7zvU4+jV0tDvINfQ2uDr4tAsINrj5d3vIN7R6dDvINTb7yDS4dXlCsXe4eLV2yDO0zvW2OLV29gg3+De4e/i"
                + "IN7i1NXb7N3j7iDa3tzd0OLjINTb7yDh1dzs2Ao="
        ),
        Sample(
            name: "ru cp866",
            bytes: "raCnoqCtqKU7p6CspeegrailCoOu4eKorajmoCCHoODvO62l4iCnoKyqoCCtoCCkoqXgqCCqrqytoOLrCo/gqO7iIJ"
                + "+hq66t7zuk4+iloqDvIKegquDr4qAsIKrj5a3vIK6h6aDvIKSr7yCi4aXlCpWu4eKlqyCeozumqOKlq6ggr+Cu4e/i"
                + "IK7ipKWr7K3j7iCqrqytoOLjIKSr7yDhpazsqAo="
        ),
        Sample(
            name: "pl cp1250",
            bytes: "bmF6d2E7dXdhZ2kKSG90ZWwgo7lrYTticmFrIHphbWthIHcgZHJ6d2lhY2gsILNhemllbmthIHdzcPNsbmEKRG9tII"
                + "x3aep0eTttaWVzemth8WN5IHByb3N6uSBvIG9zb2JuuSBrdWNobmnqCg=="
        ),
        Sample(
            name: "pl iso8859_2",
            bytes: "bmF6d2E7dXdhZ2kKSG90ZWwgo7FrYTticmFrIHphbWthIHcgZHJ6d2lhY2gsILNhemllbmthIHdzcPNsbmEKRG9tIK"
                + "Z3aep0eTttaWVzemth8WN5IHByb3N6sSBvIG9zb2JusSBrdWNobmnqCg=="
        ),
        Sample(
            name: "nl cut UTF-8",
            bytes: "bmFhbTtvcG1lcmtpbmcKRGUgT2VrcmHDZW5zZSBzY2hvb2w7Z2XDc29sZWVyZAo="
        ),
    ]

    @Test("Text in an encoding that is known is read as it was written, with a note", arguments: right.indices)
    func known(index: Int) throws {
        let sample = Self.right[index]
        let reading = try CSVReading(Array(#require(Data(base64Encoded: sample.bytes))))
        #expect(reading.encoding == sample.encoding, "\(sample.name)")
        #expect(reading.texts[1][1] == sample.text, "\(sample.name)")
        #expect(reading.findings.map(\.code) == ["encoding.found"], "\(sample.name)")
        #expect(reading.findings.allSatisfy { $0.severity == .note }, "\(sample.name)")
    }

    @Test("Text that makes no sense in any encoding that is known is doubted aloud", arguments: doubtful.indices)
    func doubted(index: Int) throws {
        let sample = Self.doubtful[index]
        let reading = try CSVReading(Array(#require(Data(base64Encoded: sample.bytes))))
        #expect(reading.findings.map(\.code) == ["encoding.doubtful"], "\(sample.name)")
        #expect(reading.findings.allSatisfy { $0.severity == .warning }, "\(sample.name)")
    }

    @Test("The note names the line and the number of the bytes that are no UTF-8", arguments: ["\n", "\r\n", "\r"])
    func place(lineEnd: String) throws {
        let text = ["a;b", "1;x", "2;caf*", "3;y"].joined(separator: lineEnd)
        let note = try #require(CSVReading(text.utf8.map { $0 == UInt8(ascii: "*") ? 0xE9 : $0 }).findings.first)
        #expect(note.code == "encoding.found")
        #expect(note.location?.line == 3)
        #expect(note.arguments["characters"] == .integer(1))
    }

    @Test("A file in UTF-8, or one whose encoding is named, has no such note")
    func silent() throws {
        #expect(try CSVReading("a;b\ncafé;1\n").findings.isEmpty)
        let bytes = Array("a;b\ncaf".utf8) + [0x82] + Array(";1\n".utf8)
        let named = try CSVReading(bytes, .with { $0.encoding = .ibm850 })
        #expect(named.findings.isEmpty)
        #expect(named.texts == [["café", "1"]])
    }
}
