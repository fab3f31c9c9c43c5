/// A table or figure of a document that can be asked for by itself.
public struct DocumentPiece: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        case table(DocumentTable)
        case figure(DocumentFigure)
    }

    /// Unique in its document: the anchor of its section or figure, with a number behind it from the second table of a
    /// section on, and `-data` for the table behind a figure.
    public var id: String
    public var content: Content

    public var title: [Inline] {
        switch content {
        case .table(let table): table.caption
        case .figure(let figure): figure.title
        }
    }
}

extension Document {
    /// Every table and figure, in the order of the document.
    public var pieces: [DocumentPiece] {
        var pieces: [DocumentPiece] = []
        var section = "opening"
        var tables: [String: Int] = [:]
        func add(_ table: DocumentTable) {
            let number = tables[section, default: 0] + 1
            tables[section] = number
            pieces.append(DocumentPiece(id: number == 1 ? section : "\(section)-\(number)", content: .table(table)))
        }
        for block in blocks {
            switch block {
            case .heading(_, let anchor?, _): section = anchor
            case .table(let table), .folded(_, let table): add(table)
            case .figure(let figure):
                pieces.append(DocumentPiece(id: figure.anchor, content: .figure(figure)))
                pieces.append(DocumentPiece(id: "\(figure.anchor)-data", content: .table(figure.data)))
            default: break
            }
        }
        return pieces
    }

    /// Targets inside the document that links may lead to.
    var anchors: Set<String> {
        var anchors: Set<String> = []
        for block in blocks {
            switch block {
            case .heading(_, let anchor?, _): anchors.insert(anchor)
            case .figure(let figure): anchors.insert(figure.anchor)
            case .references(let items): anchors.formUnion(items.map(\.anchor))
            default: break
            }
        }
        return anchors
    }

    /// The same with this alone as its content.
    public func containing(_ piece: DocumentPiece) -> Document {
        var document = self
        switch piece.content {
        case .table(let table): document.blocks = [.table(table)]
        case .figure(let figure): document.blocks = [.figure(figure)]
        }
        return document
    }
}
