import ShelterModel
import ShelterParsers
import Testing

/// Small files as people send them; a wrong reading in silence is worse than a refusal.
@Suite struct SmallFileTests {
    private static func detect(_ text: String) throws -> Dialect {
        try DialectDetector.detect(bytes: Array(text.utf8), displayName: "file.csv").dialect
    }

    /// Text, and the delimiter that it is written with; empty for one column.
    private static let clear: [(text: String, delimiter: String)] = [
        (
            "id|naam|datum|oms\n1|Zon, zee|2025-01-02|tekst; meer\n2|Maan|2025-01-03|nog, wat\n3|Ster|2025-01-04|x\n",
            "|"
        ),
        ("id\tnaam\tprijs\n1\tZon, zee\t1,50\n2\tMaan; b\t2,75\n3\tSter\t3,00\n", "\t"),
        ("id naam score\n1 Zon 2.5\n2 Maan 3.5\n3 Ster 4.5\n", " "),
        ("id,naam,plaats\n1,'Zon, zee','Zeist'\n2,'Maan','Assen, NL'\n3,'Het ''huis''','Goes'\n", ","),
        ("id,naam,tekst\n1,\"Zon \\\"A\\\", zee\",x\n2,\"Maan \\\"B\\\"\",y\n3,\"Ster\",z\n", ","),
        ("id~naam~score\n1~Zon, zee~2,5\n2~Maan~3,5\n3~Ster~4,5\n", "~"),
        ("id^naam^score\n1^Zon, zee^2,5\n2^Maan^3,5\n3^Ster^4,5\n", "^"),
        (
            "opmerking\nDe kamers zijn schoon, en er is licht\nEr is te weinig privacy, vooral in de gang\nHet is, zoals altijd, te druk\nGoed\n",
            ""
        ),
        ("id;m2;temp\n1;12,5;20,1\n2;13,5;19,0\n3;11,0;18,7\n", ";"),
        ("m2;temp\n12,5;20,1\n13,5;19,0\n11,0;18,7\n", ";"),
        ("id;naam;score\n", ";"),
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ("naam\n", ""),
        (
            "2025-01-02 10:11:12 INFO start van de dienst\n2025-01-02 10:11:13 WARN geheugen: 12%\n2025-01-02 10:11:14 INFO klaar, zonder enige fout hier\n2025-01-02 10:11:15 ERROR fout\n",
            ""
        ),
        (",,,\n,,,\n", ","),
        ("a;b;c;\n1;2;3;\n4;5;6;\n", ";"),
        ("naam;bedrag\nZon;1.234,50\nMaan;12.345,00\nSter;999,95\n", ";"),
        ("naam;bedrag\nZon;1 234,50\nMaan;12 345,00\n", ";"),
        ("id;tekst\n1;\"regel 1\nregel 2, met komma\"\n2;\"x\"\n", ";"),
        ("id;naam\r\n1;Zon\n2;Maan\r\n", ";"),
        ("sep=,\na,b\n1,2\n", ","),
        ("a\tb\tc\n\t\t3\n1\t\t\n\t2\t\n", "\t"),
        ("id;data\n1;\"{\"\"a\"\": 1, \"\"b\"\": [1,2]}\"\n2;\"{\"\"a\"\": 2, \"\"b\"\": [3]}\"\n", ";"),
        ("naam;pad\nZon;C:\\data\\x, y.csv\nMaan;D:\\a.csv\n", ";"),
        ("locatie;open\nZon;09:00-17:00\nMaan;10:00-16:30\n", ";"),
        ("datum;aantal\n31-1-2025;1.250\n1-2-2025;980\n", ";"),
        ("\"naam, voluit\";score\nZon;1\nMaan;2\n", ";"),
        ("naam;adres\nZon;Kerkstraat 1, Zeist\nMaan;Dorpsweg 22, Assen\n", ";"),
        ("id, naam, score\n1, Zon, 2\n2, Maan, 3\n", ","),
        ("id, naam\n1, Zon\n2, Maan\n", ","),
        ("\"tekst\"\n\"regel, 1\nregel 2\"\n\"x\"\n", ""),
        ("id,keuze\n1,a|b|c\n2,a|c\n3,b|c\n", ","),
        ("id,\"a;b\",c\n1,\"x;y\",2\n2,\"z;w\",3\n", ","),
        ("uuid\n6f1e-4a2b-9c\n7a2f-1b3c-8d\n8b3a-2c4d-7e\n", ""),
        ("q1;q2;q3\nja;nee;ja\nnee;nee;ja\nja;ja;nvt\n", ";"),
        ("a;b\n1,5;2,5\n", ";"),
        ("x,y\n1,5\n2,5\n3,7\n", ","),
        ("Aantal bewoners per locatie\n\nlocatie;bewoners\nZon;12\nMaan;15\n", ";"),
        ("Aantal bewoners per locatie\nlocatie,bewoners\nZon,12\nMaan,15\n", ","),
        ("tijd;waarde\n10:00:01;5\n10:00:02;6\n10:00:03;7\n", ";"),
        ("10:00\n10:15\n10:30\n11:45\n", ""),
        ("datum\n2025-01-02\n2025-01-03\n2025-02-04\n", ""),
        ("prijs\n1,50\n2,75\n10,00\n3,95\n", ""),
        ("mail\na.b@example.org\nc-d@example.org\ne_f@example.org\n", ""),
        (
            "link\nhttps://example.org/a/b?x=1&y=2\nhttps://example.org/c/d?x=3&y=4\nhttps://example.org/e/f?x=5&y=6\n",
            ""
        ),
        ("id,keuze\n1,\"a;b;c\"\n2,\"a;c\"\n3,b\n", ","),
        ("id;keuze\n1;a,b,c\n2;a,c,d\n3;b,c,d\n", ";"),
        ("ID;Naam;Welke?\n1;Zon;\"keuken;douche;\"\n2;Maan;\"douche;\"\n3;Ster;\"keuken;\"\n", ";"),
        ("a;b;c;d\n;;;\n1;;;4\n;2;;\n;;;\n", ";"),
        ("naam locatie;aantal bewoners;datum bezoek\nZon en zee;12;1-2-2025\nMaan;13;2-2-2025\n", ";"),
        ("id,naam\n1,'s-Gravenhage\n2,'t Harde\n3,'s-Hertogenbosch\n", ","),
        ("naam,maat\nbuis,5\" breed\nplaat,3\" dik\npijp,2\"\n", ","),
        ("Overzicht inspecties, stand 1 mei\n\nid;naam;score\n1;Zon;2,5\n2;Maan;3,5\n3;Ster;4,5\n", ";"),
        ("naam;lat;lon\nZon;52,0912;5,1222\nMaan;52,1;5,2\nSter;52,25;5,33\n", ";"),
        ("plaats;coordinaten\nZon;52.0912, 5.1222\nMaan;52.1, 5.2\nSter;52.25, 5.33\n", ";"),
        ("id;tekst\n1;Goed, schoon, licht\n2;Slecht, vies, donker\n3;Matig, vol, druk\n", ";"),
        ("id\u{1F}naam\u{1F}score\n1\u{1F}Zon, zee\u{1F}2\n2\u{1F}Maan\u{1F}3\n", "\u{1F}"),
        ("\"id\";\"naam\"\n\"1\";\"Zon, zee\"\n\"2\";\"Maan, ster\"\n", ";"),
        ("# export van 1 mei\n# door: beheer\nid,naam,score\n1,Zon,2.5\n2,Maan,3.5\n", ","),
        ("code\nGM-0363-A\nGM-0344-B\nGM-0599-C\n", ""),
        ("pad\n/home/a/b.csv\n/home/c/d.csv\n/home/e/f.csv\n", ""),
        ("telefoon\n+31 6 12345678\n+31 6 87654321\n+31 6 11223344\n", ""),
        ("rekening\nNL01 BANK 0123 4567 89\nNL02 BANK 0123 4567 88\nNL03 BANK 0123 4567 87\n", ""),
        ("aantal\n1.234\n2.345\n3.456\n", ""),
        ("naam;bewoners\nZon;12\n", ";"),
        ("locatie;opmerking\nZon;Schoon, licht en ruim\nMaan;Te druk\n", ";"),
        ("locatie,opmerking\nZon,Schoon; licht en ruim\nMaan,Te druk\n", ","),
        ("a,b,c\n1,2\n3,4,5\n6,7,8,9\n1,2,3\n", ","),
        ("a&b&c\n1&2&3\n4&5&6\n", "&"),
        ("€ 1.250,00\n€ 980,50\n€ 12.400,00\n€ 75,95\n", ""),
        ("sleutel:waarde:teken\na:1:x\nb:2:y\nc:3:z\n", ":"),
        ("id,keuzes\n1,Fiets;Auto;\n2,Bus;Trein;\n3,Fiets;Bus;\n", ","),
        (
            "Gemeente      Inwoners   Oppervlakte\nUtrecht         361924         99.21\nDe Bilt          43384         67.13\n",
            "  "
        ),
        ("1   68  4.1\n2   71  4.3\n3  102  4.4\n", " "),
        ("ім'я;місто;бал\nСонце;Київ;2,5\nМісяць;Львів;3,5\n", ";"),
        ("ім'я,місто\nм'яч,Київ\nп'ять,Львів\nоб'єкт,Одеса\n", ","),
    ]

    @Test("Few rows are enough to tell how a file is written", arguments: clear)
    func found(text: String, delimiter: String) throws {
        let dialect = try Self.detect(text)
        #expect(!dialect.isAmbiguous)
        #expect(dialect.delimiter ?? "" == delimiter)
    }

    @Test(
        "What can be one column as well as two is refused",
        arguments: [
            "De kamers zijn schoon, en er is licht\nEr is te weinig privacy, vooral in de gang\nHet is druk, maar goed\nGoed, niets te melden\n",
            "adres\nKerkstraat 1, Zeist\nDorpsweg 22, Assen\nLaan 3, Goes\n",
            "1,5\n2,5\n3,5\n4,25\n",
            "naam\nJansen, Piet\nDe Vries, Anna\nBakker, Joost\nSmit, Eva\n",
            "naam: Zon\nstraat: Dorpsweg 2\nplaats: Assen\ntelefoon: 14 0592\n",
            "Jansen, Jan\nde Vries, Piet\nBakker, Kees\nSmit, Anna\n",
            "admin:geheim\nbeheer:anders\ngast:gast\n",
        ]
    )
    func doubtful(text: String) throws {
        #expect(try Self.detect(text).isAmbiguous)
    }

    @Test(
        "What is no table of cells is refused by its name",
        arguments: [
            ("<!DOCTYPE html>\n<html><body>a,b</body></html>\n", "csv.is-html"),
            ("\u{FEFF} <TABLE><tr><td>1</td></tr></TABLE>", "csv.is-html"),
            ("<?xml version=\"1.0\"?>\n<rows/>\n", "csv.is-xml"),
            ("[ {\"id\": 1, \"naam\": \"Zon\"}\n]\n", "csv.is-json"),
            ("{\"id\": 1}\n{\"id\": 2}\n", "csv.is-json"),
        ]
    )
    func otherFormat(text: String, code: String) {
        #expect(throws: Refusal(code, at: SourceLocation(file: "file.csv"))) { try Self.detect(text) }
    }
}
